// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/cause.h"
#include "evidencefrom.h"

namespace hop101::doctor {

inline constexpr const char *kRefused426 = "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n";

inline std::string statusLine(const std::string &status, const std::string &headers = {})
{
    return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n";
}

/// What path would gather of these heads: `arrived` empty: nothing came to the server; `answered`: what the
/// server said; `came`: what the client got.
inline PathEvidence through(const std::string &arrived, const std::string &answered, const std::string &came,
                            const std::string &body = {}, const std::string &sent = kGoodRequest)
{
    PathEvidence evidence;
    evidence.hasBothSides = true;
    evidence.left = evidenceFrom(sent, came, body);
    evidence.report.listening = "127.0.0.1:9001";
    evidence.diff.request.wasSent = true;
    if (!arrived.empty()) {
        evidence.hasConnected = true;
        evidence.right = evidenceFrom(arrived, answered);
        evidence.diff.request = changes(*evidence.left.request, *evidence.right->request);
        if (evidence.right->response && evidence.left.response)
            evidence.diff.response = changes(*evidence.right->response, *evidence.left.response);
    }
    const http::RequestHead *head = evidence.right ? &*evidence.right->request : nullptr;
    evidence.proxy = proxyOf(evidence.left, head, evidence.diff.request);
    return evidence;
}

/// Everything passes.
inline PathEvidence untouched()
{
    return through(kGoodRequest, kGood101, kGood101);
}

/// The proxy answered by itself.
inline PathEvidence answeredBy(const std::string &came, const std::string &body = {})
{
    return through({}, {}, came, body);
}

inline PathEvidence withCheck(PathEvidence evidence, hop::PathCheck check, hop::CheckOutcome outcome,
                              const std::string &sent = {}, const std::string &arrived = {})
{
    evidence.report.results.push_back({check, outcome, sent, arrived, {}, {}});
    return evidence;
}

inline PathEvidence by(PathEvidence evidence, Intermediary who, const std::string &version = {})
{
    evidence.proxy = who;
    evidence.proxyVersion = version;
    return evidence;
}

} // namespace hop101::doctor

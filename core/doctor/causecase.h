// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/doctor/causeevidence.h"

#include <algorithm>
#include <initializer_list>

namespace hop101::doctor {

using Match = std::optional<CauseMatch>;

struct Target
{
    std::string path, query;
};
Target splitTarget(const std::string &target);
bool containsIgnoringCase(std::string_view text, std::string_view lowerPart);
bool isRequestComplete(const Evidence &evidence); ///< it asks for an upgrade to websocket

/// The questions that evidence rules ask.
class Case
{
public:
    Case(const PathEvidence &evidence, const Words &words) : e(evidence), say(words) { }

    int status() const { return e.left.response ? e.left.response->status : 0; }
    bool isOneOf(std::initializer_list<int> statuses) const
    {
        return std::find(statuses.begin(), statuses.end(), status()) != statuses.end();
    }
    bool isUpgraded() const { return e.left.verdict.isUpgraded(); }
    const http::RequestHead *sent() const { return e.left.request ? &*e.left.request : nullptr; }
    const http::RequestHead *arrived() const
    {
        return e.right && e.right->request ? &*e.right->request : nullptr;
    }
    /// We are the server, and the proxy answered without asking it.
    bool isAnsweredByProxy() const
    {
        return e.hasBothSides && !arrived() && !e.hasConnected && status() != 0;
    }
    /// Seen from the client alone: anybody may have answered.
    bool isOneSided() const { return !e.hasBothSides; }
    bool isProxy(Intermediary who) const { return e.proxy == who; }
    const HeaderChange *request(const char *header) const
    {
        return arrived() ? e.diff.request.header(header) : nullptr;
    }
    const HeaderChange *response(const char *header) const
    {
        return e.diff.response.wasSent && e.diff.response.hasArrived ? e.diff.response.header(header)
                                                                     : nullptr;
    }
    bool serverSaid101() const { return e.right && e.right->response && e.right->response->status == 101; }
    std::string header(const char *name) const
    {
        return e.left.response ? e.left.response->fields.combined(name) : std::string();
    }
    bool bodySays(std::string_view part) const
    {
        return containsIgnoringCase(base::asText(e.left.body), part);
    }

    /// "sent …, arrived …".
    std::string values(const std::string &sentValue, const std::string &arrivedValue) const
    {
        const std::string from =
            sentValue.empty() ? say(HOP101_TEXT("cause", "nothing")) : "“" + shown(sentValue, 80) + "”";
        const std::string to =
            arrivedValue.empty() ? say(HOP101_TEXT("cause", "nothing")) : "“" + shown(arrivedValue, 80) + "”";
        return say(HOP101_TEXT("cause", "sent %1, arrived %2"), {from, to});
    }
    std::string answered() const
    {
        return say(HOP101_TEXT("cause", "answered %1"), {std::to_string(status())});
    }
    std::string nothingArrived() const
    {
        return isOneSided() ? answered()
                            : say(HOP101_TEXT("cause", "answered %1, and nothing arrived at the server"),
                                  {std::to_string(status())});
    }

    /// A header that was lost or changed on its way there, or back.
    Match changed(const char *name, bool alsoBack = false) const
    {
        const HeaderChange *one = request(name);
        if (!one || (!one->isDropped() && !one->valueDiffers()))
            one = alsoBack ? response(name) : nullptr;
        if (!one || (!one->isDropped() && !one->valueDiffers()))
            return {};
        return CauseMatch{Likelihood::Certain,
                          values(std::string(name) + ": " + *one->sent, one->arrived.value_or(""))};
    }
    Match failed(hop::PathCheck check) const
    {
        if (!e.report.fails(check))
            return {};
        const auto *result = e.report.find(check);
        return CauseMatch{Likelihood::Certain, values(result->sent, result->arrived)};
    }
    /// What the proxy answered by itself; of a client alone it is a guess.
    Match byProxy(std::initializer_list<int> statuses, Likelihood oneSided) const
    {
        if (!isOneOf(statuses) || (!isAnsweredByProxy() && !isOneSided()))
            return {};
        return CauseMatch{isOneSided() ? oneSided : Likelihood::Certain, nothingArrived()};
    }

    Match upgradeLost() const;
    Match cutWhenIdle() const;

    const PathEvidence &e;
    const Words &say;
};

/// Redirected to, or arrived at, the same path but for a slash at its end.
Match matchOfTrailingSlash(const Case &c);
/// Before and at the server: who answered, and what arrived.
Match matchOfRoute(Cause cause, const Case &c);

} // namespace hop101::doctor

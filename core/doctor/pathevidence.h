// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/evidence.h"
#include "core/doctor/hopdiff.h"
#include "core/doctor/intermediary.h"
#include "core/hop/pathreport.h"

namespace hop101::doctor {

/// All that the table of causes looks at, as values. Of a plain probe it has the client's side alone.
struct PathEvidence
{
    Evidence left; ///< the client's exchange
    bool hasBothSides = false; ///< we were the server, too
    bool hasConnected = false; ///< a connection came to the server's side
    std::optional<Evidence> right; ///< the exchange there; none: no request arrived
    HopDiff diff;
    base::Bytes arrivedRaw; ///< first bytes that arrived and are no HTTP
    hop::PathReport report; ///< empty of a plain probe, and of a capture alone
    std::optional<Intermediary> proxy;
    std::string proxyVersion; ///< "2.4.41", as it says itself; may be empty
};

/// Of a path check: from its capture and its report. `told`: the product, where somebody said it.
PathEvidence gatherPath(const capture::Reader &reader, const hop::PathReport &report,
                        std::optional<Intermediary> told = {});
/// Of one exchange seen from the client.
PathEvidence asPathEvidence(Evidence evidence);
/// Who stands between, by what it answered with and what it did to the request. `arrived` may be null.
std::optional<Intermediary> proxyOf(const Evidence &left, const http::RequestHead *arrived,
                                    const HeadChanges &request);

} // namespace hop101::doctor

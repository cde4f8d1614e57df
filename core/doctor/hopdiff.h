// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/http/head.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::doctor {

/// A header that is not the same before and behind a proxy.
struct HeaderChange
{
    std::string name; ///< as sent; of an added one as it arrived
    std::string arrivedName; ///< differs in case alone; empty: dropped
    std::optional<std::string> sent, arrived; ///< values; none: added, or dropped
    bool isMoved = false; ///< stands in another order than its neighbours

    bool isAdded() const noexcept { return !sent; }
    bool isDropped() const noexcept { return !arrived; }
    bool valueDiffers() const noexcept { return sent && arrived && *sent != *arrived; }
    bool isRenamed() const noexcept { return sent && arrived && name != arrivedName; }
    bool operator==(const HeaderChange &) const = default;
};

/// A part of a start line that is not the same: "method", "target", "version", "status" or "reason".
struct StartLineChange
{
    std::string part, sent, arrived;
    bool operator==(const StartLineChange &) const = default;
};

/// A head as it was sent to a proxy, and as the proxy passed it on.
struct HeadChanges
{
    bool wasSent = false, hasArrived = false;
    std::vector<StartLineChange> startLine;
    std::vector<HeaderChange> headers; ///< in the order sent, an added one behind the one before it

    const StartLineChange *part(std::string_view name) const noexcept;
    const HeaderChange *header(std::string_view name) const noexcept; ///< ignoring case
    bool isSame() const noexcept { return wasSent == hasArrived && startLine.empty() && headers.empty(); }
};

/// How it is known that two exchanges are one.
enum class Correlation : std::uint8_t { None, Probe, Key, Order };

/// One exchange on both sides of a proxy (or of Hop101 as a relay): the request as sent and as it arrived,
/// the response as sent and as it came back.
struct HopDiff
{
    hop::Exchange left; ///< on the client's hop
    std::optional<hop::Exchange> right; ///< on the server's hop; none: nothing arrived
    Correlation by = Correlation::None;
    HeadChanges request, response;
};

HeadChanges changes(const http::RequestHead &sent, const http::RequestHead &arrived);
HeadChanges changes(const http::ResponseHead &sent, const http::ResponseHead &arrived);
/// Of one pair.
HopDiff hopDiff(const capture::Reader &reader, const hop::Exchange &left,
                const std::optional<hop::Exchange> &right);
/// Every exchange of a hop whose right party is the left one of another hop, with the exchange that it became
/// there: by the probe's header, else by Sec-WebSocket-Key, else by order. Empty where no party stands
/// between two others.
std::vector<HopDiff> hopDiffs(const capture::Reader &reader);

} // namespace hop101::doctor

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/contentdiff.h"
#include "core/capture/exchangeunits.h"
#include "core/http/headerdiff.h"

#include <chrono>

namespace hop101::capture {

struct DiffOptions
{
    UnitOptions units;
    /// Messages that belong together are told where they came this much earlier or later in their exchange;
    /// nothing: times are never compared, neither is the field Date.
    std::optional<std::chrono::milliseconds> timeTolerance;
    std::size_t maxRows = 1'000; ///< differences a direction that are described; more are counted only
    std::size_t context = 3; ///< equal units shown before and after a difference
};

enum class RowKind : std::uint8_t {
    Equal, ///< for context
    Left, ///< only the left has it
    Right,
    Changed, ///< other content, the same kind
    Shifted, ///< the same, at another time
};
struct DiffRow
{
    RowKind kind = RowKind::Equal;
    std::optional<Unit> left, right;
    std::uint64_t equalBefore = 0; ///< units that are the same and not shown, between this row and the last
    std::optional<ContentDifference> content; ///< of Changed
};
struct DirectionDiff
{
    std::uint64_t equal = 0, onlyLeft = 0, onlyRight = 0, changed = 0, shifted = 0;
    std::vector<DiffRow> rows;
    std::uint64_t equalAfter = 0; ///< behind the last row, not shown
    bool hasMoreRows = false;

    std::uint64_t differences() const noexcept { return onlyLeft + onlyRight + changed + shifted; }
    bool isSame() const noexcept { return differences() == 0; }
};

/// A part of a start line that differs.
struct StartLinePart
{
    std::string name; ///< "method", "target", "version", "status", "reason"
    std::string left, right;
    bool operator==(const StartLinePart &) const = default;
};
/// Two heads. Values that are another one in every connection are not compared: Sec-WebSocket-Key and
/// Sec-WebSocket-Accept (whether they are right is in the verdict), and Date.
struct HeadDiff
{
    bool hasLeft = false, hasRight = false;
    std::vector<StartLinePart> startLine;
    http::HeaderFields left, right;
    std::vector<http::FieldDifference> fields;

    bool isSame() const noexcept { return hasLeft == hasRight && startLine.empty() && fields.empty(); }
};

struct VerdictDiff
{
    hop::Verdict left, right;
    std::vector<rules::Rule> rules; ///< whose outcome differs, in table order
    bool isSame() const noexcept
    {
        return left.state == right.state && left.status == right.status && rules.empty();
    }
};

/// What differs between two exchanges, of one capture or of two. Each direction is aligned by itself: how
/// what one side sends falls between what the other sends is a matter of time.
struct ExchangeDiff
{
    HeadDiff request, response;
    VerdictDiff verdict;
    std::array<DirectionDiff, 2> directions; ///< by hop::Direction
    bool isSame() const noexcept
    {
        return request.isSame() && response.isSame() && verdict.isSame() && directions[0].isSame()
            && directions[1].isSame();
    }
};

/// The readers must not be the same object. Memory does not depend on the size of the captures: equal
/// stretches are passed over, and what differs is aligned in windows of at most 131,072 units.
ExchangeDiff compareExchanges(const Reader &left, const hop::Exchange &leftExchange, const Reader &right,
                              const hop::Exchange &rightExchange, const DiffOptions &options);

} // namespace hop101::capture

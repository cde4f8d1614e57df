// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/sequencelayout.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace hop101::diagram {

/// Calls `visit` with events, ascending, until it returns false.
using Events = std::function<void(const std::function<bool(const hop::Event &)> &visit)>;

/// How many events of a long capture a document shows that is read at once.
struct ExcerptLimits
{
    std::size_t first = 200; ///< from the start
    std::size_t marked = 100; ///< between: heads, ends, gaps, and what broke a rule
    std::size_t last = 100; ///< up to the end
};

/// Chosen events of many, and how many were left out where.
struct Excerpt
{
    struct Row
    {
        base::EventId event;
        std::uint64_t leftOut = 0; ///< events before it, after the row above
        std::uint64_t leftOutBroken = 0; ///< of those: broke a rule of severity error or warning
    };
    std::vector<Row> rows;
    std::uint64_t total = 0; ///< events there were

    std::uint64_t leftOut() const noexcept { return total - rows.size(); }
    /// Leaves out another row, which is not the last.
    void drop(std::size_t row, bool isBroken);
};
/// Reads `events` once; memory follows the limits alone.
Excerpt excerptOf(const Events &events, const ExcerptLimits &limits);

/// The rows of an excerpt, in one layout. A silence is told only between neighbours.
SequenceLayout layoutOf(const capture::Reader &reader, const Excerpt &excerpt, Translate translate);

/// "… 9 980 more events", "… 9 980 more events, 3 of them with findings".
std::string leftOutText(const Excerpt::Row &row, Translate translate);

} // namespace hop101::diagram

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hop101::capture {

enum class RunKind : std::uint8_t { Equal, Left, Right };
/// So many elements of both sequences, of the left one, or of the right one.
struct Run
{
    RunKind kind = RunKind::Equal;
    std::size_t count = 0;
    bool operator==(const Run &) const = default;
};

/// Aligns two sequences of content hashes: runs that together are exactly both sequences, in order; between
/// two equal runs first what only the left has, then what only the right has. Up to some hundred edits the
/// script is the shortest (Myers' algorithm). Beyond, elements that stand once on each side are anchors, and
/// between them the algorithm takes the best that it finds. Memory: a few words an element. Time: n log n and
/// at most some hundred steps an element, whatever the sequences hold.
std::vector<Run> alignedRuns(std::span<const std::uint64_t> left, std::span<const std::uint64_t> right);

} // namespace hop101::capture

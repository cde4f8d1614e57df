// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <vector>

namespace hop101::fuzz {

/// How a stream arrives.
enum class Chunking : std::uint8_t {
    Whole,
    Single, ///< byte by byte
    Mixed, ///< sizes that follow from the bytes themselves, so that every change of the input tries others
};
inline constexpr Chunking kChunkings[] = {Chunking::Whole, Chunking::Single, Chunking::Mixed};

/// The input in pieces, in order, none of them empty. Views into `input`.
std::vector<base::ByteSpan> piecesOf(base::ByteSpan input, Chunking chunking);

/// A small generator of numbers; the same seed gives the same numbers everywhere.
class Dice
{
public:
    explicit Dice(std::uint64_t seed) noexcept : m_state(seed * 0x9e3779b97f4a7c15U + 1) { }
    std::uint64_t next() noexcept;
    /// 0 to `sides` − 1; `sides` is at least 1.
    std::size_t below(std::size_t sides) noexcept { return static_cast<std::size_t>(next() % sides); }
    bool oneIn(std::size_t sides) noexcept { return below(sides) == 0; }

private:
    std::uint64_t m_state;
};

} // namespace hop101::fuzz

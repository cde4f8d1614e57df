// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/block.h"

#include <array>
#include <bit>
#include <cstdint>

namespace hop101::capture {

/// A bit for each event of a block: bit n % 64 of word n / 64 stands for row n.
using RowBits = std::array<std::uint64_t, kBlockEvents / 64>;

inline bool hasRow(const RowBits &bits, std::size_t row) noexcept
{
    return (bits[row / 64] >> (row % 64) & 1U) != 0;
}
inline void setRow(RowBits &bits, std::size_t row) noexcept
{
    bits[row / 64] |= std::uint64_t{1} << (row % 64);
}
inline std::size_t countRows(const RowBits &bits) noexcept
{
    std::size_t count = 0;
    for (const std::uint64_t word : bits)
        count += static_cast<std::size_t>(std::popcount(word));
    return count;
}
/// Calls `visit` with each row, ascending, until it returns false. False where it did.
template<typename Visit>
bool visitRows(const RowBits &bits, Visit visit)
{
    for (std::size_t word = 0; word < bits.size(); ++word) {
        for (std::uint64_t left = bits[word]; left != 0; left &= left - 1) {
            if (!visit(word * 64 + static_cast<std::size_t>(std::countr_zero(left))))
                return false;
        }
    }
    return true;
}

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filter.h"
#include "core/capture/rowmask.h"

#include <span>

namespace hop101::capture {

// Whole columns against constants: no branch a row, so that the compiler makes vector instructions of it.

/// Rows whose value lies in any of the ranges.
RowBits rowsWithin(const BlockColumns &columns, Column column, std::span<const ValueRange> ranges);
/// Rows whose value has all of these bits.
RowBits rowsWithBits(const BlockColumns &columns, Column column, std::uint64_t bits);
/// Rows that have a finding whose rule's number lies in any of the ranges.
RowBits rowsWithRule(const BlockColumns &columns, std::span<const ValueRange> ranges);
/// The first `count` rows.
RowBits firstRows(std::size_t count) noexcept;

inline RowBits both(RowBits a, const RowBits &b) noexcept
{
    for (std::size_t i = 0; i < a.size(); ++i)
        a[i] &= b[i];
    return a;
}
inline RowBits either(RowBits a, const RowBits &b) noexcept
{
    for (std::size_t i = 0; i < a.size(); ++i)
        a[i] |= b[i];
    return a;
}
inline RowBits without(RowBits a, const RowBits &b) noexcept
{
    for (std::size_t i = 0; i < a.size(); ++i)
        a[i] &= ~b[i];
    return a;
}

} // namespace hop101::capture

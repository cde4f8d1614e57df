// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/columnmatch.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace hop101::capture {

namespace {

/// A byte for each row: 1 where it matches.
using RowBytes = std::array<std::uint8_t, kBlockEvents>;

RowBits bitsOf(const RowBytes &bytes)
{
    RowBits bits{};
    for (std::size_t i = 0; i < kBlockEvents / 8; ++i) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, bytes.data() + i * 8, sizeof eight);
        // Gathers the lowest bit of each byte in the highest byte.
        const std::uint64_t packed = (eight * 0x0102040810204080U) >> 56U;
        bits[i / 8] |= packed << (i % 8 * 8);
    }
    return bits;
}

/// `width` may be less than Number has.
template<typename Number, std::size_t width = sizeof(Number)>
Number numberAt(const std::byte *rows, std::size_t row) noexcept
{
    Number number = 0;
    std::memcpy(&number, rows + row * width, width);
    return number;
}

template<typename Number, std::size_t width = sizeof(Number)>
void markWithin(const std::byte *rows, std::size_t count, std::uint64_t first, std::uint64_t last,
                RowBytes &marks)
{
    const auto low = static_cast<Number>(first);
    const auto span = static_cast<Number>(last - first);
    for (std::size_t row = 0; row < count; ++row) {
        const auto distance = static_cast<Number>(numberAt<Number, width>(rows, row) - low);
        marks[row] = static_cast<std::uint8_t>(marks[row] | (distance <= span ? 1 : 0));
    }
}

template<typename Number, std::size_t width = sizeof(Number)>
void markBits(const std::byte *rows, std::size_t count, std::uint64_t base, std::uint64_t bits,
              RowBytes &marks)
{
    for (std::size_t row = 0; row < count; ++row) {
        const std::uint64_t value = base + numberAt<Number, width>(rows, row);
        marks[row] = static_cast<std::uint8_t>((value & bits) == bits ? 1 : 0);
    }
}

std::uint64_t mostOf(std::uint8_t width) noexcept
{
    return width >= 8 ? std::numeric_limits<std::uint64_t>::max() : (std::uint64_t{1} << (8U * width)) - 1;
}

} // namespace

RowBits firstRows(std::size_t count) noexcept
{
    RowBits bits{};
    for (std::size_t word = 0; word < bits.size() && count > 0; ++word) {
        const std::size_t here = std::min<std::size_t>(count, 64);
        bits[word] = here == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << here) - 1;
        count -= here;
    }
    return bits;
}

RowBits rowsWithin(const BlockColumns &columns, Column column, std::span<const ValueRange> ranges)
{
    const BlockColumns::Place &place = columns.place(column);
    const std::size_t count = columns.count();
    const std::uint64_t most = mostOf(place.width);
    RowBytes marks{};
    for (const ValueRange &range : ranges) {
        if (range.first > range.last || range.last < place.base)
            continue;
        // Distances to the base are compared, as they stand in the column.
        const std::uint64_t first = range.first > place.base ? range.first - place.base : 0;
        const std::uint64_t last = std::min(range.last - place.base, most);
        if (first > last)
            continue;
        switch (place.width) {
        case 0:
            return firstRows(count);
        case 1:
            markWithin<std::uint8_t>(place.rows, count, first, last, marks);
            break;
        case 2:
            markWithin<std::uint16_t>(place.rows, count, first, last, marks);
            break;
        case 3:
            markWithin<std::uint32_t, 3>(place.rows, count, first, last, marks);
            break;
        case 4:
            markWithin<std::uint32_t>(place.rows, count, first, last, marks);
            break;
        default:
            markWithin<std::uint64_t>(place.rows, count, first, last, marks);
            break;
        }
    }
    return bitsOf(marks);
}

RowBits rowsWithBits(const BlockColumns &columns, Column column, std::uint64_t bits)
{
    const BlockColumns::Place &place = columns.place(column);
    const std::size_t count = columns.count();
    RowBytes marks{};
    switch (place.width) {
    case 0:
        return (place.base & bits) == bits ? firstRows(count) : RowBits{};
    case 1:
        markBits<std::uint8_t>(place.rows, count, place.base, bits, marks);
        break;
    case 2:
        markBits<std::uint16_t>(place.rows, count, place.base, bits, marks);
        break;
    case 3:
        markBits<std::uint32_t, 3>(place.rows, count, place.base, bits, marks);
        break;
    case 4:
        markBits<std::uint32_t>(place.rows, count, place.base, bits, marks);
        break;
    default:
        markBits<std::uint64_t>(place.rows, count, place.base, bits, marks);
        break;
    }
    return bitsOf(marks);
}

RowBits rowsWithRule(const BlockColumns &columns, std::span<const ValueRange> ranges)
{
    RowBits bits{};
    for (std::size_t i = 0; i < columns.findingCount(); ++i) {
        const std::uint64_t rule = columns.value(Column::FindingRule, i);
        const std::uint64_t row = columns.findingRow(i);
        const bool isOne = std::any_of(ranges.begin(), ranges.end(), [rule](const ValueRange &range) {
            return range.first <= rule && rule <= range.last;
        });
        if (isOne && row < columns.count())
            setRow(bits, row);
    }
    return bits;
}

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/hitset.h"

#include <algorithm>
#include <bit>

namespace hop101::ui {

namespace {

using capture::kBlockEvents;

std::uint64_t rowsBelow(const capture::RowBits &bits, std::size_t end)
{
    std::uint64_t count = 0;
    for (std::size_t word = 0; word < end / 64; ++word)
        count += std::uint64_t(std::popcount(bits[word]));
    if (end % 64 != 0)
        count += std::uint64_t(std::popcount(bits[end / 64] & ((std::uint64_t(1) << (end % 64)) - 1)));
    return count;
}

/// The bits of [0, end).
capture::RowBits lowBits(std::size_t end)
{
    capture::RowBits bits{};
    std::fill_n(bits.begin(), end / 64, ~std::uint64_t(0));
    if (end % 64 != 0)
        bits[end / 64] = (std::uint64_t(1) << (end % 64)) - 1;
    return bits;
}

capture::RowBits shiftedUp(const capture::RowBits &bits, std::size_t by)
{
    capture::RowBits shifted{};
    const std::size_t words = by / 64;
    const std::size_t rest = by % 64;
    for (std::size_t i = words; i < bits.size(); ++i) {
        shifted[i] = bits[i - words] << rest;
        if (rest != 0 && i > words)
            shifted[i] |= bits[i - words - 1] >> (64 - rest);
    }
    return shifted;
}

} // namespace

std::uint64_t HitSet::put(const capture::BlockHits &hits)
{
    if (hits.first == 0 || hits.count == 0)
        return m_count;
    const auto group = std::size_t((hits.first - 1) / kBlockEvents);
    const auto start = std::size_t((hits.first - 1) % kBlockEvents);
    const std::size_t end = std::min<std::size_t>(start + std::size_t(hits.count), kBlockEvents);
    if (group >= m_groups.size()) {
        m_before.resize(group + 1, m_count);
        m_groups.resize(group + 1);
    }
    capture::RowBits &bits = m_groups[group];
    const std::uint64_t before = capture::countRows(bits);
    const capture::RowBits fresh = shiftedUp(hits.bits, start);
    const capture::RowBits upTo = lowBits(end);
    const capture::RowBits kept = lowBits(start);
    for (std::size_t i = 0; i < bits.size(); ++i)
        bits[i] = (bits[i] & (kept[i] | ~upTo[i])) | (fresh[i] & upTo[i] & ~kept[i]);
    const std::uint64_t more = capture::countRows(bits) - before; // wraps where there are fewer
    for (std::size_t i = group + 1; i < m_before.size(); ++i)
        m_before[i] += more;
    m_count += more;
    return m_before[group] + rowsBelow(bits, start);
}

bool HitSet::has(base::EventId event) const noexcept
{
    if (!event || (event.value - 1) / kBlockEvents >= m_groups.size())
        return false;
    return capture::hasRow(m_groups[std::size_t((event.value - 1) / kBlockEvents)],
                           std::size_t((event.value - 1) % kBlockEvents));
}

base::EventId HitSet::eventAt(std::uint64_t row) const noexcept
{
    if (row >= m_count)
        return {};
    const auto next = std::upper_bound(m_before.begin(), m_before.end(), row);
    const auto group = std::size_t(next - m_before.begin()) - 1;
    std::uint64_t left = row - m_before[group];
    for (std::size_t word = 0; word < m_groups[group].size(); ++word) {
        std::uint64_t bits = m_groups[group][word];
        const auto here = std::uint64_t(std::popcount(bits));
        if (left >= here) {
            left -= here;
            continue;
        }
        for (; left > 0; --left)
            bits &= bits - 1;
        return {group * kBlockEvents + word * 64 + std::uint64_t(std::countr_zero(bits)) + 1};
    }
    return {};
}

std::uint64_t HitSet::rowsBefore(base::EventId event) const noexcept
{
    if (!event)
        return 0;
    const std::uint64_t group = (event.value - 1) / kBlockEvents;
    if (group >= m_groups.size())
        return m_count;
    return m_before[std::size_t(group)]
        + rowsBelow(m_groups[std::size_t(group)], std::size_t((event.value - 1) % kBlockEvents));
}

} // namespace hop101::ui

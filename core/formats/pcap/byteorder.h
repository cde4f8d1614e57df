// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <concepts>
#include <cstdint>

namespace hop101::formats::pcap {

enum class ByteOrder : std::uint8_t { Little, Big };

/// The number at the front of `bytes`, which has at least so many.
template<std::unsigned_integral T>
T readNumber(base::ByteSpan bytes, ByteOrder order) noexcept
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        const std::size_t at = order == ByteOrder::Big ? i : sizeof(T) - 1 - i;
        value = value << 8U | std::to_integer<std::uint64_t>(bytes[at]);
    }
    return static_cast<T>(value);
}
inline std::uint16_t readNet16(base::ByteSpan bytes) noexcept
{
    return readNumber<std::uint16_t>(bytes, ByteOrder::Big);
}
inline std::uint32_t readNet32(base::ByteSpan bytes) noexcept
{
    return readNumber<std::uint32_t>(bytes, ByteOrder::Big);
}

template<std::unsigned_integral T>
void appendNumber(base::Bytes &to, T value, ByteOrder order)
{
    for (std::size_t i = 0; i < sizeof(T); ++i) {
        const std::size_t shift = 8 * (order == ByteOrder::Little ? i : sizeof(T) - 1 - i);
        to.push_back(static_cast<std::byte>(static_cast<std::uint64_t>(value) >> shift));
    }
}

} // namespace hop101::formats::pcap

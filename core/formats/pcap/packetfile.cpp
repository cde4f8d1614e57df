// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/packetfile.h"

#include <limits>

namespace hop101::formats::pcap {
namespace {

constexpr std::uint64_t kNanos = 1'000'000'000;
constexpr std::uint64_t kMostSeconds = std::numeric_limits<std::int64_t>::max() / kNanos - 1;
constexpr unsigned kMostTens = 19; ///< 10^19 fits in 64 bits
constexpr unsigned kMostTwos = 63;

std::chrono::nanoseconds sum(std::uint64_t seconds, std::uint64_t nanos) noexcept
{
    if (seconds > kMostSeconds)
        return std::chrono::nanoseconds(std::numeric_limits<std::int64_t>::max());
    return std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * kNanos + nanos));
}

} // namespace

std::chrono::nanoseconds durationOf(std::uint64_t ticks, std::uint8_t resolution) noexcept
{
    const unsigned exponent = resolution & 0x7fU;
    if ((resolution & 0x80U) == 0) {
        if (exponent > kMostTens)
            return {};
        std::uint64_t perSecond = 1;
        for (unsigned i = 0; i < exponent; ++i)
            perSecond *= 10;
        const std::uint64_t rest = ticks % perSecond;
        const std::uint64_t nanos =
            perSecond <= kNanos ? rest * (kNanos / perSecond) : rest / (perSecond / kNanos);
        return sum(ticks / perSecond, nanos);
    }
    if (exponent > kMostTwos)
        return {};
    const std::uint64_t rest = ticks & ((std::uint64_t{1} << exponent) - 1);
    const std::uint64_t of32 = exponent > 32 ? rest >> (exponent - 32) : rest << (32 - exponent);
    return sum(ticks >> exponent, of32 * kNanos >> 32U);
}

} // namespace hop101::formats::pcap

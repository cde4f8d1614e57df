// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/mask.h"

#include <bit>
#include <cstring>

namespace hop101::websocket {
namespace {

/// The compiler makes one or more registers of it, whatever the processor has.
using Block = std::uint64_t __attribute__((vector_size(32)));

/// From here on it pays to ask what the processor can do.
constexpr std::size_t kLongBytes = 2 * sizeof(Block);

/// The key as the payload meets it at `offset`.
std::uint32_t turnedKey(const MaskKey &key, std::uint64_t offset) noexcept
{
    std::uint32_t word = 0;
    std::memcpy(&word, key.data(), sizeof word);
    const auto bits = static_cast<int>(8 * (offset % key.size()));
    return std::endian::native == std::endian::little ? std::rotr(word, bits) : std::rotl(word, bits);
}

std::uint32_t turnedOn(std::uint32_t key, std::size_t bytes) noexcept
{
    const auto bits = static_cast<int>(8 * (bytes % sizeof key));
    return std::endian::native == std::endian::little ? std::rotr(key, bits) : std::rotl(key, bits);
}

template<typename Unit>
[[gnu::always_inline]] inline void fill(Unit &unit, std::uint32_t key) noexcept
{
    std::array<std::uint32_t, sizeof(Unit) / sizeof key> keys;
    keys.fill(key);
    std::memcpy(&unit, keys.data(), sizeof unit);
}

template<typename Unit>
[[gnu::always_inline]] inline void maskUnit(const std::byte *from, std::byte *to, const Unit &keys) noexcept
{
    Unit unit;
    std::memcpy(&unit, from, sizeof unit);
    unit ^= keys;
    std::memcpy(to, &unit, sizeof unit);
}

/// At least two Units, of which up to four need no loop: most messages are so short that its branches would
/// cost more than the bytes. The last two are read before anything is written, so it does not matter where
/// `to` is `from`.
template<typename Unit>
[[gnu::always_inline]] inline void maskManyUnits(const std::byte *from, std::byte *to, std::size_t size,
                                                 std::uint32_t key) noexcept
{
    constexpr std::size_t kUnit = sizeof(Unit);
    const std::size_t lastAt = size - 2 * kUnit;
    Unit keys, lastButOne, last;
    std::memcpy(&lastButOne, from + lastAt, kUnit);
    std::memcpy(&last, from + lastAt + kUnit, kUnit);
    fill(keys, turnedOn(key, size));
    lastButOne ^= keys;
    last ^= keys;
    fill(keys, key);
    std::size_t at = 0;
    do {
        maskUnit(from + at, to + at, keys);
        maskUnit(from + at + kUnit, to + at + kUnit, keys);
        at += 2 * kUnit;
    } while (at < lastAt);
    std::memcpy(to + lastAt, &lastButOne, kUnit);
    std::memcpy(to + lastAt + kUnit, &last, kUnit);
}

/// At least one Unit. The last one is aligned to the end and overlaps the one before: it is read before
/// anything is written, so it does not matter where `to` is `from`.
template<typename Unit>
[[gnu::always_inline]] inline void maskUnits(const std::byte *from, std::byte *to, std::size_t size,
                                             std::uint32_t key) noexcept
{
    const std::size_t lastAt = size - sizeof(Unit);
    Unit keys, last;
    std::memcpy(&last, from + lastAt, sizeof last);
    fill(keys, turnedOn(key, lastAt));
    last ^= keys;
    fill(keys, key);
    for (std::size_t at = 0; at < lastAt; at += sizeof(Unit)) {
        Unit unit;
        std::memcpy(&unit, from + at, sizeof unit);
        unit ^= keys;
        std::memcpy(to + at, &unit, sizeof unit);
    }
    std::memcpy(to + lastAt, &last, sizeof last);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void maskLongAvx2(const std::byte *from, std::byte *to, std::size_t size,
                                          std::uint32_t key) noexcept
{
    maskManyUnits<Block>(from, to, size, key);
}

const bool hasAvx2 = __builtin_cpu_supports("avx2") != 0;
#endif

/// All that has no function of its own.
[[gnu::noinline]] void maskPlain(const std::byte *from, std::byte *to, std::size_t size,
                                 std::uint32_t key) noexcept
{
    if (size >= sizeof(Block))
        maskUnits<Block>(from, to, size, key);
    else if (size >= sizeof(std::uint64_t))
        maskUnits<std::uint64_t>(from, to, size, key);
    else if (size >= sizeof key)
        maskUnits<std::uint32_t>(from, to, size, key);
    else
        for (std::size_t at = 0; at < size; ++at)
            to[at] = from[at] ^ std::bit_cast<MaskKey>(key)[at];
}

} // namespace

void applyMask(std::span<std::byte> bytes, const MaskKey &key, std::uint64_t offset) noexcept
{
    copyMasked(bytes, bytes.data(), key, offset);
}

// As few instructions as can be stand before the bytes: most messages are short.
void copyMasked(base::ByteSpan from, std::byte *to, const MaskKey &key, std::uint64_t offset) noexcept
{
    const std::uint32_t turned = turnedKey(key, offset);
#if defined(__x86_64__)
    if (from.size() >= kLongBytes && hasAvx2)
        return maskLongAvx2(from.data(), to, from.size(), turned);
#endif
    maskPlain(from.data(), to, from.size(), turned);
}

} // namespace hop101::websocket

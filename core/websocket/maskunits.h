// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

// Masking by units of several bytes, for mask.cpp and masklong.cpp. All is inlined into functions for one
// processor each. Most messages are short: they cost what their instructions cost.

namespace hop101::websocket {

/// The key as the payload meets it `bytes` further on.
[[gnu::always_inline]] inline std::uint32_t turnedOn(std::uint32_t key, std::uint64_t bytes) noexcept
{
    const auto bits = static_cast<int>(8 * (bytes % sizeof key));
    return std::endian::native == std::endian::little ? std::rotr(key, bits) : std::rotl(key, bits);
}

/// Leaves it to the compiler where a value is.
struct AnyRegister
{
    template<typename Unit>
    static void hold(Unit &) noexcept
    { }
};

template<typename Register, typename Unit>
[[gnu::always_inline]] inline void fill(Unit &unit, std::uint32_t key) noexcept
{
    std::array<std::uint32_t, sizeof(Unit) / sizeof key> keys;
    keys.fill(key);
    std::memcpy(&unit, keys.data(), sizeof unit);
    Register::hold(unit);
}

template<typename Register, typename Unit>
[[gnu::always_inline]] inline void readMasked(Unit &unit, const std::byte *from, const Unit &keys) noexcept
{
    std::memcpy(&unit, from, sizeof unit);
    unit ^= keys;
    Register::hold(unit);
}

/// One Unit to two, as the first and the last, which may overlap. Both are read before anything is written,
/// so it does not matter where `to` is `from`.
template<typename Unit, typename Register = AnyRegister>
[[gnu::always_inline]] inline void maskTwo(const std::byte *from, std::byte *to, std::size_t size,
                                           std::uint32_t key) noexcept
{
    const std::size_t lastAt = size - sizeof(Unit);
    Unit keys, first, last;
    fill<Register>(keys, key);
    readMasked<Register>(first, from, keys);
    fill<Register>(keys, turnedOn(key, size));
    readMasked<Register>(last, from + lastAt, keys);
    std::memcpy(to, &first, sizeof first);
    std::memcpy(to + lastAt, &last, sizeof last);
}

/// Two Units to four, as maskTwo().
template<typename Unit, typename Register = AnyRegister>
[[gnu::always_inline]] inline void maskFour(const std::byte *from, std::byte *to, std::size_t size,
                                            std::uint32_t key) noexcept
{
    constexpr std::size_t kUnit = sizeof(Unit);
    const std::size_t lastAt = size - 2 * kUnit;
    Unit keys, first, second, lastButOne, last;
    fill<Register>(keys, key);
    readMasked<Register>(first, from, keys);
    readMasked<Register>(second, from + kUnit, keys);
    fill<Register>(keys, turnedOn(key, size));
    readMasked<Register>(lastButOne, from + lastAt, keys);
    readMasked<Register>(last, from + lastAt + kUnit, keys);
    std::memcpy(to, &first, kUnit);
    std::memcpy(to + kUnit, &second, kUnit);
    std::memcpy(to + lastAt, &lastButOne, kUnit);
    std::memcpy(to + lastAt + kUnit, &last, kUnit);
}

/// More than two Units, two a turn. The last two are read first, as they may overlap those before.
template<typename Unit, typename Register = AnyRegister>
[[gnu::always_inline]] inline void maskMany(const std::byte *from, std::byte *to, std::size_t size,
                                            std::uint32_t key) noexcept
{
    constexpr std::size_t kUnit = sizeof(Unit);
    const std::size_t lastAt = size - 2 * kUnit;
    Unit keys, unit, lastButOne, last;
    fill<Register>(keys, turnedOn(key, size));
    readMasked<Register>(lastButOne, from + lastAt, keys);
    readMasked<Register>(last, from + lastAt + kUnit, keys);
    fill<Register>(keys, key);
    for (std::size_t at = 0; at < lastAt; at += 2 * kUnit) {
        readMasked<Register>(unit, from + at, keys);
        std::memcpy(to + at, &unit, kUnit);
        readMasked<Register>(unit, from + at + kUnit, keys);
        std::memcpy(to + at + kUnit, &unit, kUnit);
    }
    std::memcpy(to + lastAt, &lastButOne, kUnit);
    std::memcpy(to + lastAt + kUnit, &last, kUnit);
}

} // namespace hop101::websocket

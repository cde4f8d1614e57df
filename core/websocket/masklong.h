// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace hop101::websocket {

/// The fewest bytes for which it pays to ask what the processor can do.
inline constexpr std::size_t kLongMaskBytes = 33;

/// A way to mask kLongMaskBytes or more (RFC 6455 section 5.3).
struct LongMask
{
    /// `to` gets `size` bytes; it is `from` or does not overlap it. `key` has the four octets as they lie in
    /// memory, the first of them for from[0].
    using Function = void (*)(const std::byte *from, std::size_t size, std::byte *to,
                              std::uint32_t key) noexcept;

    const char *name;
    Function function;
};

/// Those that this processor can do, the fastest first; never empty. All do the same.
[[nodiscard]] std::span<const LongMask> longMasks() noexcept;

} // namespace hop101::websocket

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/mask.h"

#include "core/websocket/masklong.h"
#include "core/websocket/maskunits.h"

namespace hop101::websocket {
namespace {

using Block = std::uint64_t __attribute__((vector_size(16)));

/// Nobody masks before main() begins.
const LongMask::Function fastestLongMask = longMasks().front().function;

/// Fewer than kLongMaskBytes.
[[gnu::always_inline]] inline void maskShort(const std::byte *from, std::size_t size, std::byte *to,
                                             std::uint32_t key) noexcept
{
    if (size >= sizeof(Block))
        maskTwo<Block>(from, to, size, key);
    else if (size >= sizeof(std::uint64_t))
        maskTwo<std::uint64_t>(from, to, size, key);
    else if (size >= sizeof key)
        maskTwo<std::uint32_t>(from, to, size, key);
    else
        for (std::size_t at = 0; at < size; ++at)
            to[at] = from[at] ^ std::bit_cast<MaskKey>(key)[at];
}

[[gnu::always_inline]] inline void mask(base::ByteSpan from, std::byte *to, std::uint32_t key) noexcept
{
    if (from.size() >= kLongMaskBytes)
        fastestLongMask(from.data(), from.size(), to, key);
    else
        maskShort(from.data(), from.size(), to, key);
}

/// Apart from copyMasked(), which would turn every key otherwise.
[[gnu::noinline]] void maskTurned(base::ByteSpan from, std::byte *to, std::uint32_t key,
                                  std::uint64_t offset) noexcept
{
    mask(from, to, turnedOn(key, offset));
}

} // namespace

void applyMask(std::span<std::byte> bytes, const MaskKey &key, std::uint64_t offset) noexcept
{
    copyMasked(bytes, bytes.data(), key, offset);
}

void copyMasked(base::ByteSpan from, std::byte *to, const MaskKey &key, std::uint64_t offset) noexcept
{
    const auto word = std::bit_cast<std::uint32_t>(key);
    if (offset % key.size() != 0) [[unlikely]]
        maskTurned(from, to, word, offset);
    else
        mask(from, to, word);
}

} // namespace hop101::websocket

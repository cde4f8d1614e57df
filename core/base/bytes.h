// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::base {

using Bytes = std::vector<std::byte>;
using ByteSpan = std::span<const std::byte>;

/// A range of bytes; what `first` counts from is said where it is used.
struct ByteRange
{
    std::uint64_t first = 0;
    std::uint64_t size = 0;

    std::uint64_t end() const noexcept { return first + size; }
    bool operator==(const ByteRange &) const = default;
};

/// Views over the same memory; nothing is copied.
inline ByteSpan asBytes(std::string_view text) noexcept
{
    return {reinterpret_cast<const std::byte *>(text.data()), text.size()};
}
inline std::string_view asText(ByteSpan bytes) noexcept
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

inline Bytes toBytes(std::string_view text)
{
    const ByteSpan view = asBytes(text);
    return {view.begin(), view.end()};
}
inline std::string toText(ByteSpan bytes)
{
    return std::string(asText(bytes));
}
inline void append(Bytes &to, ByteSpan more)
{
    to.insert(to.end(), more.begin(), more.end());
}

/// Lower-case hex digits, two a byte, no separators.
std::string toHex(ByteSpan bytes);
/// Accepts upper and lower case, and white space between bytes; nothing else.
std::optional<Bytes> fromHex(std::string_view text);
/// Standard alphabet with padding (RFC 4648 section 4).
std::string toBase64(ByteSpan bytes);
/// Strict: standard alphabet, padding required, no white space, no stray bits.
std::optional<Bytes> fromBase64(std::string_view text);

} // namespace hop101::base

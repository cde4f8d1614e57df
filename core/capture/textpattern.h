// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace hop101::capture {

enum class LetterCase : std::uint8_t {
    Exact,
    Ignored, ///< of ASCII, Latin-1, Greek and Cyrillic letters in UTF-8; a fold keeps the number of bytes
};

/// Bytes that are looked for. Not more than kMaxPatternBytes.
class TextPattern
{
public:
    TextPattern() = default;
    /// Nothing where it is empty or too long.
    static std::optional<TextPattern> make(base::ByteSpan bytes, LetterCase letterCase);

    std::size_t size() const noexcept { return m_bytes.size(); }
    LetterCase letterCase() const noexcept { return m_case; }
    /// Folded where the case is ignored.
    base::ByteSpan bytes() const noexcept { return m_bytes; }

    /// The first place at or after `from`; npos where there is none. Where the case is ignored, `in` must be
    /// folded.
    std::size_t find(base::ByteSpan in, std::size_t from = 0) const noexcept;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    bool operator==(const TextPattern &) const = default;

private:
    bool isAt(const std::byte *at) const noexcept;
    template<std::size_t Width>
    std::size_t findBlock(const std::byte *in, std::size_t from, std::size_t last) const noexcept;

    base::Bytes m_bytes;
    LetterCase m_case = LetterCase::Exact;
    std::size_t m_rare = 0; ///< where the two bytes stand that are the rarest in traffic
    std::size_t m_second = 0;
};

inline constexpr std::size_t kMaxPatternBytes = 1024;

/// Makes letters small, in place. A character that is cut at an end of `bytes` stays as it is.
void foldCase(std::span<std::byte> bytes) noexcept;

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <string>
#include <string_view>

namespace hop101::diagram {

/// Reads one code point at the front of valid UTF-8 and takes it off. U+FFFD, one byte taken, where it is not
/// valid.
char32_t takeCodePoint(std::string_view &utf8) noexcept;
void appendUtf8(std::string &to, char32_t c);

/// Bytes from anywhere as text that is safe on one line: valid UTF-8, controls as their pictures (U+2400 …),
/// what turns or hides text (bidi controls, zero-width characters, line separators) as its code "‹U+202E›",
/// other errors U+FFFD. At most `limit` characters; "…" marks a cut.
std::string visibleText(base::ByteSpan bytes, std::size_t limit);
/// "89 50 4E 47": at most `limit` bytes; " …" marks a cut.
std::string hexText(base::ByteSpan bytes, std::size_t limit);

} // namespace hop101::diagram

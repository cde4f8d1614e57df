// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

namespace hop101::websocket {

/// How many bytes at the front of `text`, which begins between two code points, are surely good UTF-8 and
/// whole code points (RFC 3629). It looks at many bytes at a time and says less than it could where that is
/// simpler: the caller sees to the rest byte by byte, from the number on. Bad bytes are never counted.
[[nodiscard]] std::size_t goodUtf8Bytes(base::ByteSpan text) noexcept;

/// How many bytes at the front are ASCII, rounded down to where it is simple, but all of them where all are.
[[nodiscard]] std::size_t asciiBytes(base::ByteSpan text) noexcept;

} // namespace hop101::websocket

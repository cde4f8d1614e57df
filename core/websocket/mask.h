// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/websocket/frameheader.h"

#include <span>

namespace hop101::websocket {

/// XORs `bytes` in place with the key (RFC 6455 section 5.3); masking and unmasking are the same.
/// `offset` is the position of bytes[0] in the payload. Many bytes at a time.
void applyMask(std::span<std::byte> bytes, const MaskKey &key, std::uint64_t offset = 0) noexcept;

/// The same into other memory: `to` gets from.size() bytes. It is the memory of `from` or does not overlap
/// it.
void copyMasked(base::ByteSpan from, std::byte *to, const MaskKey &key, std::uint64_t offset = 0) noexcept;

} // namespace hop101::websocket

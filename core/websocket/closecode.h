// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace hop101::websocket {

/// May stand in a Close frame (RFC 6455 section 7.4 and the IANA registry): 1000–1003, 1007–1014, 3000–4999.
bool isCloseCodeAllowed(std::uint16_t code) noexcept;
/// "protocol error" for 1002 and so on; empty where unknown. English, marked for translation.
const char *closeCodeName(std::uint16_t code) noexcept;

struct CloseBody
{
    std::optional<std::uint16_t> code; ///< none in an empty body or one of a single byte
    std::string_view reason; ///< points into the payload; may not be UTF-8
};
CloseBody readCloseBody(base::ByteSpan payload) noexcept;
/// `reason` is cut at a character boundary so that the body fits 125 bytes.
base::Bytes closeBody(std::uint16_t code, std::string_view reason);

} // namespace hop101::websocket

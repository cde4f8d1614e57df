// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hop101::websocket {

inline constexpr std::string_view kAcceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// Sec-WebSocket-Accept for this Sec-WebSocket-Key, whatever the key looks like (RFC 6455 section 4.2.2).
std::string acceptKeyFor(std::string_view key);
/// True for base64 of 16 bytes (RFC 6455 section 4.1).
bool isKeyWellFormed(std::string_view key);

} // namespace hop101::websocket

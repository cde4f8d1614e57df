// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hop101::websocket {

inline constexpr std::string_view kAcceptGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// How Sec-WebSocket-Accept is made from Sec-WebSocket-Key, step by step (RFC 6455 section 4.2.2, item 5.4).
struct AcceptSteps
{
    std::string key; ///< as sent, without outer white space
    std::string keyAndGuid; ///< the text that is hashed
    std::string sha1Hex; ///< the hash: 20 bytes, as 40 hex digits in lower case
    std::string accept; ///< the base64 of those 20 bytes
    bool operator==(const AcceptSteps &) const = default;
};
/// For any key, whatever it looks like.
AcceptSteps acceptSteps(std::string_view key);
/// The last step alone.
std::string acceptKeyFor(std::string_view key);
/// True for base64 of 16 bytes (RFC 6455 section 4.1).
bool isKeyWellFormed(std::string_view key);

} // namespace hop101::websocket

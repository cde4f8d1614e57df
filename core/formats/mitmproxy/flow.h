// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/har/harentry.h"
#include "core/formats/mitmproxy/tnetstring.h"

#include <functional>

namespace hop101::formats {

/// What mitmproxy has of a WebSocket message: a list of four to six items, of any version.
struct FlowMessage
{
    std::int64_t opcode = 1;
    bool isFromClient = false;
    TnetValue content;
    std::optional<WallTime> time;
    bool isDropped = false;
};

/// A flow of mitmproxy, of any version: what it has is found by name. Strings are as they stand.
struct Flow
{
    std::string type; ///< "http"; before version 12 "websocket", too
    std::string id;
    std::int64_t version = 0;
    std::string handshakeId; ///< metadata.websocket_handshake
    HarEntry entry; ///< request and response
    std::optional<WallTime> requestEnd, responseStart, connected, secured, ended;
    bool isSecure = false;
    std::string clientAddress, serverAddress, tlsVersion, cipher;
    TnetValue requestBody, responseBody; ///< null: the file does not have them
    TnetValue messages; ///< a list; null where there is no WebSocket
    bool hasWebSocket = false;
    bool isClosedByClient = false;
    std::optional<std::int64_t> closeCode;
    std::string closeReason;
    TnetValue handshake; ///< a flow within one, before version 12
};

/// So that what its heads lack as a whole is filled.
void markAsWebSocket(Flow &flow);

/// Reads one flow that lies in a file; nothing where it is no dictionary or broken.
std::optional<Flow> readFlow(TnetReader &reader, const TnetValue &value);
/// False where it is none.
bool readMessage(TnetReader &reader, const TnetValue &value, FlowMessage &message);

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/diagnosis.h"
#include "core/http/headparser.h"

#include <string>

namespace hop101::doctor {

inline constexpr const char *kGoodRequest = "GET /chat?room=1 HTTP/1.1\r\n"
                                            "Host: example.org\r\n"
                                            "Upgrade: websocket\r\n"
                                            "Connection: Upgrade\r\n"
                                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                            "Sec-WebSocket-Version: 13\r\n\r\n";
/// RFC 6455 section 1.3.
inline constexpr const char *kGood101 = "HTTP/1.1 101 Switching Protocols\r\n"
                                        "Upgrade: websocket\r\n"
                                        "Connection: Upgrade\r\n"
                                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/// What the doctor would gather of these heads: judged by the same rules as a session's. `response` empty:
/// none came.
inline Evidence evidenceFrom(const std::string &request, const std::string &response,
                             const std::string &body = {})
{
    Evidence evidence;
    evidence.url = "ws://example.org/chat?room=1";
    evidence.request = http::parseRequestHead(base::asBytes(request));
    if (!response.empty())
        evidence.response = http::parseResponseHead(base::asBytes(response));
    evidence.body = base::toBytes(body);
    evidence.verdict =
        hop::verdictOf(&*evidence.request, evidence.response ? &*evidence.response : nullptr, true);
    return evidence;
}

/// The good request without one header line, or with another one in its place.
inline std::string requestWith(const std::string &name, const std::string &line)
{
    std::string text = kGoodRequest;
    const std::size_t first = text.find(name + ":");
    const std::size_t end = text.find("\r\n", first) + 2;
    return text.replace(first, end - first, line.empty() ? std::string() : line + "\r\n");
}

/// The good 101 with one header line changed.
inline std::string responseWith(const std::string &name, const std::string &line)
{
    std::string text = kGood101;
    const std::size_t first = text.find(name + ":");
    const std::size_t end = text.find("\r\n", first) + 2;
    return text.replace(first, end - first, line.empty() ? std::string() : line + "\r\n");
}

} // namespace hop101::doctor

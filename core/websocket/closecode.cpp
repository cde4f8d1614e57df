// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/closecode.h"

#include "core/base/text.h"
#include "core/websocket/frameheader.h"

namespace hop101::websocket {
namespace {

constexpr std::size_t kCodeBytes = 2;
constexpr std::size_t kMaxReasonBytes = kMaxControlPayloadBytes - kCodeBytes;

bool isContinuation(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

std::string_view cutReason(std::string_view reason) noexcept
{
    if (reason.size() <= kMaxReasonBytes)
        return reason;
    for (std::size_t end = kMaxReasonBytes; end + 4 > kMaxReasonBytes; --end) {
        if (!isContinuation(reason[end]))
            return reason.substr(0, end);
    }
    return reason.substr(0, kMaxReasonBytes); // not UTF-8, so it has no character boundary to find
}

} // namespace

bool isCloseCodeAllowed(std::uint16_t code) noexcept
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

const char *closeCodeName(std::uint16_t code) noexcept
{
    switch (code) {
    case 1000:
        return HOP101_TEXT("closecode", "normal closure");
    case 1001:
        return HOP101_TEXT("closecode", "going away");
    case 1002:
        return HOP101_TEXT("closecode", "protocol error");
    case 1003:
        return HOP101_TEXT("closecode", "unsupported data");
    case 1005:
        return HOP101_TEXT("closecode", "no status received");
    case 1006:
        return HOP101_TEXT("closecode", "abnormal closure");
    case 1007:
        return HOP101_TEXT("closecode", "invalid payload data");
    case 1008:
        return HOP101_TEXT("closecode", "policy violation");
    case 1009:
        return HOP101_TEXT("closecode", "message too big");
    case 1010:
        return HOP101_TEXT("closecode", "mandatory extension");
    case 1011:
        return HOP101_TEXT("closecode", "internal error");
    case 1012:
        return HOP101_TEXT("closecode", "service restart");
    case 1013:
        return HOP101_TEXT("closecode", "try again later");
    case 1014:
        return HOP101_TEXT("closecode", "bad gateway");
    case 1015:
        return HOP101_TEXT("closecode", "TLS handshake failed");
    case 3000:
        return HOP101_TEXT("closecode", "unauthorized");
    case 3003:
        return HOP101_TEXT("closecode", "forbidden");
    case 3008:
        return HOP101_TEXT("closecode", "timeout");
    default:
        return "";
    }
}

CloseBody readCloseBody(base::ByteSpan payload) noexcept
{
    if (payload.size() < kCodeBytes)
        return {};
    const auto code = std::to_integer<unsigned>(payload[0]) << 8 | std::to_integer<unsigned>(payload[1]);
    return {static_cast<std::uint16_t>(code), base::asText(payload.subspan(kCodeBytes))};
}

base::Bytes closeBody(std::uint16_t code, std::string_view reason)
{
    base::Bytes body{static_cast<std::byte>(code >> 8), static_cast<std::byte>(code & 0xffU)};
    base::append(body, base::asBytes(cutReason(reason)));
    return body;
}

} // namespace hop101::websocket

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/streamkind.h"

#include "core/websocket/frameheader.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace hop101::formats::pcap {
namespace {

constexpr std::array<std::string_view, 9> kMethods{"GET",    "POST",  "PUT",     "HEAD", "OPTIONS",
                                                   "DELETE", "PATCH", "CONNECT", "TRACE"};
constexpr std::size_t kMaxMethod = 24;

bool isPrefix(std::string_view part, std::string_view whole) noexcept
{
    return whole.substr(0, part.size()) == part;
}

bool isMethodLetter(char c) noexcept
{
    return (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/// A known method is enough, since what is broken is to be shown; another one needs "HTTP/1" behind it.
StreamKind requestOrOther(std::string_view text) noexcept
{
    while (text.starts_with("\r\n"))
        text.remove_prefix(2);
    const std::size_t space = text.find(' ');
    const std::string_view method = text.substr(0, space);
    if (!std::ranges::all_of(method, isMethodLetter) || method.size() > kMaxMethod)
        return StreamKind::Other;
    if (space == std::string_view::npos)
        return StreamKind::Unknown;
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (line.find(" HTTP/2") != std::string_view::npos && method == "PRI")
        return StreamKind::Other;
    if (std::ranges::find(kMethods, method) != kMethods.end()
        || line.find(" HTTP/1") != std::string_view::npos)
        return StreamKind::Request;
    return end == std::string_view::npos && text.size() < kMaxKindBytes ? StreamKind::Unknown
                                                                        : StreamKind::Other;
}

bool isPlausible(const websocket::FrameHeader &header, bool isMasked) noexcept
{
    constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 40U;
    const bool isControl = websocket::isControl(header.opcode);
    if (websocket::isReserved(header.opcode) || header.rsv2 || header.rsv3 || header.masked != isMasked
        || !header.isLengthMinimal() || header.payloadLength > kMostBytes)
        return false;
    if (isControl)
        return header.fin && !header.rsv1 && header.payloadLength <= websocket::kMaxControlPayloadBytes
            && !(header.opcode == websocket::Opcode::Close && header.payloadLength == 1);
    const bool isContinuation = header.opcode == websocket::Opcode::Continuation;
    return !(isContinuation && (header.rsv1 || (!header.fin && header.payloadLength == 0)));
}

} // namespace

StreamKind kindOf(base::ByteSpan start) noexcept
{
    if (start.empty())
        return StreamKind::Unknown;
    const std::string_view text = base::asText(start.first(std::min(start.size(), kMaxKindBytes)));
    const auto first = std::to_integer<unsigned>(start[0]);
    if (first >= 0x14 && first <= 0x17) {
        if (start.size() < 3)
            return start.size() < 2 || start[1] == std::byte{3} ? StreamKind::Unknown : StreamKind::Other;
        return start[1] == std::byte{3} && start[2] <= std::byte{4} ? StreamKind::Tls : StreamKind::Other;
    }
    constexpr std::string_view kVersion = "HTTP/1";
    if (isPrefix(text.substr(0, kVersion.size()), kVersion))
        return text.size() < kVersion.size() ? StreamKind::Unknown : StreamKind::Response;
    return requestOrOther(text);
}

bool looksLikeFrames(base::ByteSpan bytes, bool isMasked) noexcept
{
    constexpr int kEnough = 64;
    bool hasFrame = false;
    for (int i = 0; i < kEnough && !bytes.empty(); ++i) {
        websocket::FrameHeader header;
        if (!websocket::readFrameHeader(bytes, header))
            return hasFrame;
        if (!isPlausible(header, isMasked))
            return false;
        hasFrame = true;
        const std::uint64_t size = header.size() + header.payloadLength;
        bytes = bytes.subspan(static_cast<std::size_t>(std::min<std::uint64_t>(size, bytes.size())));
    }
    return hasFrame;
}

} // namespace hop101::formats::pcap

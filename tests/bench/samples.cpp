// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/samples.h"

#include "core/websocket/frameencoder.h"

#include <algorithm>

namespace hop101::bench {
namespace {

constexpr std::size_t kStreamBytes = 1024 * 1024;

websocket::MaskKey keyNumber(std::size_t number)
{
    const auto mixed = static_cast<std::uint32_t>(number + 1) * 2654435761U;
    websocket::MaskKey key;
    for (std::size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<std::byte>(mixed >> (8 * i));
    return key;
}

} // namespace

std::string textOf(std::size_t size, std::string_view words)
{
    std::string text;
    while (text.size() + words.size() <= size)
        text += words;
    text.resize(size, ' ');
    return text;
}

std::string asciiText(std::size_t size)
{
    std::string text = textOf(size, R"({"id":4711,"op":"quote","bid":101.25,"ask":101.5,"at":"12:30:59"} )");
    return text;
}

FrameStream framesOf(std::size_t payloadSize, bool masked, bool rsv2)
{
    FrameStream stream;
    const std::string payload = asciiText(payloadSize);
    websocket::FrameHeader header;
    header.masked = masked;
    header.rsv2 = rsv2;
    while (stream.count < 2 || stream.bytes.size() + payloadSize < kStreamBytes) {
        header.maskKey = keyNumber(stream.count++);
        websocket::encodeFrame(header, base::asBytes(payload), stream.bytes);
    }
    return stream;
}

} // namespace hop101::bench

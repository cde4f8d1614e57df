// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/framedecoder.h"
#include "core/websocket/frameencoder.h"
#include "tests/bench/codec.h"
#include "tests/bench/comparison.h"
#include "tests/bench/samples.h"

#include <cstring>

namespace hop101::bench {
namespace {

/// `parse(bytes)` says how many frames it saw.
template<typename Parse>
Work parsing(std::size_t payloadSize, bool masked, Parse parse)
{
    return [payloadSize, masked, parse](benchmark::State &state) {
        const FrameStream stream = framesOf(payloadSize, masked);
        for ([[maybe_unused]] const auto turn : state)
            if (parse(stream.bytes) != stream.count)
                state.SkipWithError("not the frames that were sent");
        state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * stream.count));
    };
}

std::size_t decode(base::ByteSpan bytes)
{
    websocket::FrameDecoder decoder;
    std::size_t count = 0;
    for (auto step = decoder.next(bytes); !std::holds_alternative<websocket::NeedMoreData>(step);
         step = decoder.next(bytes))
        count += std::holds_alternative<websocket::FrameEnded>(step) ? 1 : 0;
    return count;
}

/// The least that finds the frame boundaries: no state, no facts, no check that the bytes are there.
std::size_t parseBarely(base::ByteSpan bytes)
{
    std::size_t count = 0;
    for (const std::byte *at = bytes.data(), *end = at + bytes.size(); at < end; ++count) {
        const unsigned lengthByte = std::to_integer<unsigned>(at[1]);
        const std::size_t more = (lengthByte & 0x7fU) < 126 ? 0 : (lengthByte & 0x7fU) == 126 ? 2 : 8;
        std::size_t length = more == 0 ? lengthByte & 0x7fU : 0;
        for (std::size_t i = 0; i < more; ++i)
            length = length << 8 | std::to_integer<std::size_t>(at[2 + i]);
        at += 2 + more + ((lengthByte & 0x80U) != 0 ? 4 : 0) + length;
        benchmark::DoNotOptimize(length);
    }
    return count;
}

/// `write(payload, to)` into a buffer that keeps its memory.
template<typename Write>
Work writing(std::size_t payloadSize, Write write)
{
    return [payloadSize, write](benchmark::State &state) {
        const base::Bytes payload = base::toBytes(asciiText(payloadSize));
        base::Bytes to;
        to.reserve(payloadSize + websocket::kMaxFrameHeaderBytes);
        for ([[maybe_unused]] const auto turn : state) {
            write(payload, to);
            benchmark::DoNotOptimize(to.data());
            benchmark::ClobberMemory();
        }
        state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
    };
}

Work encoding(std::size_t payloadSize, bool masked)
{
    return writing(payloadSize, [masked](base::ByteSpan payload, base::Bytes &to) {
        websocket::FrameHeader header;
        header.masked = masked;
        header.maskKey = {std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};
        to.clear();
        websocket::encodeFrame(header, payload, to);
    });
}

Work copying(std::size_t payloadSize)
{
    return writing(payloadSize, [](base::ByteSpan payload, base::Bytes &to) {
        std::memcpy(to.data(), payload.data(), payload.size());
    });
}

} // namespace

void addFrameComparisons()
{
    for (const std::size_t size : kFrameSizes) {
        const std::string name = sizeName(size);
        compare("decode-" + name + "-vs-bare-parse", parsing(size, false, decode),
                parsing(size, false, parseBarely));
        compare("decode-masked-" + name + "-vs-bare-parse", parsing(size, true, decode),
                parsing(size, true, parseBarely));
        compare("encode-" + name + "-vs-memcpy", encoding(size, false), copying(size));
        compare("encode-masked-" + name + "-vs-memcpy", encoding(size, true), copying(size));
    }
}

} // namespace hop101::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/deflater.h"
#include "core/websocket/inflater.h"
#include "tests/bench/codec.h"
#include "tests/bench/comparison.h"
#include "tests/bench/samples.h"

#include <array>

#include <zlib.h>

namespace hop101::bench {
namespace {

/// Both get this much room at a time.
constexpr std::size_t kRoomBytes = 16 * 1024;

/// JSON-like, with numbers that differ, so that there is something to compress and something that is not.
std::string messageOf(std::size_t size, std::uint32_t seed)
{
    std::string text;
    while (text.size() < size) {
        seed = seed * 1664525U + 1013904223U;
        text += R"({"id":)" + std::to_string(seed) + R"(,"op":"quote","bid":)" + std::to_string(seed >> 20)
            + "} ";
    }
    text.resize(size);
    return text;
}

/// The payloads of compressed messages that share one window.
std::vector<base::Bytes> compressedMessages(std::size_t size)
{
    websocket::Deflater deflater{websocket::DeflateSide{}};
    std::vector<base::Bytes> messages(size < 4096 ? 64 : size < 1024 * 1024 ? 4 : 1);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        deflater.add(base::asBytes(messageOf(size, static_cast<std::uint32_t>(i))), messages[i]);
        deflater.finish(messages[i]);
    }
    return messages;
}

class OurInflate
{
public:
    std::size_t message(base::ByteSpan payload)
    {
        std::size_t size = 0;
        websocket::InflateState state = websocket::InflateState::RoomFull;
        while (state == websocket::InflateState::RoomFull) {
            const auto step = m_inflater.take(payload, m_room);
            state = step.state;
            size += step.size;
        }
        m_inflater.endMessage();
        return size;
    }

private:
    websocket::Inflater m_inflater{websocket::DeflateSide{}};
    std::array<std::byte, kRoomBytes> m_room{};
};

/// zlib as RFC 7692 section 7.2.2 tells to use it: the payload, then 00 00 ff ff.
class BareInflate
{
public:
    BareInflate() { inflateInit2(&m_stream, -15); }
    ~BareInflate() { inflateEnd(&m_stream); }
    BareInflate(const BareInflate &) = delete;
    BareInflate &operator=(const BareInflate &) = delete;

    std::size_t message(base::ByteSpan payload)
    {
        static constexpr std::array kTail{std::byte{0x00}, std::byte{0x00}, std::byte{0xff}, std::byte{0xff}};
        return run(payload) + run(kTail);
    }

private:
    std::size_t run(base::ByteSpan input)
    {
        std::size_t size = 0;
        m_stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(input.data()));
        m_stream.avail_in = static_cast<uInt>(input.size());
        do {
            m_stream.next_out = reinterpret_cast<Bytef *>(m_room.data());
            m_stream.avail_out = static_cast<uInt>(m_room.size());
            if (inflate(&m_stream, Z_SYNC_FLUSH) < Z_OK && m_stream.avail_out == m_room.size())
                break;
            size += m_room.size() - m_stream.avail_out;
        } while (m_stream.avail_out == 0 || m_stream.avail_in > 0);
        return size;
    }

    z_stream m_stream{};
    std::array<std::byte, kRoomBytes> m_room{};
};

template<typename Inflate>
Work inflating(std::size_t size)
{
    return [size](benchmark::State &state) {
        const auto messages = compressedMessages(size);
        Inflate inflate; // the first message refers to none before it, so it may follow the last
        for ([[maybe_unused]] const auto turn : state) {
            for (const base::Bytes &message : messages)
                if (inflate.message(message) != size)
                    state.SkipWithError("not the message that was sent");
        }
        state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * messages.size() * size));
    };
}

} // namespace

void addInflateComparisons()
{
    for (const std::size_t size : kFrameSizes)
        compare("inflate-" + sizeName(size) + "-vs-zlib", inflating<OurInflate>(size),
                inflating<BareInflate>(size));
}

} // namespace hop101::bench

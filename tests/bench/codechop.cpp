// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/hopdecoder.h"
#include "tests/bench/beastreader.h"
#include "tests/bench/codec.h"
#include "tests/bench/comparison.h"
#include "tests/bench/floodpeer.h"
#include "tests/bench/samples.h"
#include "tests/bench/sockets.h"

#include <sys/socket.h>
#include <unistd.h>

namespace hop101::bench {
namespace {

/// Keeps nothing.
class Counter : public hop::HopListener
{
public:
    void eventBegan(const hop::Event &event) override
    {
        frames += event.kind == hop::EventKind::Frame ? 1 : 0;
    }
    void eventChanged(const hop::Event &) override { }
    void found(const hop::Finding &) override { ++findings; }
    void exchangeChanged(const hop::Exchange &) override { }
    bool wantsPayload(const hop::Event &) const noexcept override { return false; }

    std::size_t frames = 0;
    std::size_t findings = 0;
};

/// Reads a socket into HopDecoder as core/net does: every byte is decoded and judged, UTF-8 included.
class HopReader
{
public:
    HopReader(int descriptor, hop::Direction peer)
        : m_descriptor(descriptor), m_peer(peer), m_decoder({1}, m_numbers, counter)
    {
        if (peer == hop::Direction::FromRight) {
            sendOwn(upgradeRequest());
        } else {
            const auto size = static_cast<std::size_t>(receive());
            sendOwn(upgradeAnswer(base::ByteSpan(m_buffer).first(size)));
        }
    }
    ~HopReader() { ::close(m_descriptor); }
    HopReader(const HopReader &) = delete;
    HopReader &operator=(const HopReader &) = delete;

    /// One recv(); what it returned.
    ssize_t receive()
    {
        const ssize_t got = ::recv(m_descriptor, m_buffer.data(), m_buffer.size(), 0);
        if (got > 0)
            take(m_peer, base::ByteSpan(m_buffer).first(static_cast<std::size_t>(got)));
        return got;
    }

    Counter counter;

private:
    void sendOwn(const std::string &head)
    {
        take(opposite(m_peer), base::asBytes(head));
        sendAll(m_descriptor, base::asBytes(head));
    }
    void take(hop::Direction direction, base::ByteSpan bytes)
    {
        m_decoder.take({.seq = ++m_seq,
                        .hop = {1},
                        .direction = direction,
                        .time = hop::Nanoseconds(m_seq),
                        .data = hop::BytesSeen{bytes}});
    }

    int m_descriptor;
    hop::Direction m_peer;
    std::uint64_t m_seq = 0;
    base::Bytes m_buffer = base::Bytes(hop::kMaxInputBytes);
    hop::Numbers m_numbers;
    hop::HopDecoder m_decoder;
};

/// Of client → server frames, which are masked, the reader is the server.
Work hopReading(std::size_t payloadSize, bool masked)
{
    return [payloadSize, masked](benchmark::State &state) {
        const FrameStream stream = framesOf(payloadSize, masked);
        FloodPeer peer(masked ? FloodPeer::Role::Client : FloodPeer::Role::Server, stream.bytes);
        HopReader reader(peer.takeReader(), masked ? hop::Direction::FromLeft : hop::Direction::FromRight);
        for (reader.receive(); reader.counter.frames == 0; reader.receive()) { }
        const std::size_t before = reader.counter.frames;
        for ([[maybe_unused]] const auto turn : state)
            if (reader.receive() <= 0)
                state.SkipWithError("the flood ended");
        if (reader.counter.findings > 0)
            state.SkipWithError("findings in a good stream");
        state.SetItemsProcessed(static_cast<std::int64_t>(reader.counter.frames - before));
    };
}

Work beastReading(std::size_t payloadSize, bool masked)
{
    return [payloadSize, masked](benchmark::State &state) {
        const FrameStream stream = framesOf(payloadSize, masked);
        FloodPeer peer(masked ? FloodPeer::Role::Client : FloodPeer::Role::Server, stream.bytes);
        BeastReader reader(peer.takeReader(), masked ? BeastReader::Role::Server : BeastReader::Role::Client);
        for ([[maybe_unused]] const auto turn : state)
            if (reader.read() != payloadSize)
                state.SkipWithError("not the message that was sent");
        state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
    };
}

} // namespace

void addHopComparisons()
{
    for (const std::size_t size : kFrameSizes) {
        const std::string end = sizeName(size) + "-vs-beast-read";
        compare("hop-" + end, hopReading(size, false), beastReading(size, false));
        compare("hop-masked-" + end, hopReading(size, true), beastReading(size, true));
    }
}

} // namespace hop101::bench

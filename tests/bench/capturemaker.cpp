// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/capturemaker.h"

#include "core/capture/recorder.h"
#include "core/websocket/frameencoder.h"
#include "tests/bench/samples.h"
#include "tests/bench/sockets.h"

#include <algorithm>
#include <array>

namespace hop101::bench {
namespace {

using hop::Direction;
using std::chrono::microseconds;
using websocket::Opcode;

constexpr std::size_t kBatchFrames = 250; ///< of one side, in one input
constexpr std::size_t kBatchesACommit = 200;
constexpr std::uint64_t kEventsBefore = 4; ///< connected, request, response, protocol switched
constexpr std::uint64_t kEventsAfter = 4; ///< two Close frames, two ends

/// A small generator whose numbers are the same everywhere.
class Numbers
{
public:
    std::uint32_t next() noexcept
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::uint32_t>(m_state >> 33);
    }
    bool oneIn(std::uint32_t count) noexcept { return next() % count == 0; }

private:
    std::uint64_t m_state = 101;
};

/// Makes the frames of both sides, one after the other.
class Conversation
{
public:
    /// The next input of this side: `count` frames.
    const base::Bytes &batch(Direction from, std::size_t count)
    {
        m_batch.clear();
        for (std::size_t i = 0; i < count; ++i)
            addFrame(from);
        return m_batch;
    }

private:
    void addFrame(Direction from)
    {
        bool &isInMessage = m_isInMessage[static_cast<std::size_t>(from)];
        websocket::FrameHeader header;
        header.masked = from == Direction::FromLeft;
        header.rsv2 = m_numbers.oneIn(1000);
        if (!isInMessage && m_numbers.oneIn(50)) {
            header.opcode = m_numbers.oneIn(2) ? Opcode::Ping : Opcode::Pong;
            return encode(header, sized(m_numbers.next() % 16));
        }
        header.opcode = isInMessage ? Opcode::Continuation
            : m_numbers.oneIn(10)   ? Opcode::Binary
                                    : Opcode::Text;
        header.fin = !m_numbers.oneIn(40);
        isInMessage = !header.fin;
        if (++m_dataFrames % kNeedleEvery == 0)
            return encode(header, base::asBytes(m_needle));
        encode(header, sized(sizeOfNext()));
    }
    /// Most are short, as in chats and quotes; a few are documents.
    std::size_t sizeOfNext()
    {
        const std::uint32_t kind = m_numbers.next() % 1000;
        const std::uint32_t most = kind < 900 ? 100 : kind < 998 ? 400 : 16 * 1024;
        return 2 + m_numbers.next() % (most - 1);
    }
    base::ByteSpan sized(std::size_t size) const { return base::asBytes(m_text).first(size); }
    void encode(websocket::FrameHeader &header, base::ByteSpan payload)
    {
        for (std::byte &byte : header.maskKey)
            byte = static_cast<std::byte>(m_numbers.next());
        websocket::encodeFrame(header, payload, m_batch);
    }

    Numbers m_numbers;
    const std::string m_text = asciiText(16 * 1024 + 1);
    const std::string m_needle = std::string(R"({"op":"note","text":"a )") + kNeedle + R"("} )";
    std::array<bool, 2> m_isInMessage{};
    std::uint64_t m_dataFrames = 0;
    base::Bytes m_batch;
};

class Maker
{
public:
    explicit Maker(capture::Recorder &recorder) : m_recorder(recorder)
    {
        const auto client = recorder.addParty({{}, "Client", capture::Role::Client, "Hop101"});
        const auto server = recorder.addParty({{}, "Server", capture::Role::Server, "127.0.0.1:8101"});
        capture::Hop hop;
        hop.left = client;
        hop.right = server;
        hop.url = "ws://127.0.0.1:8101/";
        m_hop = recorder.addHop(hop, nullptr);
    }
    void make(std::uint64_t events)
    {
        upgrade();
        const std::uint64_t frames = events - kEventsBefore - kEventsAfter;
        Conversation conversation;
        std::uint64_t made = 0;
        for (std::uint64_t turn = 0; made < frames; ++turn) {
            const Direction from = turn % 2 == 0 ? Direction::FromLeft : Direction::FromRight;
            const auto count = std::min<std::uint64_t>(frames - made, kBatchFrames);
            take(from, hop::BytesSeen{conversation.batch(from, count)});
            made += count;
            if (turn % kBatchesACommit == 0)
                m_recorder.commit();
        }
        close();
    }

private:
    void take(Direction from, hop::InputData data)
    {
        m_time += microseconds(12'345);
        m_recorder.take(m_hop, from, m_time, std::move(data));
    }
    void upgrade()
    {
        take(Direction::FromLeft, hop::Opened{"127.0.0.1:40101", "127.0.0.1:8101"});
        const std::string request = upgradeRequest();
        take(Direction::FromLeft, hop::BytesSeen{base::asBytes(request)});
        const std::string answer = upgradeAnswer(base::asBytes(request));
        take(Direction::FromRight, hop::BytesSeen{base::asBytes(answer)});
    }
    void close()
    {
        constexpr std::array kBody{std::byte{0x03}, std::byte{0xe8}}; // 1000
        for (const Direction from : {Direction::FromLeft, Direction::FromRight}) {
            base::Bytes frame;
            websocket::FrameHeader header;
            header.opcode = Opcode::Close;
            header.masked = from == Direction::FromLeft;
            header.maskKey = {std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};
            websocket::encodeFrame(header, kBody, frame);
            take(from, hop::BytesSeen{frame});
        }
        for (const Direction from : {Direction::FromRight, Direction::FromLeft})
            take(from, hop::Ended{hop::EndCause::Fin});
    }

    capture::Recorder &m_recorder;
    base::HopId m_hop;
    hop::Nanoseconds m_time{};
};

} // namespace

std::string makeCapture(const std::string &path, std::uint64_t events)
{
    auto made = capture::Recorder::create(path, {"Made by hop101_generate", true, false});
    if (!made)
        return describe(made.error());
    capture::Recorder &recorder = *made.value();
    Maker(recorder).make(std::max<std::uint64_t>(events, 100));
    recorder.finish();
    return recorder.error() ? describe(*recorder.error()) : std::string();
}

} // namespace hop101::bench

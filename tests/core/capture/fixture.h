// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/capture/recorder.h"
#include "core/websocket/frameencoder.h"

#include <QTemporaryDir>
#include <QTest>

namespace hop101::capture::fixture {

using base::asBytes;
using base::asText;
using hop::Direction;
using hop::EventKind;
using namespace std::chrono_literals;

inline constexpr const char *kRequest =
    "GET /chat HTTP/1.1\r\nHost: example.com\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Version: 13\r\n\r\n";
inline constexpr const char *kSwitch =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/// One frame as on the wire, masked with a key that is another than the one before.
inline base::Bytes frame(websocket::Opcode opcode, std::string_view payload, bool masked = false,
                         bool fin = true)
{
    websocket::FrameHeader header;
    header.fin = fin;
    header.opcode = opcode;
    header.masked = masked;
    static unsigned char keys = 0x3d;
    header.maskKey = {std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{keys++}};
    base::Bytes bytes;
    websocket::encodeFrame(header, asBytes(payload), bytes);
    return bytes;
}

/// Makes a capture in a folder of its own, step by step; time goes on by 1 ms a step.
class Recording
{
public:
    explicit Recording(const std::string &name = "test.hop101", std::uint64_t maxBytes = 0)
        : m_path(m_folder.filePath(QString::fromStdString(name)).toStdString())
    {
        auto made = Recorder::create(m_path, {"a test", false, false, maxBytes});
        if (!made)
            qFatal("%s", describe(made.error()).c_str());
        m_recorder = std::move(made).value();
        m_left = m_recorder->addParty({{}, "Client", Role::Client, "Hop101"});
        m_right = m_recorder->addParty({{}, "Server", Role::Server, ""});
        m_hop = addHop();
    }

    Recorder &recorder() { return *m_recorder; }
    const std::string &path() const { return m_path; }
    base::HopId hop() const { return m_hop; }
    hop::Nanoseconds now() const { return m_now; }

    base::HopId addHop(hop::HopListener *actor = nullptr)
    {
        return m_recorder->addHop({{}, m_left, m_right, "ws://example.com/chat", "{}", "{}"}, actor);
    }
    void take(Direction direction, hop::InputData data, base::HopId hop = {})
    {
        m_now += 1ms;
        m_recorder->take(hop ? hop : m_hop, direction, m_now, std::move(data));
    }
    void bytes(Direction direction, std::string_view text, base::HopId hop = {})
    {
        take(direction, hop::BytesSeen{asBytes(text)}, hop);
    }
    void bytes(Direction direction, const base::Bytes &bytes, base::HopId hop = {})
    {
        take(direction, hop::BytesSeen{bytes}, hop);
    }
    void upgrade(base::HopId hop = {})
    {
        take(Direction::FromLeft, hop::Opened{"127.0.0.1:40312", "127.0.0.1:9101"}, hop);
        bytes(Direction::FromLeft, kRequest, hop);
        bytes(Direction::FromRight, kSwitch, hop);
    }
    /// `count` unmasked text frames of the server, each an input of its own.
    void frames(int count, std::string_view payload = "hello", base::HopId hop = {})
    {
        const base::Bytes one = frame(websocket::Opcode::Text, payload);
        for (int i = 0; i < count; ++i)
            bytes(Direction::FromRight, one, hop);
    }
    std::unique_ptr<Reader> read() const
    {
        auto reader = Reader::open(m_path);
        if (!reader)
            qFatal("%s", describe(reader.error()).c_str());
        return std::move(reader).value();
    }
    std::unique_ptr<Reader> finishAndRead()
    {
        m_recorder->finish();
        return read();
    }

private:
    QTemporaryDir m_folder;
    std::string m_path;
    std::unique_ptr<Recorder> m_recorder;
    base::PartyId m_left, m_right;
    base::HopId m_hop;
    hop::Nanoseconds m_now{};
};

/// One line for an event, so that a failure shows a diff.
inline QString line(const hop::Event &event)
{
    return QStringLiteral("%1 hop %2 %3 kind %4 code %5 flags %6 at %7 wire %8 payload %9 message %10 size "
                          "%11 %12 severity "
                          "%13")
        .arg(event.id.value)
        .arg(event.hop.value)
        .arg(event.direction == Direction::FromLeft ? ">" : "<")
        .arg(static_cast<int>(event.kind))
        .arg(event.code)
        .arg(event.flags)
        .arg(event.streamOffset)
        .arg(event.wireSize)
        .arg(event.payloadSize)
        .arg(event.message.value)
        .arg(event.messageSize)
        .arg(event.ended ? "ended" : "open")
        .arg(static_cast<int>(event.severity));
}

/// The kinds of all events, in order.
inline std::vector<EventKind> kinds(const Reader &reader)
{
    std::vector<EventKind> kinds;
    for (std::uint64_t id = 1; id <= reader.eventCount(); ++id)
        kinds.push_back(reader.event({id}).kind);
    return kinds;
}

} // namespace hop101::capture::fixture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/overloaded.h"
#include "core/formats/pcap/packetsorter.h"
#include "core/formats/pcap/tcpwriter.h"
#include "core/websocket/frameencoder.h"

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

namespace hop101::formats::pcap::fixture {

inline PacketTime at(std::int64_t milliseconds)
{
    return PacketTime{std::chrono::milliseconds(milliseconds)};
}

/// The hops that packets became, and their inputs as one line each: "> bytes 12", "< lost 5 frames".
class SeenHops : public HopTarget
{
public:
    struct Hop
    {
        ImportedHop hop;
        std::vector<std::string> lines;
        std::array<std::string, 2> text; ///< the bytes of each side
        std::vector<PacketTime> times;
    };

    std::size_t addHop(const ImportedHop &hop) override
    {
        hops.push_back({hop, {}, {}, {}});
        return hops.size() - 1;
    }
    ImportedHop &hop(std::size_t index) override { return hops.at(index).hop; }
    void add(std::size_t index, PacketTime time, hop::Direction direction,
             const hop::InputData &data) override
    {
        Hop &hop = hops.at(index);
        const auto side = static_cast<std::size_t>(direction);
        hop.times.push_back(time);
        hop.lines.push_back(std::string(side == 0 ? "> " : "< ")
                            + std::visit(base::overloaded{
                                             [](const hop::Opened &) { return std::string("opened"); },
                                             [](const hop::Secured &s) { return "secured " + s.protocol; },
                                             [&](const hop::BytesSeen &b) {
                                                 hop.text[side] += base::asText(b.bytes);
                                                 return "bytes " + std::to_string(b.bytes.size());
                                             },
                                             [](const hop::Ended &e) {
                                                 return "ended " + std::to_string(static_cast<int>(e.cause));
                                             },
                                             [](const hop::Failed &) { return std::string("failed"); },
                                             [](const hop::Tick &) { return std::string("tick"); },
                                             [](const hop::Lost &l) {
                                                 return "lost " + std::to_string(l.bytes)
                                                     + (l.framesFollow ? " frames" : "");
                                             },
                                         },
                                         data));
    }

    std::deque<Hop> hops;
};

inline std::string frame(std::string_view payload, bool isMasked)
{
    websocket::FrameHeader header;
    header.masked = isMasked;
    static unsigned char keys = 0;
    header.maskKey = {std::byte{1}, std::byte{2}, std::byte{3}, std::byte{keys++}};
    base::Bytes bytes;
    websocket::encodeFrame(header, base::asBytes(payload), bytes);
    return base::toText(bytes);
}

/// One connection, packet by packet, 1 ms apart, given to a sorter.
class Talk
{
public:
    Talk(PacketSorter &sorter, std::int64_t &now, std::uint16_t clientPort = 40'312,
         std::uint16_t serverPort = 80, std::uint32_t firstNumber = 0xfffffff0U)
        : m_sorter(sorter), m_now(now),
          m_tcp(*endpointOf("10.0.0.1:" + std::to_string(clientPort)),
                *endpointOf("10.0.0.2:" + std::to_string(serverPort)), {firstNumber, 77})
    { }
    void open()
    {
        send(hop::Direction::FromLeft, tcp::kSyn, {});
        send(hop::Direction::FromRight, tcp::kSyn | tcp::kAck, {});
        send(hop::Direction::FromLeft, tcp::kAck, {});
    }
    void client(std::string_view text) { send(hop::Direction::FromLeft, tcp::kAck, text); }
    void server(std::string_view text) { send(hop::Direction::FromRight, tcp::kAck, text); }
    void upgrade()
    {
        open();
        client("GET /chat HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
    }
    void send(hop::Direction from, std::uint8_t flags, std::string_view text,
              std::size_t captured = ~std::size_t{0})
    {
        const base::ByteSpan packet = m_tcp.packet(from, flags, base::asBytes(text));
        m_sorter.take(
            {0, at(++m_now), kLinkTypeRaw, packet.first(std::min(captured, packet.size())), packet.size()});
    }
    /// Those bytes are in no packet.
    void lose(hop::Direction from, std::uint64_t bytes) { m_tcp.skip(from, bytes); }

private:
    static constexpr std::uint16_t kLinkTypeRaw = 101;
    PacketSorter &m_sorter;
    std::int64_t &m_now;
    TcpWriter m_tcp;
};

} // namespace hop101::formats::pcap::fixture

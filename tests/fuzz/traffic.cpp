// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/traffic.h"

#include "core/websocket/frameencoder.h"

#include <algorithm>

namespace hop101::fuzz {
namespace {

using base::ByteSpan;
using hop::Direction;
using websocket::Opcode;
using namespace std::chrono_literals;

constexpr const char *kOffers[] = {
    "",
    "",
    "permessage-deflate",
    "permessage-deflate; client_max_window_bits",
    "permessage-deflate; server_no_context_takeover; client_max_window_bits=10",
    "x-other; a=\"b, c\""};

constexpr const char *kRefusals[] = {
    "HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nforbidden",
    "HTTP/1.1 502 Bad Gateway\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;x=y\r\n!\r\n0\r\n\r\n",
    "HTTP/1.0 200 OK\r\nServer: old\r\n\r\n<html>until the end",
    "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno chunk",
    "SSH-2.0-OpenSSH_9.2\r\n",
};

std::size_t indexOf(Direction direction)
{
    return static_cast<std::size_t>(direction);
}

} // namespace

Traffic::Traffic(std::uint64_t seed) : m_dice(seed)
{
    if (!m_dice.oneIn(4))
        input(Direction::FromLeft, hop::Opened{"127.0.0.1:40312", "127.0.0.1:80"});
    if (m_dice.oneIn(5))
        input(Direction::FromLeft, hop::Secured{"TLSv1.3", "TLS_AES_256_GCM_SHA384", "CN=h", ""});
    request();
    if (m_dice.oneIn(5))
        refusal();
    else
        answer();
    frames();
    ends();
}

void Traffic::request()
{
    m_offer = kOffers[m_dice.below(std::size(kOffers))];
    std::string head = "GET /chat HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    if (!m_offer.empty())
        head += "Sec-WebSocket-Extensions: " + m_offer + "\r\n";
    bytes(Direction::FromLeft, base::asBytes(damaged(head + "\r\n")));
}

void Traffic::answer()
{
    if (m_dice.oneIn(8))
        bytes(Direction::FromRight, base::asBytes("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"));
    std::string head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
    const auto offers = websocket::readExtensions(m_offer);
    const auto terms = offers ? websocket::answerTo(*offers) : std::nullopt;
    if (terms && !m_dice.oneIn(6)) {
        head += "Sec-WebSocket-Extensions: " + websocket::deflateText(*terms) + "\r\n";
        const auto agreed = websocket::agreedBy(*terms);
        m_deflaters[0].emplace(agreed.client);
        m_deflaters[1].emplace(agreed.server);
    }
    bytes(Direction::FromRight, base::asBytes(damaged(head + "\r\n")));
}

void Traffic::refusal()
{
    bytes(Direction::FromRight, base::asBytes(std::string(kRefusals[m_dice.below(std::size(kRefusals))])));
}

/// Now and then a head with one thing wrong.
std::string Traffic::damaged(std::string head)
{
    if (!m_dice.oneIn(4))
        return head;
    const std::size_t at = m_dice.below(head.size());
    const std::size_t line = std::min(head.find("\r\n", at), head.size() - 2);
    switch (m_dice.below(6)) {
    case 0:
        head.erase(at, 1);
        break;
    case 1:
        head[at] = static_cast<char>(m_dice.below(256));
        break;
    case 2:
        head.erase(line, 1); // a line feed alone
        break;
    case 3:
        head.insert(line, "\r\n\tfolded");
        break;
    case 4:
        head.insert(head.find("\r\n") + 2, "Upgrade : websocket\r\n");
        break;
    default:
        head.insert(head.find("\r\n") + 2, "Content-Length: 3\r\n");
    }
    return head;
}

void Traffic::frames()
{
    for (std::size_t left = m_dice.below(30); left > 0; --left) {
        const Direction from = anySide();
        elapse();
        switch (m_dice.below(12)) {
        case 0:
        case 1:
        case 2:
            control(from);
            break;
        case 3:
            wrongFrame(from);
            break;
        case 4:
            trouble(from);
            break;
        default:
            message(from);
        }
    }
}

void Traffic::message(Direction from)
{
    const bool isText = m_dice.oneIn(2);
    base::Bytes data = payload(m_dice.oneIn(10) ? 70'000 : 300, isText);
    auto &deflater = m_deflaters[indexOf(from)];
    const bool isCompressed = deflater && m_dice.oneIn(2);
    if (isCompressed) {
        base::Bytes wire;
        deflater->add(data, wire);
        deflater->finish(wire);
        data = std::move(wire);
    }
    websocket::FrameHeader header;
    header.opcode = isText ? Opcode::Text : Opcode::Binary;
    header.rsv1 = isCompressed;
    ByteSpan left = data;
    for (bool isFirst = true; isFirst || !left.empty(); isFirst = false) {
        const std::size_t size = m_dice.oneIn(2) ? left.size() : m_dice.below(left.size() + 1);
        header.fin = size == left.size();
        frame(from, header, left.first(size));
        left = left.subspan(size);
        header.opcode = Opcode::Continuation;
        header.rsv1 = false;
        if (m_dice.oneIn(3))
            control(anySide());
        if (header.fin)
            break;
    }
}

void Traffic::control(Direction from)
{
    constexpr Opcode kOpcodes[] = {Opcode::Ping, Opcode::Pong, Opcode::Ping, Opcode::Close};
    websocket::FrameHeader header;
    header.opcode = kOpcodes[m_dice.below(m_dice.oneIn(10) ? 4 : 3)];
    if (header.opcode == Opcode::Close) {
        const base::Bytes body{std::byte{3}, static_cast<std::byte>(0xe8 + m_dice.below(20))};
        frame(from, header, ByteSpan(body).first(m_dice.below(3)));
        return;
    }
    frame(from, header, payload(3, true)); // short, so that some pongs answer a ping
}

void Traffic::wrongFrame(Direction from)
{
    websocket::FrameHeader header;
    header.fin = !m_dice.oneIn(3);
    header.rsv1 = m_dice.oneIn(4);
    header.rsv2 = m_dice.oneIn(4);
    header.rsv3 = m_dice.oneIn(4);
    header.opcode = static_cast<Opcode>(m_dice.below(16));
    frame(from, header, payload(m_dice.oneIn(3) ? 200 : 10, false));
}

void Traffic::trouble(Direction from)
{
    switch (m_dice.below(8)) {
    case 0:
        input(from, hop::Lost{1 + m_dice.below(5000)});
        break;
    case 1:
        input(from, hop::Failed{hop::FailStage::Io, "reset"});
        break;
    case 2: {
        websocket::FrameHeader header; // a length with its top bit set
        header.lengthBytes = 9;
        header.payloadLength = std::uint64_t{1} << 63U;
        base::Bytes wire;
        websocket::encodeHeader(header, wire);
        bytes(from, wire);
        break;
    }
    case 3:
        bytes(from, payload(40, false));
        break;
    default:
        input(from, hop::Tick{});
    }
}

void Traffic::ends()
{
    constexpr hop::EndCause kCauses[] = {hop::EndCause::Fin, hop::EndCause::Reset, hop::EndCause::ByUs};
    const Direction first = anySide();
    for (const Direction direction : {first, hop::opposite(first)}) {
        elapse();
        if (!m_dice.oneIn(3))
            input(direction, hop::Ended{kCauses[m_dice.below(3)]});
    }
}

base::Bytes Traffic::payload(std::size_t most, bool isText)
{
    base::Bytes data(m_dice.below(most + 1));
    const bool isPlain = isText && !m_dice.oneIn(20);
    for (std::byte &byte : data)
        byte =
            isPlain ? static_cast<std::byte>('a' + m_dice.below(4)) : static_cast<std::byte>(m_dice.next());
    return data;
}

void Traffic::frame(Direction from, websocket::FrameHeader header, ByteSpan payload)
{
    header.masked = (from == Direction::FromLeft) != m_dice.oneIn(40);
    for (std::byte &byte : header.maskKey)
        byte = static_cast<std::byte>(m_dice.next());
    base::Bytes wire;
    websocket::encodeFrame(header, payload, wire);
    bytes(from, wire);
}

/// In pieces, with now and then some time between them.
void Traffic::bytes(Direction from, ByteSpan bytes)
{
    while (!bytes.empty()) {
        const std::size_t size = m_dice.oneIn(2) ? bytes.size() : 1 + m_dice.below(bytes.size());
        m_inputs.push_back({from, m_now, base::Bytes(bytes.begin(), bytes.begin() + std::ptrdiff_t(size))});
        bytes = bytes.subspan(size);
        if (m_dice.oneIn(4))
            elapse();
    }
}

void Traffic::input(Direction from, hop::InputData data)
{
    m_inputs.push_back({from, m_now, std::move(data)});
}

void Traffic::elapse()
{
    m_now += m_dice.oneIn(20) ? 11s : std::chrono::microseconds(m_dice.below(3000));
}

Direction Traffic::anySide()
{
    return m_dice.oneIn(2) ? Direction::FromLeft : Direction::FromRight;
}

} // namespace hop101::fuzz

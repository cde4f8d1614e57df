// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/relayfilter.h"

#include "core/hop/messagedeflater.h"
#include "core/websocket/frameencoder.h"
#include "core/websocket/inflater.h"
#include "core/websocket/mask.h"

#include <QTest>

using namespace hop101;
using namespace hop101::hop;
using plan::RelayAction;
using plan::RelayPart;
using websocket::Opcode;

namespace {

const std::string kRequest =
    "GET /chat HTTP/1.1\r\nHost: relay:1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Origin: http://relay:1\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
const std::string kAnswer =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
const std::string kDeflateAnswer =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";

std::string frame(std::string_view payload, bool masked = true, Opcode opcode = Opcode::Text,
                  bool rsv1 = false)
{
    websocket::FrameHeader header;
    header.opcode = opcode;
    header.rsv1 = rsv1;
    header.masked = masked;
    static unsigned char next = 0;
    header.maskKey = {std::byte{1}, std::byte{2}, std::byte{3}, std::byte{++next}};
    base::Bytes bytes;
    websocket::encodeFrame(header, base::asBytes(payload), bytes);
    return base::toText(bytes);
}

/// The messages in what went on, as "opcode:payload", inflated where RSV1 is set.
QStringList messagesIn(std::string_view text, const websocket::DeflateSide &agreed = {})
{
    QStringList messages;
    websocket::FrameDecoder decoder;
    websocket::Inflater inflater(agreed);
    base::ByteSpan input = base::asBytes(text);
    websocket::FrameHeader header;
    std::string payload;
    for (auto step = decoder.next(input); !std::holds_alternative<websocket::NeedMoreData>(step);
         step = decoder.next(input)) {
        if (const auto *began = std::get_if<websocket::FrameBegan>(&step)) {
            header = began->header;
            payload.clear();
        } else if (const auto *part = std::get_if<websocket::FramePayload>(&step)) {
            base::Bytes plain(part->wire.begin(), part->wire.end());
            if (header.masked)
                websocket::applyMask(plain, header.maskKey, part->offset);
            payload += base::asText(plain);
        } else if (std::holds_alternative<websocket::FrameEnded>(step)) {
            if (header.rsv1) {
                base::ByteSpan compressed = base::asBytes(payload);
                base::Bytes room(100'000);
                const auto got = inflater.take(compressed, room);
                if (!inflater.endMessage())
                    messages += "bad data";
                payload = base::toText(base::ByteSpan(room).first(got.size));
            }
            messages += QString::number(static_cast<int>(header.opcode)) + (header.masked ? "m:" : ":")
                + QString::fromStdString(payload);
        }
    }
    return messages;
}

struct Relay
{
    plan::RelayRules rules;
    std::string toServer, toClient;
    std::vector<std::pair<Direction, plan::HeldMessage>> held;
    std::unique_ptr<RelayFilter> filter;

    explicit Relay(plan::RelayRules r) : rules(std::move(r))
    {
        filter = std::make_unique<RelayFilter>(
            rules, plan::parseUrl("ws://server.example:9/").value(),
            [] {
                return websocket::MaskKey{std::byte{9}, std::byte{8}, std::byte{7}, std::byte{6}};
            },
            RelayFilter::Output{
                [this](Direction from, base::ByteSpan bytes) {
                    (from == Direction::FromLeft ? toServer : toClient) += base::asText(bytes);
                },
                [this](Direction from, plan::HeldMessage message) { held.emplace_back(from, message); }});
    }
    void client(std::string_view bytes) { filter->take(Direction::FromLeft, base::asBytes(bytes)); }
    void server(std::string_view bytes) { filter->take(Direction::FromRight, base::asBytes(bytes)); }
    void upgrade(std::string_view answer = kAnswer)
    {
        client(kRequest);
        server(answer);
        toServer.clear();
        toClient.clear();
    }
};

plan::RelayRule rule(RelayAction action, std::string match = {}, std::string text = {})
{
    plan::RelayRule made;
    made.action = action;
    made.match = std::move(match);
    made.text = std::move(text);
    return made;
}

plan::RelayRule headRule(RelayPart part, RelayAction action, std::string name, std::string value = {})
{
    plan::RelayRule made;
    made.part = part;
    made.action = action;
    made.name = std::move(name);
    made.value = std::move(value);
    return made;
}

} // namespace

class TestRelayFilter : public QObject
{
    Q_OBJECT
private slots:
    void whatNoRuleChangesGoesOnToTheByteInAnyPieces()
    {
        const std::string up = kRequest + frame("one") + frame("", true, Opcode::Ping) + frame("two");
        const std::string down = kAnswer + frame("three", false) + frame("x", false, Opcode::Binary);
        for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{10'000}}) {
            Relay relay({{rule(RelayAction::Drop, "not there")}});
            const std::string_view head = std::string_view(up).substr(0, kRequest.size());
            for (std::size_t at = 0; at < head.size(); at += piece)
                relay.client(head.substr(at, piece));
            for (std::size_t at = 0; at < down.size(); at += piece)
                relay.server(std::string_view(down).substr(at, piece));
            for (std::size_t at = head.size(); at < up.size(); at += piece)
                relay.client(std::string_view(up).substr(at, piece));
            QCOMPARE(relay.toServer, up);
            QCOMPARE(relay.toClient, down);
        }
    }
    void hostAndOriginBecomeThoseOfTheTarget()
    {
        plan::RelayRules rules;
        rules.rewritesHost = true;
        Relay relay(rules);
        relay.client(kRequest);
        QCOMPARE(
            relay.toServer,
            std::string("GET /chat HTTP/1.1\r\nHost: server.example:9\r\nUpgrade: websocket\r\nConnection: "
                        "Upgrade\r\nOrigin: http://server.example:9\r\nSec-WebSocket-Extensions: "
                        "permessage-deflate\r\n\r\n"));
    }
    void headersOfEitherHeadAreChanged()
    {
        Relay relay({{headRule(RelayPart::Request, RelayAction::RemoveHeader, "sec-websocket-extensions"),
                      headRule(RelayPart::Request, RelayAction::AddHeader, "X-New", "1"),
                      headRule(RelayPart::Response, RelayAction::SetHeader, "Upgrade", "WebSocket")}});
        relay.client(kRequest);
        relay.server(kAnswer);
        QVERIFY(relay.toServer.ends_with("Origin: http://relay:1\r\nX-New: 1\r\n\r\n"));
        QCOMPARE(relay.toClient,
                 std::string("HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n"
                             "Connection: Upgrade\r\n\r\n"));
    }
    void plainHttpWithBodiesKeepsItsHeadsApart()
    {
        Relay relay({{headRule(RelayPart::Request, RelayAction::AddHeader, "A", "b")}});
        relay.client("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QCOMPARE(relay.toServer,
                 std::string("POST / HTTP/1.1\r\nContent-Length: 5\r\nA: b\r\n\r\nGET /"
                             "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\n"));
        relay.server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 204 No Content\r\n\r\n");
        QVERIFY(relay.toClient.ends_with("okHTTP/1.1 204 No Content\r\n\r\n"));
    }
    void messagesAreDroppedChangedAndAdded()
    {
        plan::RelayRule replace = rule(RelayAction::Replace, "cat", "dog");
        replace.direction = plan::RelayDirection::FromClient;
        plan::RelayRule after = rule(RelayAction::SendAfter, "last");
        after.frame.payload = base::toBytes("behind");
        Relay relay({{rule(RelayAction::Drop, "secret"), replace, after}});
        relay.upgrade();
        relay.client(frame("a cat and a cat") + frame("secret") + frame("last"));
        relay.server(frame("cat", false) + frame("my secret", false));
        QCOMPARE(messagesIn(relay.toServer), (QStringList{"1m:a dog and a dog", "1m:last", "1m:behind"}));
        QCOMPARE(messagesIn(relay.toClient), QStringList{"1:cat"});
    }
    void aRuleMayBeForOneKindAndForSomeTimes()
    {
        plan::RelayRule once = rule(RelayAction::Drop);
        once.opcode = Opcode::Ping;
        once.times = 1;
        Relay relay({{once}});
        relay.upgrade();
        relay.client(frame("a") + frame("", true, Opcode::Ping) + frame("b", true, Opcode::Ping));
        QCOMPARE(messagesIn(relay.toServer), (QStringList{"1m:a", "9m:b"}));
    }
    void afterAChangeAllCompressedMessagesAreMadeAnew()
    {
        Relay relay({{rule(RelayAction::Replace, "three", "THREE"), rule(RelayAction::Drop, "five")}});
        relay.upgrade(kDeflateAnswer);
        MessageDeflater deflater({});
        std::string wire;
        const QStringList texts{"one one one",   "one two two",
                                "one two three", "one two three four",
                                "five one two",  "one two four and the last one two four"};
        for (const QString &text : texts)
            wire += frame(base::asText(deflater.deflated(base::asBytes(text.toStdString()))), true,
                          Opcode::Text, true);
        relay.client(wire);
        QCOMPARE(messagesIn(relay.toServer),
                 (QStringList{"1m:one one one", "1m:one two two", "1m:one two THREE", "1m:one two THREE four",
                              "1m:one two four and the last one two four"}));
    }
    void aMessageInFragmentsIsLookedAtAsOne()
    {
        Relay relay({{rule(RelayAction::Replace, "hello", "bye")}});
        relay.upgrade();
        relay.server(std::string("\x01\x03hel\x89\x00\x80\x02lo", 12));
        QCOMPARE(messagesIn(relay.toClient), (QStringList{"9:", "1:bye"}));
    }
    void whatIsHeldWaitsWithAllBehindIt()
    {
        Relay relay({{rule(RelayAction::Hold, "stop")}});
        relay.upgrade();
        relay.client(frame("a") + frame("stop here") + frame("b"));
        QCOMPARE(messagesIn(relay.toServer), QStringList{"1m:a"});
        QCOMPARE(relay.held.size(), std::size_t{1});
        QCOMPARE(relay.held[0].second.bytes, std::string("stop here"));
        QVERIFY(relay.filter->isHolding(Direction::FromLeft));
        relay.server(frame("meanwhile", false));
        QCOMPARE(messagesIn(relay.toClient), QStringList{"1:meanwhile"});
        relay.client(frame("stop again"));
        relay.filter->release(Direction::FromLeft, "go on");
        QCOMPARE(messagesIn(relay.toServer), (QStringList{"1m:a", "1m:go on", "1m:b"}));
        QCOMPARE(relay.held.size(), std::size_t{2});
        relay.filter->drop(Direction::FromLeft);
        QCOMPARE(messagesIn(relay.toServer).size(), 3);
        QVERIFY(!relay.filter->isHolding(Direction::FromLeft));
    }
    void aHeldHeadIsEdited()
    {
        Relay relay({{headRule(RelayPart::Request, RelayAction::Hold, {})}});
        relay.client(kRequest);
        QVERIFY(relay.toServer.empty());
        QCOMPARE(relay.held[0].second.bytes, kRequest);
        relay.filter->release(Direction::FromLeft, "GET /other HTTP/1.1\r\n\r\n");
        QCOMPARE(relay.toServer, std::string("GET /other HTTP/1.1\r\n\r\n"));
    }
    void whatIsTooLargeGoesOnAsItComes()
    {
        for (const Opcode opcode : {Opcode::Binary, Opcode::Ping}) {
            Relay relay({{rule(RelayAction::Drop)}});
            relay.upgrade();
            const std::string wire = frame(std::string(2 * plan::kMaxEditedBytes, 'x'), true, opcode);
            relay.client(wire.substr(0, wire.size() - 1));
            QVERIFY(relay.toServer.size() > plan::kMaxEditedBytes);
            relay.client(wire.substr(wire.size() - 1));
            QVERIFY(relay.toServer == wire);
            relay.client(frame("small"));
            QVERIFY(relay.toServer == wire);
        }
    }
    void aLargeMessageBehindAChangeGoesOnUncompressed()
    {
        Relay relay({{rule(RelayAction::Drop, "first")}});
        relay.upgrade(kDeflateAnswer);
        MessageDeflater deflater({});
        const std::string large(plan::kMaxEditedBytes + 100'000, 'y');
        relay.client(
            frame(base::asText(deflater.deflated(base::asBytes("first"))), true, Opcode::Text, true));
        relay.client(frame(base::asText(deflater.deflated(base::asBytes(large))), true, Opcode::Text, true));
        const QStringList frames = messagesIn(relay.toServer);
        QString all;
        for (const QString &one : frames)
            all += one.section(':', 1);
        QVERIFY(frames.first().startsWith("1m:") && frames.last() == "0m:");
        QVERIFY(all == QString::fromStdString(large));
    }
    void whatIsNoHttpGoesOn()
    {
        Relay relay({{rule(RelayAction::Drop)}});
        relay.server("220 mail\r\n");
        relay.client("\x16\x03\x01 and more");
        QCOMPARE(relay.toClient, std::string("220 mail\r\n"));
        QCOMPARE(relay.toServer, std::string("\x16\x03\x01 and more"));
    }
    void whatIsCutGoesOnAsItIs()
    {
        Relay relay({{rule(RelayAction::Replace, "x", "y")}});
        relay.upgrade();
        const std::string whole = frame("xxxx");
        relay.client(whole.substr(0, 7));
        QVERIFY(relay.toServer.empty());
        relay.filter->ended(Direction::FromLeft);
        QCOMPARE(relay.toServer, whole.substr(0, 7));
    }
};

QTEST_APPLESS_MAIN(TestRelayFilter)
#include "tst_relayfilter.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/clientactor.h"
#include "playbook.h"

#include <QTest>

using namespace hop101;
using namespace hop101::hop;
using plan::FramePlan;
using websocket::Opcode;

namespace {

websocket::MaskKey rfcKey()
{
    return {std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}}; // RFC 6455 5.7
}

FramePlan text(const char *payload)
{
    return {Opcode::Text, base::toBytes(payload)};
}

/// A client and its playbook, begun.
struct Client
{
    explicit Client(plan::Plan plan = plan::defaultPlan("ws://server.example.com/chat"),
                    ClientOptions options = {})
        : actor(plan, base::toBytes(goodRequest()), rfcKey, options),
          book(actor, Direction::FromLeft, plan.limits)
    {
        book.begin();
    }
    static Client upgraded(plan::Plan plan = plan::defaultPlan("ws://server.example.com/chat"),
                           ClientOptions options = {})
    {
        return Client(plan, options, 0);
    }

    ClientActor actor;
    Playbook book;

private:
    Client(plan::Plan plan, ClientOptions options, int) : Client(plan, options)
    {
        book.in(good101());
        book.out();
    }
};

} // namespace

Q_DECLARE_METATYPE(plan::FramePlan)

class TestClientActor : public QObject
{
    Q_OBJECT
private slots:
    void sendsTheRequestThenThePlansFrames()
    {
        auto plan = plan::defaultPlan("ws://server.example.com/chat");
        plan.frames = {text("Hello"), {Opcode::Ping, {}}};
        Client client(plan);
        compare(client.book.out(), {"start upgrade 10000", "send GET /chat HTTP/1.1"});
        QCOMPARE(client.actor.state(), ActorState::Upgrading);
        QVERIFY(!client.actor.send(text("too early")));
        client.book.in(good101());
        compare(client.book.out(), {"stop upgrade", "send 818537fa213d7f9f4d5158898037fa213d"});
        QCOMPARE(client.actor.state(), ActorState::Open);
    }

    void framesInTheSameReadAsThe101AreHeard()
    {
        Client client;
        client.book.out();
        client.book.in(good101() + "\x89\x02hi");
        compare(client.book.out(), {"stop upgrade", "send 8a8237fa213d5f93"});
    }

    void pongsUnlessThePlanSaysNo()
    {
        auto client = Client::upgraded();
        client.book.inHex("8900");
        compare(client.book.out(), {"send 8a8037fa213d"});
        auto plan = plan::defaultPlan("ws://h/");
        plan.autoPong = false;
        auto silent = Client::upgraded(plan);
        silent.book.inHex("8900");
        compare(silent.book.out(), {});
    }

    void ourCloseWaitsForTheServersCloseAndFin()
    {
        auto client = Client::upgraded();
        client.book.close(1000);
        compare(client.book.out(), {"send 888237fa213d3412", "start close 5000"});
        QCOMPARE(client.actor.state(), ActorState::Closing);
        QVERIFY(!client.actor.send(text("too late")));
        client.book.inHex("8900"); // a ping after our Close is not answered
        compare(client.book.out(), {});
        client.book.inHex("880203e8");
        compare(client.book.out(), {"start close 5000"});
        client.book.peerEnds();
        compare(client.book.out(), {"half-close", "start close 5000", "stop close", "disconnect"});
        QCOMPARE(client.actor.state(), ActorState::Done);
        compare(client.book.recorder().rules(), {});
    }

    void theServersCloseIsEchoedWithItsCode()
    {
        auto client = Client::upgraded();
        client.book.inHex("8805 0fa1 627965"); // 4001 "bye"
        compare(client.book.out(), {"send 888237fa213d385b", "start close 5000"});
        client.book.peerEnds();
        compare(client.book.out(), {"half-close", "start close 5000", "stop close", "disconnect"});
        compare(client.book.recorder().rules(), {});
    }

    void anEmptyCloseIsEchoedEmpty()
    {
        auto client = Client::upgraded();
        client.book.inHex("8800");
        compare(client.book.out(), {"send 888037fa213d", "start close 5000"});
    }

    void withoutAutoCloseTheUserAnswers()
    {
        auto plan = plan::defaultPlan("ws://h/");
        plan.autoClose = false;
        auto client = Client::upgraded(plan);
        client.book.inHex("880203e8");
        compare(client.book.out(), {});
        QCOMPARE(client.actor.state(), ActorState::Open);
        client.book.close(1000).peerEnds();
        QCOMPARE(client.actor.state(), ActorState::Done);
    }

    void aCloseThatIsNotAnsweredGivesUp()
    {
        auto client = Client::upgraded();
        client.book.close(0).expire(Timer::Close);
        compare(client.book.out(), {"send 888037fa213d", "start close 5000", "give up 8"});
        QCOMPARE(client.actor.state(), ActorState::Done);
    }

    void aServerThatEndsWithoutCloseEndsUsToo()
    {
        auto client = Client::upgraded();
        client.book.peerEnds();
        compare(client.book.out(), {"half-close", "start close 5000", "stop close", "disconnect"});
        compare(client.book.recorder().rules(), {"CloseBeforeEnd"});
    }

    void aResetEndsAtOnce()
    {
        auto client = Client::upgraded();
        client.book.peerEnds(EndCause::Reset);
        compare(client.book.out(), {"disconnect"});
    }

    void failsAtTheFirstErrorOfTheServer()
    {
        auto client = Client::upgraded();
        client.book.inHex("a100 8900 c100"); // RSV2; a ping; RSV1
        const auto out = client.book.out();
        QCOMPARE(out.size(), 2);
        QVERIFY(out[0].startsWith("send 88"));
        QCOMPARE(out[1], QString("start close 5000"));
        client.book.inHex("880203ea").peerEnds();
        compare(client.book.out(),
                {"start close 5000", "half-close", "start close 5000", "stop close", "disconnect"});
    }

    void badUtf8FailsWith1007()
    {
        auto client = Client::upgraded();
        client.book.inHex("8101ff");
        QCOMPARE(client.book.recorder().payloads().size(), std::size_t{0});
        const auto &frames = client.book.recorder().events();
        QCOMPARE(frames.back().code, std::uint16_t{8});
        QVERIFY(client.book.out()[0].contains("37fa213d3415")); // 1007, masked
    }

    void keepOpenGoesOnAfterAnError()
    {
        auto plan = plan::defaultPlan("ws://h/");
        plan.onError = plan::OnError::KeepOpen;
        auto client = Client::upgraded(plan);
        client.book.inHex("a100 8900");
        compare(client.book.out(), {"send 8a8037fa213d"});
    }

    void ourOwnWrongFramesDoNotFailTheConnection()
    {
        auto client = Client::upgraded();
        FramePlan wrong = text("\xff");
        wrong.rsv2 = true;
        client.book.send(wrong);
        compare(client.book.out(), {"send a18137fa213dc8"});
        compare(client.book.recorder().rules(), {"Rsv2Clear", "TextIsUtf8"});
        QCOMPARE(client.actor.state(), ActorState::Open);
    }

    void ourFaultsAreFoundAndNeverFailTheConnection_data()
    {
        QTest::addColumn<FramePlan>("frame");
        QTest::addColumn<QString>("rule");
        const auto row = [](const char *name, const char *rule, FramePlan frame) {
            QTest::newRow(name) << frame << rule;
        };
        row("no mask", "ClientFrameMasked", {.payload = base::toBytes("a"), .masking = plan::Masking::Off});
        row("RSV3", "Rsv3Clear", {.payload = {}, .rsv3 = true});
        row("reserved opcode", "OpcodeKnown", {.opcode = static_cast<Opcode>(3), .payload = {}});
        row("long length field", "LengthMinimal", {.payload = base::toBytes("a"), .lengthBytes = 9});
        row("fragmented ping", "ControlFrameWhole",
            {.opcode = Opcode::Ping, .payload = base::toBytes("ab"), .fragmentBytes = 1});
        row("a continuation of nothing", "ContinuationExpected",
            {.opcode = Opcode::Continuation, .payload = {}});
        FramePlan raw{.payload = *base::fromHex("d980 37fa213d"), .isRaw = true};
        row("raw bytes", "Rsv1Clear", raw);
    }
    void ourFaultsAreFoundAndNeverFailTheConnection()
    {
        QFETCH(FramePlan, frame);
        QFETCH(QString, rule);
        auto client = Client::upgraded();
        client.book.send(frame);
        QVERIFY2(client.book.recorder().rules().contains(rule),
                 qPrintable(client.book.recorder().rules().join(' ')));
        QCOMPARE(client.book.out().size(), 1);
        QCOMPARE(client.actor.state(), ActorState::Open);
        client.book.inHex("8900"); // and it goes on
        QCOMPARE(client.book.out().size(), 1);
    }

    void withoutAutoMaskNothingIsMaskedUnlessAFrameSaysSo()
    {
        auto plan = plan::defaultPlan("ws://h/");
        plan.autoMask = false;
        auto client = Client::upgraded(plan);
        client.book.inHex("8900");
        FramePlan masked = text("");
        masked.masking = plan::Masking::On;
        client.book.send(masked).close(1000);
        compare(client.book.out(), {"send 8a00", "send 818037fa213d", "send 880203e8", "start close 5000"});
    }

    void theRequestIsSplitAsThePlanSays()
    {
        auto plan = plan::defaultPlan("ws://h/");
        plan.requestCuts = {
            {4, std::chrono::milliseconds(250)}, {9, {}}, {9999, std::chrono::milliseconds(1)}};
        Client client(plan);
        // The pauses come on top of the time for the answer.
        compare(client.book.out(),
                {"start upgrade 10251", "send GET ", "wait 250", "send /chat", "send  HTTP/1.1", "wait 1"});
        client.book.in(good101());
        QCOMPARE(client.actor.state(), ActorState::Open);
    }

    void framesWaitAsThePlanSays()
    {
        auto plan = plan::defaultPlan("ws://h/");
        FramePlan split = text("Hello");
        split.cuts = {{6, std::chrono::milliseconds(20)}};
        plan.frames = {split, {Opcode::Ping, {}}};
        Client client(plan);
        client.book.out();
        client.book.in(good101());
        compare(client.book.out(),
                {"stop upgrade", "send 818537fa213d", "wait 20", "send 7f9f4d5158", "send 898037fa213d"});
    }

    void aCloseAmongRawBytesStartsTheClosingHandshake()
    {
        auto client = Client::upgraded();
        FramePlan raw{.payload = *base::fromHex("8182 37fa213d 5f93 8880 37fa213e"), .isRaw = true};
        client.book.send(raw);
        compare(client.book.out(), {"send 818237fa213d5f93888037fa213e", "start close 5000"});
        QCOMPARE(client.actor.state(), ActorState::Closing);
        client.book.inHex("8800").peerEnds();
        QCOMPARE(client.actor.state(), ActorState::Done);
        compare(client.book.recorder().rules(), {});
    }

    void halfAFrameOfRawBytesIsJustThat()
    {
        auto client = Client::upgraded();
        client.book.send({.payload = *base::fromHex("8885"), .isRaw = true});
        compare(client.book.out(), {"send 8885"});
        QCOMPARE(client.actor.state(), ActorState::Open);
    }

    void aWrong101EndsTheConnection()
    {
        Client client;
        client.book.in("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                       "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n");
        compare(client.book.out(),
                {"start upgrade 10000", "send GET /chat HTTP/1.1", "stop upgrade", "disconnect"});
    }

    void aWrong101IsKeptOpenOnDemand()
    {
        auto plan = plan::defaultPlan("ws://h/");
        plan.onError = plan::OnError::KeepOpen;
        plan.frames = {{Opcode::Ping, {}}};
        Client client(plan);
        client.book.in(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
        QCOMPARE(client.actor.state(), ActorState::Open);
        QCOMPARE(client.book.out().back(), QString("send 898037fa213d"));
    }

    void aRefusalsBodyIsReadToItsEnd()
    {
        Client client;
        client.book.in("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno");
        QCOMPARE(client.actor.state(), ActorState::Upgrading);
        client.book.out();
        client.book.in("pe");
        compare(client.book.out(), {"stop upgrade", "disconnect"});
        QCOMPARE(client.actor.state(), ActorState::Done);
    }

    void aRefusalWithoutBodyEndsAtOnce()
    {
        Client client;
        client.book.out();
        client.book.in("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        compare(client.book.out(), {"stop upgrade", "disconnect"});
    }

    void aRefusalsBodyThatNeverEndsIsLeftAtTheUpgradeTimeout()
    {
        Client client;
        client.book.out();
        client.book.in("HTTP/1.1 500 Oops\r\n\r\nendless").expire(Timer::Upgrade);
        compare(client.book.out(), {"stop upgrade", "disconnect"});
    }

    void aBodyUntilCloseEndsWithTheConnection()
    {
        Client client;
        client.book.out();
        client.book.in("HTTP/1.1 502 Bad Gateway\r\n\r\n<html>").peerEnds();
        compare(client.book.out(), {"stop upgrade", "disconnect"});
        compare(client.book.recorder().rules(), {"StatusIs101"});
    }

    void noAnswerGivesUp()
    {
        Client client;
        client.book.out();
        client.book.expire(Timer::Upgrade);
        compare(client.book.out(), {"give up 7"});
        compare(client.book.recorder().rules(), {"AnswerCame"});
    }

    void anEndBeforeTheAnswer()
    {
        Client client;
        client.book.out();
        client.book.peerEnds();
        compare(client.book.out(), {"stop upgrade", "disconnect"});
    }

    void anAnswerThatIsNoHttp()
    {
        Client client;
        client.book.out();
        client.book.in("SSH-2.0-OpenSSH_9.2\r\n");
        compare(client.book.out(), {"stop upgrade", "disconnect"});
    }

    void closeBeforeTheUpgradeDisconnects()
    {
        Client client;
        client.book.out();
        client.book.close(1000);
        compare(client.book.out(), {"stop upgrade", "disconnect"});
    }

    void echoReturnsMessagesInOneFrame()
    {
        auto client = Client::upgraded(plan::defaultPlan("ws://h/"), {.echo = true});
        client.book.inHex("0103 48656c 8900 8002 6c6f"); // RFC 6455 5.7: "Hel" "lo", with a ping between them
        compare(client.book.out(), {"send 8a8037fa213d818537fa213d7f9f4d5158"});
        client.book.inHex("8200");
        compare(client.book.out(), {"send 828037fa213d"});
        client.book.inHex("0100 0000 8001 61");
        compare(client.book.out(), {"send 818137fa213d56"});
    }

    void compressesWhatWasAgreed()
    {
        constexpr auto kDeflate = "Sec-WebSocket-Extensions: permessage-deflate";
        auto plan = plan::defaultPlan("ws://server.example.com/chat");
        plan.frames = {text("Hello"), text("Hello"), {Opcode::Ping, base::toBytes("Hello")}};
        FramePlan plain = text("Hello");
        plain.compress = false;
        plan.frames.push_back(plain);
        const auto sent = [&plan, kDeflate](const std::string &parameters) {
            ClientActor actor(
                plan, base::toBytes(goodRequest(std::string(kDeflate) + "; client_max_window_bits\r\n")),
                [] { return websocket::MaskKey{}; });
            Playbook book(actor, Direction::FromLeft);
            book.begin().out();
            book.in(good101(parameters.empty() ? "" : kDeflate + parameters + "\r\n"));
            return book.out();
        };
        const QString rest = "898500000000"
                             "48656c6c6f"
                             "818500000000"
                             "48656c6c6f";
        // RFC 7692 7.2.3.1 and 7.2.3.2
        compare(sent(" "), {"stop upgrade", "send c18700000000f248cdc9c90700c18500000000f200110000" + rest});
        compare(sent("; client_no_context_takeover"),
                {"stop upgrade", "send c18700000000f248cdc9c90700c18700000000f248cdc9c90700" + rest});
        compare(sent(""), {"stop upgrade", "send 81850000000048656c6c6f81850000000048656c6c6f" + rest});
        compare(sent("; bogus"), {"stop upgrade", "disconnect"}); // RFC 6455 4.1
    }

    void echoReturnsWhatWasInflated()
    {
        constexpr auto kDeflate = "Sec-WebSocket-Extensions: permessage-deflate\r\n";
        ClientActor actor(plan::defaultPlan("ws://h/"), base::toBytes(goodRequest(kDeflate)), rfcKey,
                          {.echo = true});
        Playbook book(actor, Direction::FromLeft);
        book.begin().in(good101(kDeflate)).out();
        book.inHex("4103f248cd 8900 8004c9c90700"); // RFC 7692 7.2.3.1, a ping between
        compare(book.out(), {"send 8a8037fa213dc18737fa213dc5b2ecf4fefd21"});
        book.inHex("c105f200110000 810548656c6c6f c10100");
        compare(book.out(), {"send c18537fa213dc5fa303d37c18437fa213d35e9213dc18137fa213d37"});
    }

    void echoRefusesMoreThan64MiB()
    {
        auto plan = plan::defaultPlan("ws://h/");
        plan.limits.messageBytes = kMaxEchoBytes;
        auto client = Client::upgraded(plan, {.echo = true});
        client.book.inHex("827f0000000004000000 00"); // 64 MiB: taken
        compare(client.book.out(), {});
        auto other = Client::upgraded(plan, {.echo = true});
        other.book.inHex("827f0000000004000001 00"); // one byte more
        QVERIFY(other.book.out()[0].contains("37fa213d340b")); // 1009, masked
    }

    void anotherProtocolGetsRawBytesButNoFrames()
    {
        auto plan = plan::defaultPlan("ws://h/");
        const FramePlan raw{.payload = base::toBytes("PRI *"), .isRaw = true};
        plan.frames = {text("no"), raw};
        ClientActor actor(
            plan, base::toBytes("GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"),
            rfcKey);
        Playbook book(actor, Direction::FromLeft);
        book.begin();
        QVERIFY(!actor.send(raw)); // not switched yet
        book.in("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\nabc");
        QCOMPARE(actor.state(), ActorState::Open);
        QVERIFY(!actor.send(text("no")));
        QCOMPARE(book.out().back(), QString("send 505249202a"));
        book.send(raw);
        compare(book.out(), {"send 505249202a"});
        book.send({Opcode::Close, {}}); // means the same as close()
        compare(book.out(), {"half-close", "start close 5000"});
        QVERIFY(!actor.send(raw));
    }
};

QTEST_APPLESS_MAIN(TestClientActor)
#include "tst_clientactor.moc"

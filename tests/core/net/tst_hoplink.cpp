// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/hoplink.h"

#include "core/base/overloaded.h"

#include "support.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace hop101;
using namespace hop101::net;
using namespace hop101::net::test;
using namespace std::chrono_literals;

namespace {

/// An actor that does what the test tells it.
struct Puppet : hop::Actor
{
    std::vector<hop::Command> commands;
    QStringList heard;
    hop::ActorState now = hop::ActorState::Open;

    void say(const QByteArray &bytes) { commands.push_back(hop::SendBytes{bytesOf(bytes)}); }
    void begin() override { heard += "begin"; }
    bool send(const plan::FramePlan &frame) override
    {
        commands.push_back(hop::SendBytes{frame.payload});
        return true;
    }
    void close(std::uint16_t code, std::string_view) override
    {
        heard += "close " + QString::number(code);
        say("close");
    }
    void expired(hop::Timer timer) override
    {
        heard += timer == hop::Timer::Upgrade ? "upgrade expired" : "close expired";
    }
    void ended(hop::Direction direction, hop::EndCause) override
    {
        heard += direction == hop::Direction::FromLeft ? "left ended" : "right ended";
    }
    hop::ActorState state() const noexcept override { return now; }
    std::vector<hop::Command> takeCommands() override { return std::exchange(commands, {}); }
    void eventBegan(const hop::Event &) override { }
    void eventChanged(const hop::Event &) override { }
    void found(const hop::Finding &) override { }
    void exchangeChanged(const hop::Exchange &) override { }
};

/// Writes down what goes through the door; bytes of one direction in a row are one line.
struct Notebook : Door
{
    QStringList lines;
    std::uint64_t size[2] = {0, 0};
    std::function<void(hop::Direction, base::ByteSpan)> onBytes;
    bool behind = false;

    bool isBehind() const override { return behind; }
    void take(hop::Direction direction, hop::InputData data) override
    {
        const QString from = direction == hop::Direction::FromLeft ? "> " : "< ";
        std::visit(
            base::overloaded{
                [&](const hop::Opened &) { lines += "opened"; },
                [&](const hop::Secured &s) { lines += "secured " + QString::fromStdString(s.objection); },
                [&](const hop::BytesSeen &b) {
                    size[static_cast<int>(direction)] += b.bytes.size();
                    if (b.bytes.size() < 100)
                        lines += from + QString::fromStdString(base::toText(b.bytes));
                    if (onBytes)
                        onBytes(direction, b.bytes);
                },
                [&](const hop::Ended &e) { lines += from + Notes::nameOf(e.cause); },
                [&](const hop::Failed &f) { lines += "failed " + QString::number(int(f.stage)); },
                [&](const hop::Tick &) { lines += "tick"; },
                [&](const hop::Lost &) { lines += "lost"; },
            },
            data);
    }
};

/// A link that plays the client, and the raw other end.
struct Fixture
{
    TcpPair sockets;
    Puppet actor;
    Notebook door;
    HopLink link{hop::Direction::FromLeft, actor, door};
    QSignalSpy finished{&link, &HopLink::finished};
    int peer = sockets.right;

    explicit Fixture(std::optional<TlsStart> tls = {})
    {
        link.start(sockets.left, {"a", "b"}, std::move(tls));
    }
    ~Fixture()
    {
        if (peer >= 0)
            ::close(peer);
    }
    bool peerSends(const QByteArray &bytes) const
    {
        return ::send(peer, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL) == bytes.size();
    }
    QByteArray peerReads() const
    {
        QByteArray all;
        QByteArray piece(1 << 20, Qt::Uninitialized);
        ssize_t got = 0;
        while ((got = ::recv(peer, piece.data(), std::size_t(piece.size()), MSG_DONTWAIT)) > 0)
            all.append(piece.constData(), got);
        return all;
    }
    bool ends()
    {
        return waitFor([this] { return finished.count() == 1; });
    }
};

} // namespace

class TestHopLink : public QObject
{
    Q_OBJECT
private slots:
    void whatIsSentEntersTheDoorLikeWhatIsReceived()
    {
        Fixture f;
        plan::FramePlan frame;
        frame.payload = bytesOf("hello");
        QVERIFY(f.link.send(frame));
        QVERIFY(f.peerSends("world"));
        QVERIFY(waitFor([&] { return f.door.lines.size() == 3; }));
        QCOMPARE(f.door.lines, (QStringList{"opened", "> hello", "< world"}));
        QCOMPARE(f.link.bytesOf(hop::Direction::FromLeft), 5U);
        QCOMPARE(f.link.bytesOf(hop::Direction::FromRight), 5U);
        QCOMPARE(f.actor.heard, QStringList{"begin"});
    }
    void commandsAreDoneInOrder()
    {
        Fixture f;
        f.actor.say("a");
        f.actor.say("b");
        f.actor.commands.push_back(hop::Disconnect{});
        f.actor.say("never");
        QVERIFY(f.link.send({}));
        QVERIFY(f.ends());
        QCOMPARE(f.peerReads(), QByteArray("ab"));
        QCOMPARE(f.door.lines, (QStringList{"opened", "> a", "> b", "> by us", "< by us"}));
        QVERIFY(f.link.state() == session::State::Closed);
        QVERIFY(!f.link.send({}));
    }
    void whatTheActorWantsOnHearingItsOwnBytesIsDoneToo()
    {
        Fixture f;
        f.door.onBytes = [&](hop::Direction, base::ByteSpan bytes) {
            if (base::asText(bytes) == "first")
                f.actor.say("second");
        };
        f.actor.say("first");
        QVERIFY(f.link.send({}));
        QCOMPARE(f.peerReads(), QByteArray("firstsecond"));
    }
    void halfClosesEndTheLinkOnlyTogether()
    {
        Fixture f;
        f.actor.say("bye");
        f.actor.commands.push_back(hop::HalfClose{});
        QVERIFY(f.link.send({}));
        QCOMPARE(f.finished.count(), 0);
        QVERIFY(f.peerSends("last"));
        ::shutdown(f.peer, SHUT_WR);
        QVERIFY(f.ends());
        QCOMPARE(f.door.lines, (QStringList{"opened", "> bye", "> by us", "< last", "< fin"}));
        QCOMPARE(f.actor.heard, (QStringList{"begin", "left ended", "right ended"}));
        QVERIFY(!f.link.failure());
    }
    void aResetEndsBothDirections()
    {
        Fixture f;
        resetAndClose(std::exchange(f.peer, -1));
        QVERIFY(f.ends());
        QCOMPARE(f.door.lines, (QStringList{"opened", "< reset", "> by us"}));
    }
    void giveUpGoesThroughTheDoor()
    {
        Fixture f;
        f.actor.commands.push_back(hop::GiveUp{hop::FailStage::UpgradeTimeout});
        QVERIFY(f.link.send({}));
        QVERIFY(f.ends());
        QCOMPARE(f.door.lines, (QStringList{"opened", "failed 7", "> by us", "< by us"}));
        QVERIFY(f.link.failure()->stage == hop::FailStage::UpgradeTimeout);
    }
    void timersTellTheDoorThatTimeHasPassed()
    {
        Fixture f;
        f.actor.commands.push_back(hop::StartTimer{hop::Timer::Upgrade, 1ms});
        f.actor.commands.push_back(hop::StartTimer{hop::Timer::Close, 1ms});
        f.actor.commands.push_back(hop::StopTimer{hop::Timer::Upgrade});
        QVERIFY(f.link.send({}));
        QVERIFY(waitFor([&] { return f.actor.heard.size() == 2; }));
        QCOMPARE(f.actor.heard, (QStringList{"begin", "close expired"}));
        QCOMPARE(f.door.lines, (QStringList{"opened", "tick"}));
    }
    void whatIsBehindAWaitComesLaterAndTwoWritesAreNeverJoined()
    {
        Fixture f;
        QElapsedTimer sinceStart;
        sinceStart.start();
        f.actor.say("a");
        f.actor.say("b");
        f.actor.commands.push_back(hop::Wait{50ms});
        f.actor.say("c");
        f.actor.commands.push_back(hop::Wait{50ms});
        f.actor.say("d");
        QVERIFY(f.link.send({})); // adds an empty write
        QCOMPARE(f.door.lines, (QStringList{"opened", "> a", "> b"}));
        QCOMPARE(f.peerReads(), QByteArray("ab"));
        QCOMPARE(f.link.unsentBytes(), 2U);
        QVERIFY(waitFor([&] { return f.door.lines.size() == 4; }));
        QVERIFY(sinceStart.elapsed() >= 50);
        QCOMPARE(f.peerReads(), QByteArray("c"));
        QVERIFY(waitFor([&] { return f.door.lines.size() == 5; }));
        QVERIFY(sinceStart.elapsed() >= 100);
        QCOMPARE(f.peerReads(), QByteArray("d"));
        QCOMPARE(f.link.unsentBytes(), 0U);
    }
    void repliesQueueUpBehindAWaitAndReadingGoesOn()
    {
        Fixture f;
        f.door.onBytes = [&](hop::Direction direction, base::ByteSpan) {
            if (direction == hop::Direction::FromRight)
                f.actor.say("pong");
        };
        f.actor.say("first half");
        f.actor.commands.push_back(hop::Wait{100ms});
        f.actor.say("second half");
        QVERIFY(f.link.send({}));
        QVERIFY(f.peerSends("ping"));
        QVERIFY(waitFor([&] { return f.door.lines.contains("< ping"); }));
        QCOMPARE(f.peerReads(), QByteArray("first half"));
        QVERIFY(waitFor([&] { return f.door.lines.size() == 5; }));
        QCOMPARE(f.door.lines, (QStringList{"opened", "> first half", "< ping", "> second half", "> pong"}));
        QCOMPARE(f.peerReads(), QByteArray("second halfpong"));
    }
    void heldRepliesHoldReadingUpToo()
    {
        Fixture f;
        f.door.onBytes = [&](hop::Direction direction, base::ByteSpan bytes) {
            if (direction == hop::Direction::FromRight)
                f.actor.commands.push_back(hop::SendBytes{{bytes.begin(), bytes.end()}});
        };
        f.actor.commands.push_back(hop::Wait{1h});
        QVERIFY(f.link.send({}));
        const QByteArray piece = pattern(256 * 1024);
        const auto push = [&] {
            return ::send(f.peer, piece, std::size_t(piece.size()), MSG_DONTWAIT | MSG_NOSIGNAL) > 0;
        };
        QVERIFY(waitFor([&] {
            push();
            return f.link.unsentBytes() > kMaxReplyBytes;
        }));
        while (push()) { }
        for (int i = 0; i < 100; ++i)
            runQueued();
        QVERIFY(f.link.unsentBytes() < 2 * kMaxReplyBytes + hop::kMaxInputBytes);
    }
    void readingStopsWhileTheDoorIsBehind()
    {
        Fixture f;
        f.door.onBytes = [&f](hop::Direction, base::ByteSpan) { f.door.behind = true; };
        QVERIFY(f.peerSends("one"));
        QVERIFY(waitFor([&] { return f.door.lines.contains("< one"); }));
        QVERIFY(f.peerSends("two"));
        for (int i = 0; i < 100; ++i)
            runQueued();
        QVERIFY(!f.door.lines.contains("< two"));
        // What is sent goes on, and so do timers.
        f.actor.say("own");
        f.actor.commands.push_back(hop::StartTimer{hop::Timer::Close, 0ms});
        QVERIFY(f.link.send({}));
        QVERIFY(waitFor([&] { return f.actor.heard.contains("close expired"); }));
        QCOMPARE(f.peerReads(), QByteArray("own"));
        f.link.goOnReading(); // it still is behind
        for (int i = 0; i < 100; ++i)
            runQueued();
        QVERIFY(!f.door.lines.contains("< two"));
        f.door.onBytes = {};
        f.door.behind = false;
        f.link.goOnReading();
        QVERIFY(waitFor([&] { return f.door.lines.contains("< two"); }));
    }
    void timersBehindAWaitStartAfterIt()
    {
        Fixture f;
        f.actor.commands.push_back(hop::Wait{20ms});
        f.actor.commands.push_back(hop::StartTimer{hop::Timer::Close, 0ms});
        QVERIFY(f.link.send({}));
        QVERIFY(f.actor.heard == QStringList{"begin"});
        QVERIFY(waitFor([&] { return f.actor.heard.contains("close expired"); }));
    }
    void closingDuringAWaitDropsWhatWaits()
    {
        Fixture f;
        f.actor.say("now");
        f.actor.commands.push_back(hop::Wait{1h});
        f.actor.say("never");
        f.actor.commands.push_back(hop::StartTimer{hop::Timer::Upgrade, 0ms});
        QVERIFY(f.link.send({}));
        f.link.close(1000, {});
        QCOMPARE(f.peerReads(), QByteArray("nowclose"));
        QCOMPARE(f.link.unsentBytes(), 0U);
        QVERIFY(waitFor([&] { return f.actor.heard.contains("upgrade expired"); })); // no byte, so it counts
    }
    void aCloseThatWaitsGoesOutWhenOneIsAskedFor()
    {
        Fixture f;
        f.actor.commands.push_back(hop::Wait{1h});
        f.actor.say("rest of a frame, ");
        f.actor.say("its Close");
        f.actor.commands.push_back(hop::Wait{1h});
        f.actor.commands.push_back(hop::HalfClose{});
        f.actor.now = hop::ActorState::Closing;
        QVERIFY(f.link.send({}));
        QCOMPARE(f.peerReads(), QByteArray());
        f.link.close(1000, {});
        QCOMPARE(f.peerReads(), QByteArray("rest of a frame, its Close"));
        QVERIFY(f.door.lines.contains("> by us"));
    }
    void cancelAndStopDuringAWaitEndAtOnce_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("cancel") << 0;
        QTest::newRow("stop") << 1;
        QTest::newRow("the actor disconnects") << 2;
        QTest::newRow("the actor gives up") << 3;
        QTest::newRow("the peer resets") << 4;
    }
    void cancelAndStopDuringAWaitEndAtOnce()
    {
        QFETCH(int, how);
        Fixture f;
        f.actor.commands.push_back(hop::Wait{1h});
        f.actor.say("never");
        QVERIFY(f.link.send({}));
        if (how == 0)
            f.link.fail(hop::FailStage::Cancelled, {});
        else if (how == 1)
            f.link.stop();
        else if (how == 4)
            resetAndClose(std::exchange(f.peer, -1));
        else
            f.actor.commands.push_back(how == 2 ? hop::Command(hop::Disconnect{})
                                                : hop::Command(hop::GiveUp{hop::FailStage::CloseTimeout}));
        f.link.send({});
        QVERIFY(f.ends());
        QVERIFY(!f.door.lines.contains("> never"));
        QCOMPARE(f.link.unsentBytes(), 0U);
    }
    void aWaitOfYearsIsNoOverflow()
    {
        Fixture f;
        f.actor.commands.push_back(hop::Wait{std::chrono::hours(24 * 365 * 100)});
        f.actor.commands.push_back(hop::StartTimer{hop::Timer::Close, std::chrono::hours(24 * 365 * 100)});
        f.actor.say("never");
        QVERIFY(f.link.send({}));
        for (int i = 0; i < 10; ++i)
            runQueued();
        QCOMPARE(f.door.lines, QStringList{"opened"});
    }
    void repliesThatNobodyReadsHoldReadingUp()
    {
        Fixture f;
        f.door.onBytes = [&](hop::Direction direction, base::ByteSpan bytes) {
            if (direction == hop::Direction::FromRight)
                f.actor.commands.push_back(hop::SendBytes{{bytes.begin(), bytes.end()}});
        };
        const QByteArray piece = pattern(256 * 1024);
        std::uint64_t sent = 0;
        // The peer sends without reading until nothing moves any more.
        const auto push = [&] {
            const ssize_t put =
                ::send(f.peer, piece.constData(), std::size_t(piece.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
            sent += std::uint64_t(std::max<ssize_t>(put, 0));
            return put > 0;
        };
        const auto isHeldUp = [&] { return f.link.unsentBytes() > kMaxReplyBytes; };
        QVERIFY(waitFor([&] {
            push();
            return isHeldUp();
        }));
        while (push()) { }
        for (int i = 0; i < 100; ++i)
            runQueued();
        QVERIFY(f.link.unsentBytes() < 2 * kMaxReplyBytes + hop::kMaxInputBytes);
        QVERIFY(f.door.size[1] < sent);
        // As soon as it reads, all goes on.
        qsizetype echoed = 0;
        QVERIFY(waitFor([&] {
            echoed += f.peerReads().size();
            return std::uint64_t(echoed) == sent;
        }));
        QCOMPARE(f.door.size[0], sent);
        QCOMPARE(f.door.size[1], sent);
    }
    void whatWeSendOfOurOwnDoesNotHoldReadingUp()
    {
        Fixture f;
        plan::FramePlan frame;
        frame.payload = bytesOf(pattern(32 * 1024 * 1024));
        QVERIFY(f.link.send(frame));
        QVERIFY(f.link.unsentBytes() > kMaxReplyBytes);
        QVERIFY(f.peerSends("still heard"));
        QVERIFY(waitFor([&] { return f.door.lines.contains("< still heard"); }));
    }
    void stoppingSaysGoodbye()
    {
        Fixture f;
        f.link.stop();
        QVERIFY(f.ends());
        QCOMPARE(f.actor.heard.value(1), QString("close 1001"));
        QCOMPARE(f.peerReads(), QByteArray("close"));
        QCOMPARE(f.door.lines, (QStringList{"opened", "> close", "> by us", "< by us"}));
    }
    void failingIsForTheFirstReasonOnly()
    {
        Fixture f;
        f.link.fail(hop::FailStage::Cancelled, "first");
        f.link.fail(hop::FailStage::Io, "second");
        QVERIFY(f.ends());
        QCOMPARE(f.door.lines.filter("failed"), QStringList{"failed 9"});
        QCOMPARE(f.link.failure()->reason, std::string("first"));
    }
    void closingBeforeTheActorBeganIsACancel()
    {
        auto filter = std::move(tls::TlsFilter::client({})).value();
        Fixture f(TlsStart{std::move(filter), 10s, [](const tls::TlsFilter &) { return true; }});
        QVERIFY(f.link.state() == session::State::Securing);
        QVERIFY(!f.link.send({}));
        f.link.close(1000, {});
        QVERIFY(f.ends());
        QCOMPARE(f.door.lines.value(1), QString("failed 9"));
        QCOMPARE(f.actor.heard, QStringList());
    }
    void statesAreThoseOfTheActor_data()
    {
        QTest::addColumn<int>("actor");
        QTest::addColumn<int>("link");
        const auto row = [](const char *name, hop::ActorState actor, session::State link) {
            QTest::newRow(name) << int(actor) << int(link);
        };
        row("upgrading", hop::ActorState::Upgrading, session::State::Upgrading);
        row("open", hop::ActorState::Open, session::State::Open);
        row("closing", hop::ActorState::Closing, session::State::Closing);
        row("done, but not yet disconnected", hop::ActorState::Done, session::State::Closing);
    }
    void statesAreThoseOfTheActor()
    {
        QFETCH(int, actor);
        QFETCH(int, link);
        Fixture f;
        f.actor.now = static_cast<hop::ActorState>(actor);
        QCOMPARE(int(f.link.state()), link);
    }
};

QTEST_GUILESS_MAIN(TestHopLink)
#include "tst_hoplink.moc"

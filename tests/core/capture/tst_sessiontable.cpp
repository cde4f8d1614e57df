// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sessiontable.h"

#include "core/capture/annotations.h"
#include "core/capture/savecopy.h"
#include "core/capture/verify.h"
#include "tests/core/capture/childprocess.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/capture/fixture.h"
#include "tests/core/capture/secondversion.h"

#include <QDir>

#ifndef Q_MOC_RUN
#include <sys/stat.h>
#endif

using namespace hop101;
using namespace hop101::capture;
using namespace hop101::capture::fixture;

namespace {

CaptureFault faultOf(const base::Result<std::unique_ptr<Recorder>, CaptureError> &recorder)
{
    return recorder ? CaptureFault::Exists : recorder.error().fault; // Exists stands for none
}

/// Another session in a capture: its recorder, with time that goes on.
class Appended
{
public:
    explicit Appended(const std::string &path, const std::string &title = "another")
    {
        auto made = Recorder::append(path, {title, false, false});
        if (!made)
            qFatal("%s", describe(made.error()).c_str());
        m_recorder = std::move(made).value();
        m_now = m_recorder->startTime();
        const base::PartyId left = m_recorder->addParty({{}, "Client", Role::Client, "Hop101"});
        const base::PartyId right = m_recorder->addParty({{}, "Server", Role::Server, "later"});
        m_hop = m_recorder->addHop({{}, left, right, "ws://example.com/later", "{}", "{}"}, nullptr);
    }
    Recorder &recorder() { return *m_recorder; }
    base::HopId hop() const { return m_hop; }
    void take(Direction direction, hop::InputData data)
    {
        m_now += 1ms;
        m_recorder->take(m_hop, direction, m_now, std::move(data));
    }
    void upgrade()
    {
        take(Direction::FromLeft, hop::Opened{"127.0.0.1:40313", "127.0.0.1:9101"});
        take(Direction::FromLeft, hop::BytesSeen{asBytes(kRequest)});
        take(Direction::FromRight, hop::BytesSeen{asBytes(kSwitch)});
    }
    void frames(int count)
    {
        const base::Bytes one = frame(websocket::Opcode::Text, "again");
        for (int i = 0; i < count; ++i)
            take(Direction::FromRight, hop::BytesSeen{one});
    }
    void cutFrame()
    {
        take(Direction::FromRight, hop::BytesSeen{asBytes(std::string_view("\x81\x05he", 4))});
    }

private:
    std::unique_ptr<Recorder> m_recorder;
    base::HopId m_hop;
    hop::Nanoseconds m_now{};
};

void recordFirst(Recording &recording, int frames)
{
    recording.upgrade();
    recording.frames(frames);
    recording.bytes(Direction::FromLeft, frame(websocket::Opcode::Text, "not masked"));
    recording.bytes(Direction::FromRight, std::string("\x81\x05he", 4));
    recording.recorder().finish();
}

QStringList lines(const Reader &reader, std::uint64_t count)
{
    QStringList lines;
    for (std::uint64_t id = 1; id <= count; ++id)
        lines += line(reader.event({id}));
    return lines;
}

} // namespace

class TestSessionTable : public QObject
{
    Q_OBJECT
private slots:
    void aSessionIsAppended_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::newRow("both small") << 3 << 3;
        QTest::newRow("the first ends with a full block") << 4096 - 6 << 10;
        QTest::newRow("the first begins a block") << 4096 - 5 << 10;
        QTest::newRow("the second goes over a block's end") << 3000 << 3000;
        QTest::newRow("both of several blocks") << 9000 << 9000;
    }
    void aSessionIsAppended()
    {
        QFETCH(int, first);
        QFETCH(int, second);
        Recording recording;
        recordFirst(recording, first);
        const auto before = recording.read();
        const std::uint64_t count = before->eventCount();
        const QStringList expected = lines(*before, count);
        {
            Appended more(recording.path());
            more.upgrade();
            more.frames(second);
            more.cutFrame();
        }
        const auto reader = recording.read();
        QVERIFY(!reader->damage());
        QVERIFY(reader->info().isComplete);
        QCOMPARE(reader->info().title, std::string("a test"));
        QCOMPARE(reader->sessions().size(), std::size_t{2});
        const Session &another = reader->sessions()[1];
        QCOMPARE(another.title, std::string("another"));
        QCOMPARE(another.firstEvent.value, count + 1);
        QVERIFY(another.isComplete);
        QVERIFY(another.firstTime >= before->event({count}).time);
        QVERIFY(another.created >= reader->sessions()[0].created);
        QCOMPARE(reader->hops().size(), std::size_t{2});
        QCOMPARE(reader->hops()[1].session, SessionId{2});
        QCOMPARE(reader->sessionOf({1}).id, SessionId{1});
        QCOMPARE(reader->sessionOf({2}).id, SessionId{2});
        QCOMPARE(reader->parties().size(), std::size_t{4});
        QCOMPARE(reader->parties()[3].address, std::string("later"));
        QCOMPARE(reader->exchanges().size(), std::size_t{2});
        QCOMPARE(reader->eventCount(), count + 4 + std::uint64_t(second) + 1);
        QCOMPARE(lines(*reader, count), expected);
        for (std::uint64_t id = 2; id <= reader->eventCount(); ++id)
            QVERIFY(reader->event({id}).time >= reader->event({id - 1}).time);
        QCOMPARE(reader->event({count + 1}).hop, base::HopId{2});
        QVERIFY(reader->event({reader->eventCount()}).has(hop::flag::Cut));
        QCOMPARE(base::toText(reader->payload(reader->event({count + 5}), 0, 9)), std::string("again"));
        QCOMPARE(verify(*reader).firstDifference, std::string());
        const QDir folder = QFileInfo(QString::fromStdString(recording.path())).dir();
        QCOMPARE(folder.entryList(QDir::Files), QStringList{"test.hop101"});
    }

    void threeSessionsWithNotesAreSavedElsewhere()
    {
        Recording recording;
        recordFirst(recording, 10);
        {
            Appended more(recording.path(), "second");
            more.upgrade();
        }
        {
            Appended more(recording.path(), "third");
            more.upgrade();
        }
        QVERIFY(setBookmark(recording.path(), {20}, true));
        QVERIFY(setSessionTitle(recording.path(), {3}, "the third"));
        const std::string copy = recording.path() + ".copy";
        QVERIFY(saveCopy(recording.path(), copy));
        const auto reader = std::move(Reader::open(copy)).value();
        QCOMPARE(reader->sessions().size(), std::size_t{3});
        QCOMPARE(reader->sessions()[2].title, std::string("the third"));
        QCOMPARE(reader->nextBookmark({0}), base::EventId{20});
        QCOMPARE(verify(*reader).firstDifference, std::string());
    }

    void compressedMessagesOfBothSessionsAreKept()
    {
        Recording recording;
        upgradeCompressed(recording);
        websocket::Deflater deflater({});
        recording.bytes(Direction::FromRight, deflated(deflater, "hello hello hello"));
        recording.recorder().finish();
        {
            Appended more(recording.path());
            const auto withDeflate = [](std::string head) {
                return head.insert(head.size() - 2, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
            };
            const std::string request = withDeflate(kRequest);
            const std::string answer = withDeflate(kSwitch);
            more.take(Direction::FromLeft, hop::BytesSeen{asBytes(request)});
            more.take(Direction::FromRight, hop::BytesSeen{asBytes(answer)});
            websocket::Deflater another({});
            const base::Bytes bytes = deflated(another, "again again again again");
            more.take(Direction::FromRight, hop::BytesSeen{bytes});
        }
        const auto reader = recording.read();
        QCOMPARE(reader->allInflatedBytes(), std::uint64_t{17 + 23});
        QCOMPARE(verify(*reader).firstDifference, std::string());
    }

    void aCrashCostsNoEarlierSession()
    {
        Recording recording;
        recordFirst(recording, 5000);
        const std::string path = recording.path();
        const std::uint64_t count = recording.read()->eventCount();
        ChildProcess child([&path](const ChildProcess::Report &report) {
            Appended more(path);
            more.upgrade();
            more.frames(200);
            more.cutFrame();
            more.recorder().commit();
            report(more.recorder().eventCount());
            more.frames(0);
            pause();
        });
        const std::uint64_t reported = child.next();
        QCOMPARE(reported, count + 4 + 200 + 1);
        child.killAndWait();
        {
            const auto reader = recording.read();
            QVERIFY(!reader->damage());
            QCOMPARE(reader->eventCount(), reported);
            QVERIFY(reader->sessions()[0].isComplete);
            QVERIFY(!reader->sessions()[1].isComplete);
            QVERIFY(!reader->info().isComplete);
            QVERIFY(!reader->event({reported}).ended);
            QCOMPARE(verify(*reader).firstDifference, std::string());
        }
        {
            Appended third(path, "after the crash");
            third.upgrade();
        }
        const auto reader = recording.read();
        QCOMPARE(reader->sessions().size(), std::size_t{3});
        QVERIFY(!reader->sessions()[1].isComplete);
        QVERIFY(reader->sessions()[2].isComplete);
        QVERIFY(!reader->info().isComplete);
        QVERIFY(!reader->event({reported}).ended); // cut by the crash, and told as such
        QCOMPARE(reader->eventCount(), reported + 4);
        QCOMPARE(verify(*reader).firstDifference, std::string());
    }

    void aReaderSeesTheNewSession()
    {
        Recording recording;
        recordFirst(recording, 3);
        const auto reader = recording.read();
        const std::uint64_t count = reader->eventCount();
        Appended more(recording.path());
        more.upgrade();
        more.recorder().commit();
        QVERIFY(reader->refresh());
        QCOMPARE(reader->eventCount(), count + 4);
        QCOMPARE(reader->sessions().size(), std::size_t{2});
        QVERIFY(!reader->info().isComplete);
        QVERIFY(setNoteText(recording.path(), {count + 2}, "while it is appended"));
        more.recorder().finish();
        reader->refresh();
        QVERIFY(reader->info().isComplete);
        QCOMPARE(reader->note({count + 2})->text, std::string("while it is appended"));
    }

    void whatCannotBeAppendedToIsSaid()
    {
        QTemporaryDir folder;
        const std::string missing = folder.filePath("missing.hop101").toStdString();
        QCOMPARE(faultOf(Recorder::append(missing, {})), CaptureFault::NotFound);
        QVERIFY(!QFile::exists(QString::fromStdString(missing)));
        Recording live;
        live.upgrade();
        live.recorder().commit();
        QCOMPARE(faultOf(Recorder::append(live.path(), {})), CaptureFault::Busy);
        QVERIFY(!live.recorder().error());
        Recording old;
        old.recorder().finish();
        makeSecondVersion(old.path());
        QCOMPARE(faultOf(Recorder::append(old.path(), {})), CaptureFault::Older);
    }

    void twoThatAppendDoNotMeet()
    {
        Recording recording;
        recordFirst(recording, 3);
        Appended more(recording.path());
        more.upgrade();
        more.recorder().commit();
        QCOMPARE(faultOf(Recorder::append(recording.path(), {})), CaptureFault::Busy);
        QVERIFY(!more.recorder().error());
    }
};

QTEST_APPLESS_MAIN(TestSessionTable)
#include "tst_sessiontable.moc"

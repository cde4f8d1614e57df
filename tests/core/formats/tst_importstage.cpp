// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/importstage.h"

#include "core/capture/verify.h"
#include "tests/core/capture/fixture.h"

#include <QDir>

using namespace hop101;
using namespace hop101::formats;
using namespace hop101::capture::fixture;

namespace {

const WallTime kNoon = WallTime(std::chrono::seconds(1'700'000'000));

class Staging
{
public:
    explicit Staging(bool overwrites = false)
        : path(folder.filePath("made.hop101").toStdString()), m_overwrites(overwrites)
    { }
    ImportStage &stage()
    {
        if (!m_stage) {
            auto made = ImportStage::create(path, ImportFormat::Har, "/somewhere/chat.har", m_overwrites);
            if (!made)
                qFatal("%s", describe(made.error()).c_str());
            m_stage = std::move(made).value();
        }
        return *m_stage;
    }
    void bytes(std::size_t hop, int milliseconds, Direction direction, const base::Bytes &bytes)
    {
        QVERIFY(stage().add(hop, kNoon + std::chrono::milliseconds(milliseconds), direction,
                            hop::BytesSeen{bytes}));
    }
    void upgrade(std::size_t hop, int milliseconds)
    {
        const WallTime time = kNoon + std::chrono::milliseconds(milliseconds);
        stage().add(hop, time, Direction::FromLeft, hop::Opened{"127.0.0.1:1", "127.0.0.1:2"});
        bytes(hop, milliseconds, Direction::FromLeft, base::toBytes(kRequest));
        bytes(hop, milliseconds + 1, Direction::FromRight, base::toBytes(kSwitch));
    }
    std::unique_ptr<capture::Reader> finish()
    {
        const auto events = stage().finish({});
        if (!events)
            qFatal("%s", describe(events.error()).c_str());
        auto reader = capture::Reader::open(path);
        if (!reader || reader.value()->eventCount() != events.value())
            qFatal("no capture");
        return std::move(reader).value();
    }
    QStringList files() const { return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden); }

    QTemporaryDir folder;
    const std::string path;

private:
    bool m_overwrites;
    std::unique_ptr<ImportStage> m_stage;
};

ImportedHop hopTo(const std::string &server, const std::string &address = {})
{
    ImportedHop hop;
    hop.url = "ws://" + server + "/";
    hop.serverName = server;
    hop.serverAddress = address;
    return hop;
}

} // namespace

class TestImportStage : public QObject
{
    Q_OBJECT
private slots:
    void inputsAreRecordedInTheOrderOfTime()
    {
        Staging staging;
        const std::size_t late = staging.stage().addHop(hopTo("late"));
        const std::size_t early = staging.stage().addHop(hopTo("early"));
        staging.upgrade(late, 100);
        staging.bytes(late, 500, Direction::FromRight, frame(websocket::Opcode::Text, "fourth"));
        staging.upgrade(early, 10);
        staging.bytes(early, 300, Direction::FromRight, frame(websocket::Opcode::Text, "third"));
        QCOMPARE(staging.stage().inputCount(), std::uint64_t{8});
        const auto reader = staging.finish();
        QCOMPARE(reader->hops().size(), std::size_t{2});
        QCOMPARE(reader->hops()[0].url, std::string("ws://early/"));
        std::vector<std::string> texts;
        hop::Nanoseconds last{};
        for (std::uint64_t i = 1; i <= reader->eventCount(); ++i) {
            const hop::Event event = reader->event({i});
            QVERIFY(event.time >= last);
            last = event.time;
            if (event.kind == EventKind::Frame)
                texts.push_back(base::toText(reader->payload(event, 0, 100)));
        }
        QCOMPARE(texts, (std::vector<std::string>{"third", "fourth"}));
        QCOMPARE(last, hop::Nanoseconds(490ms));
        QVERIFY(capture::verify(*reader).isSame());
    }

    void timeZeroIsTheEarliestWallClock()
    {
        Staging staging;
        staging.upgrade(staging.stage().addHop({}), 250);
        const auto reader = staging.finish();
        QCOMPARE(reader->event({1}).time, hop::Nanoseconds{});
        QVERIFY(reader->info().created == kNoon + 250ms);
        QVERIFY(reader->info().isComplete);
    }

    void inputsOfOneTimeStayAsTheyCame()
    {
        Staging staging;
        const std::size_t hop = staging.stage().addHop({});
        staging.bytes(hop, 5, Direction::FromLeft, base::toBytes("GET / HTTP/1.1\r\nHost: later\r\n\r\n"));
        staging.bytes(hop, 0, Direction::FromLeft, base::toBytes("GET /"));
        staging.bytes(hop, 0, Direction::FromLeft, base::toBytes("first HTTP/1.1\r\nHost: a\r\n\r\n"));
        const auto reader = staging.finish();
        QVERIFY(base::toText(reader->payload(reader->event({1}), 0, 100)).starts_with("GET /first HTTP"));
    }

    void aLongMessageIsStagedInPieces()
    {
        Staging staging;
        const std::size_t hop = staging.stage().addHop({});
        staging.upgrade(hop, 0);
        const std::string text(3 * hop::kMaxInputBytes + 17, 'x');
        staging.bytes(hop, 9, Direction::FromRight, frame(websocket::Opcode::Text, text));
        const auto reader = staging.finish();
        QCOMPARE(reader->event({reader->eventCount()}).payloadSize, std::int64_t(text.size()));
    }

    void nothingButTheCaptureStays()
    {
        {
            Staging staging;
            staging.upgrade(staging.stage().addHop({}), 0);
            QCOMPARE(staging.files(), QStringList{});
            staging.finish();
            QCOMPARE(staging.files(), QStringList{"made.hop101"});
        }
        Staging staging;
        staging.upgrade(staging.stage().addHop({}), 0);
        QCOMPARE(staging.files(), QStringList{});
    }

    void lanesAreSharedByName()
    {
        Staging staging;
        for (const char *server : {"a", "b", "c", "d", "a"})
            staging.upgrade(staging.stage().addHop(hopTo(server, std::string(server) + ":80")), 0);
        const auto reader = staging.finish();
        QCOMPARE(reader->parties().size(), std::size_t{4});
        QCOMPARE(reader->parties()[0].name, std::string("Client"));
        QCOMPARE(reader->hops()[4].right, reader->hops()[0].right);
        QCOMPARE(reader->hops()[3].right, reader->hops()[0].right); // there is no lane left
    }

    void aHopThatWasToldNothingIsLeftOut()
    {
        Staging staging;
        staging.stage().addHop(hopTo("nothing"));
        staging.upgrade(staging.stage().addHop(hopTo("something")), 0);
        QCOMPARE(staging.stage().connectionCount(), std::size_t{1});
        const auto reader = staging.finish();
        QCOMPARE(reader->hops().size(), std::size_t{1});
        QCOMPARE(reader->parties().size(), std::size_t{2});
    }

    void aHopSaysWhereItCameFrom()
    {
        Staging staging;
        const std::size_t hop = staging.stage().addHop({});
        staging.stage().hop(hop).madeUp = {"masks", "frame boundaries"};
        staging.stage().hop(hop).isSecure = true;
        staging.upgrade(hop, 0);
        const auto mark = importMark(staging.finish()->hops()[0]);
        QVERIFY(mark);
        QCOMPARE(mark->format, std::string("har"));
        QCOMPARE(mark->file, std::string("chat.har"));
        QCOMPARE(mark->madeUp, (std::vector<std::string>{"masks", "frame boundaries"}));
    }

    void aRecordedHopHasNoMark_data()
    {
        QTest::addColumn<std::string>("transport");
        QTest::newRow("recorded") << std::string(R"({"tls":true})");
        QTest::newRow("empty") << std::string();
        QTest::newRow("hostile") << std::string(R"({"import":[1]})");
    }
    void aRecordedHopHasNoMark()
    {
        QFETCH(std::string, transport);
        capture::Hop hop;
        hop.transport = transport;
        QVERIFY(!importMark(hop));
    }

    void aCaptureThatIsThereIsKept()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("there.hop101").toStdString();
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
        file.close();
        const auto stage = ImportStage::create(path, ImportFormat::Har, "x.har");
        QVERIFY(!stage);
        QVERIFY(stage.error().capture->fault == capture::CaptureFault::Exists);
        QVERIFY(ImportStage::create(path, ImportFormat::Har, "x.har", true));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("mine"));
    }

    void aFolderThatIsNotThereIsTold()
    {
        const auto stage = ImportStage::create("/nowhere/at/all.hop101", ImportFormat::Har, "x.har");
        QVERIFY(!stage);
        QVERIFY(stage.error().capture->fault == capture::CaptureFault::NotFound);
        QVERIFY(describe(stage.error()).find("/nowhere/at/all.hop101") != std::string::npos);
    }

    void theWatchEndsARecording()
    {
        Staging staging;
        const std::size_t hop = staging.stage().addHop({});
        staging.upgrade(hop, 0);
        for (int i = 0; i < 10'000; ++i)
            staging.bytes(hop, i + 10, Direction::FromRight, frame(websocket::Opcode::Text, "hello"));
        std::uint64_t told = 0;
        const auto events = staging.stage().finish([&](std::uint64_t done, std::uint64_t all, std::uint64_t) {
            told = done;
            return all != 10'003;
        });
        QVERIFY(events);
        QCOMPARE(told, std::uint64_t{4096});
        auto reader = capture::Reader::open(staging.path);
        QVERIFY(reader);
        QCOMPARE(reader.value()->eventCount(), std::uint64_t{4097}); // and the switch
        QVERIFY(reader.value()->info().isComplete);
    }
};

QTEST_APPLESS_MAIN(TestImportStage)
#include "tst_importstage.moc"

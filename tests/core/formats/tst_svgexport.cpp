// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/svgexport.h"

#include "core/formats/eventchoice.h"
#include "core/formats/picturepages.h"
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace hop101;
using namespace hop101::formats;

namespace {

bool isXml(const std::string &text)
{
    QXmlStreamReader reader(QByteArray::fromStdString(text));
    while (!reader.atEnd())
        reader.readNext();
    return !reader.hasError();
}

/// The files that an export makes.
struct Files
{
    std::vector<std::string> all{std::string()};
    std::vector<std::string> remarks;
    bool isWhole = false;

    Files(const ExportSource &source, const ExportOptions &options, bool hasNext = true)
    {
        ExportRun run(
            [this](std::string_view bytes) {
                all.back() += bytes;
                return true;
            },
            {});
        if (hasNext)
            run.setNextFile([this] {
                all.emplace_back();
                return true;
            });
        isWhole = exportCapture(ExportFormat::Svg, source, options, run);
        remarks = run.remarks();
    }
};

std::size_t countOf(const std::string &text, const std::string &part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

} // namespace

class TestSvgExport : public QObject
{
    Q_OBJECT
private slots:
    /// Events 1 connected, 2 and 3 heads, 4 switch, then 600 text frames.
    void initTestCase()
    {
        m_session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        std::string flood;
        for (int n = 0; n < 600; ++n)
            flood += std::string("\x81\x03", 2) + (n % 2 == 0 ? "a&b" : "]]>");
        m_session.server(flood);
        m_reader = m_session.read();
        QCOMPARE(m_reader->eventCount(), std::uint64_t(604));
    }
    void aCaptureIsOneFile()
    {
        const Files files(wholeCapture(*m_reader), {});
        QVERIFY(files.isWhole);
        QCOMPARE(files.all.size(), std::size_t(1));
        QVERIFY(isXml(files.all[0]));
        QCOMPARE(countOf(files.all[0], ">text</tspan>"), std::size_t(600));
        QVERIFY(files.all[0].find("Upgraded.") != std::string::npos);
        QVERIFY(files.all[0].find("604 events") != std::string::npos);
    }
    void whatIsTooLongIsSeveralFiles()
    {
        ExportOptions options;
        options.rowsPerFile = 100;
        options.captureName = "a<b.hop101";
        const Files files(wholeCapture(*m_reader), options);
        QVERIFY(files.isWhole);
        QCOMPARE(files.all.size(), std::size_t(7));
        std::size_t rows = 0;
        for (const std::string &file : files.all) {
            QVERIFY(isXml(file));
            rows += countOf(file, ">text</tspan>");
            QVERIFY(file.find("a&lt;b.hop101") != std::string::npos);
        }
        QCOMPARE(rows, std::size_t(600));
        QVERIFY(files.all[6].find("events 601 to 604 of 604") != std::string::npos);
        QVERIFY(files.all[6].find(">7 / 7<") != std::string::npos);
        // The bar of what was switched goes on over every page.
        QVERIFY(countOf(files.all[3], "rx=\"3.5\"") == 2);
    }
    /// A relay's hops have no URL that somebody typed.
    void whatHasNeitherTitleNorUrlIsCalledAsItsFile()
    {
        RecordedSession session("");
        session.opened().client(doctor::kGoodRequest);
        const auto reader = session.read();
        ExportOptions options;
        options.captureName = "plain.hop101";
        const Files files(wholeCapture(*reader), options);
        QVERIFY(files.all[0].find("<title>plain.hop101</title>") != std::string::npos);
        QCOMPARE(countOf(files.all[0], "plain.hop101"), std::size_t(2));
    }
    void aTunnelIsNotWhatThePictureIsAbout()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("relay.hop101").toStdString();
        auto recorder = capture::Recorder::create(path, {});
        QVERIFY(bool(recorder));
        std::vector<base::PartyId> parties;
        for (const auto role : {capture::Role::Client, capture::Role::Proxy, capture::Role::Server})
            parties.push_back(recorder.value()->addParty({{}, "", role, ""}));
        std::chrono::milliseconds time{};
        const auto exchange = [&](std::size_t left, const std::string &request, const std::string &answer) {
            const auto hop =
                recorder.value()->addHop({{}, parties[left], parties[left + 1], "", {}, {}}, nullptr);
            recorder.value()->take(hop, hop::Direction::FromLeft, ++time, hop::Opened{});
            recorder.value()->take(hop, hop::Direction::FromLeft, ++time,
                                   hop::BytesSeen{base::asBytes(request)});
            recorder.value()->take(hop, hop::Direction::FromRight, ++time,
                                   hop::BytesSeen{base::asBytes(answer)});
        };
        exchange(0, "CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n");
        exchange(1, doctor::kGoodRequest, doctor::kGood101);
        recorder.value()->finish();
        const auto reader = capture::Reader::open(path);
        QVERIFY(bool(reader));
        const Files files(wholeCapture(*reader.value()), {});
        QVERIFY(files.all[0].find("Upgraded.") != std::string::npos);
        QVERIFY(files.all[0].find("Tunnel.") == std::string::npos);
    }
    void pagesThatEndTogetherWithTheCaptureLeaveNoneEmpty()
    {
        ExportOptions options;
        options.rowsPerFile = 302;
        QCOMPARE(Files(wholeCapture(*m_reader), options).all.size(), std::size_t(2));
    }
    void withoutMoreFilesTheFirstSaysWhatItLeavesOut()
    {
        ExportOptions options;
        options.rowsPerFile = 100;
        const Files files(wholeCapture(*m_reader), options, false);
        QVERIFY(files.isWhole);
        QVERIFY(isXml(files.all[0]));
        QCOMPARE(files.all.size(), std::size_t(1));
        QCOMPARE(files.remarks.size(), std::size_t(1));
    }
    void aChoiceIsNumberedByItself()
    {
        EventChoice choice;
        choice.ranges = {{10, 19}, {500, 504}};
        const ExportSource source = chosenFrom(*m_reader, choice);
        const Files files(source, {});
        QCOMPARE(countOf(files.all[0], ">text</tspan>"), std::size_t(15));
        QVERIFY(files.all[0].find("15 events") != std::string::npos);
        QVERIFY(files.all[0].find("a selection") != std::string::npos);
    }
    void cancellingEndsIt()
    {
        const ExportSource source = wholeCapture(*m_reader);
        ExportRun run([](std::string_view) { return true; }, [](const ExportProgress &) { return false; });
        QVERIFY(!exportCapture(ExportFormat::Svg, source, {}, run));
        QVERIFY(run.isCancelled());
    }
    void nothingIsAPageToo()
    {
        EventChoice choice;
        choice.ranges = {{9000, 9001}};
        const ExportSource source = chosenFrom(*m_reader, choice);
        const Files files(source, {});
        QVERIFY(files.isWhole && isXml(files.all[0]));
    }

private:
    RecordedSession m_session;
    std::unique_ptr<capture::Reader> m_reader;
};

QTEST_APPLESS_MAIN(TestSvgExport)
#include "tst_svgexport.moc"

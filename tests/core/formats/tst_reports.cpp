// SPDX-License-Identifier: GPL-3.0-or-later
//
// The documents for people: core/formats/markdownreport and plaintext.
#include "core/capture/annotations.h"
#include "core/formats/markdownreport.h"
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"
#include "tests/core/formats/exported.h"

#include <QRegularExpression>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

using namespace hop101;
using namespace hop101::formats;

namespace {

QString text(ExportFormat format, const ExportSource &source)
{
    const Exported result = exported(format, source);
    if (!result.isWhole)
        qFatal("not whole");
    return QString::fromStdString(result.text);
}

} // namespace

class TestReports : public QObject
{
    Q_OBJECT
private slots:
    void aRefusalIsToldFirstAndWhy()
    {
        RecordedSession session;
        session.opened()
            .client(doctor::kGoodRequest)
            .server("HTTP/1.1 426 Upgrade Required\r\nServer: nginx\r\nContent-Length: 4\r\n\r\n<b>!");
        const auto reader = session.read();
        const QString markdown = text(ExportFormat::Markdown, wholeCapture(*reader));
        QVERIFY(markdown.startsWith("# HTTP upgrade: `ws://example.org/chat?room=1`\n"));
        const qsizetype verdict = markdown.indexOf("**Not upgraded.** ");
        QVERIFY2(verdict > 0, qPrintable(markdown));
        QVERIFY(markdown.indexOf("## Request\n\n`GET /chat?room=1 HTTP/1.1`") > verdict);
        QVERIFY(markdown.contains("| `Server` | `nginx` |"));
        QVERIFY(markdown.contains("```\n<b>!\n```"));
        QVERIFY(markdown.contains("```mermaid\nsequenceDiagram\n"));
        const QString plain = text(ExportFormat::Text, wholeCapture(*reader));
        QVERIFY2(plain.startsWith("ws://example.org/chat?room=1\nRecorded 20"), qPrintable(plain));
        QVERIFY(plain.contains("\nNot upgraded. "));
        QVERIFY(plain.contains("← 426 Upgrade Required"));
    }
    void findingsHaveTheirSection()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        session.server(frame(0x81, "masked", true));
        const auto reader = session.read();
        const QString markdown = text(ExportFormat::Markdown, wholeCapture(*reader));
        QVERIFY2(
            markdown.contains(QRegularExpression("## Findings\n\n\\| Event [^\n]*\n[^\n]*\n\\| 5 \\| ✗ \\| "
                                                 "[^\n]* \\| RFC 6455 5\\.1 \\|")),
            qPrintable(markdown));
        const QString plain = text(ExportFormat::Text, wholeCapture(*reader));
        QVERIFY2(plain.contains(QRegularExpression("\n +✗ [^\n]*\\(RFC 6455 5\\.1\\)\n")), qPrintable(plain));
    }
    void notesAndBookmarksAreTold()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101).server(serverText("x"));
        session.read().reset();
        QVERIFY(bool(capture::setNoteText(session.path(), {5}, "see *here*\nand there")));
        QVERIFY(bool(capture::setBookmark(session.path(), {5}, true)));
        const auto reader = std::move(capture::Reader::open(session.path())).value();
        const QString markdown = text(ExportFormat::Markdown, wholeCapture(*reader));
        QVERIFY2(markdown.contains("## Notes\n\n- Event 5 ★: see \\*here\\* and there\n"),
                 qPrintable(markdown));
        QVERIFY(text(ExportFormat::Text, wholeCapture(*reader)).contains("★ see *here* and there\n"));
        // Only of the events that were chosen.
        QVERIFY(!text(ExportFormat::Markdown, chosenFrom(*reader, {{{1, 4}}, {}, {}})).contains("## Notes"));
    }
    void aRelayIsCalledAsWhatItWentTo()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("relay.hop101").toStdString();
        {
            auto recorder = std::move(capture::Recorder::create(path, {})).value();
            const auto left = recorder->addParty({{}, "Client", capture::Role::Client, {}});
            const auto right = recorder->addParty({{}, "Server", capture::Role::Server, {}});
            recorder->addHop({{}, left, right, {}, {}, {}}, nullptr);
            recorder->addHop({{}, left, right, "ws://b.example/", {}, {}}, nullptr);
        }
        const auto reader = std::move(capture::Reader::open(path)).value();
        QVERIFY(text(ExportFormat::Text, wholeCapture(*reader)).startsWith("ws://b.example/\n"));
    }
    void aPartSaysThatItIsOne()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101).server(serverText("`x`"));
        const auto reader = session.read();
        EventChoice choice;
        choice.filter = std::move(capture::parseFilter("text")).value();
        choice.filterText = "text";
        const ExportSource part = chosenFrom(*reader, choice);
        QVERIFY(text(ExportFormat::Markdown, part).contains("1 of 5 events: `text`"));
        const QString plain = text(ExportFormat::Text, part);
        QVERIFY(plain.contains("A part of 5 events: text\n"));
        QCOMPARE(plain.count("→ "), 1); // the parties
    }
    void aReportFitsAComment()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest + std::string());
        std::string answer =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
        for (int i = 0; i < 80; ++i)
            answer += "X-Long-" + std::to_string(i) + ": " + std::string(700, '|') + "\r\n";
        session.server(answer + "\r\n");
        for (int i = 0; i < 3000; ++i)
            session.server(frame(0x81, std::string(100, '<'), true));
        const auto reader = session.read();
        const Exported result = exported(ExportFormat::Markdown, wholeCapture(*reader));
        QVERIFY(result.isWhole);
        QVERIFY2(result.text.size() <= kMaxReport, std::to_string(result.text.size()).c_str());
        QVERIFY(result.text.find("more lines") != std::string::npos);
        QVERIFY(result.text.find("more events with findings") != std::string::npos);
        QCOMPARE(result.progress.events, reader->eventCount());
    }
    void aFailureBeforeAnyRequestIsExplained()
    {
        RecordedSession session;
        session.fails(hop::FailStage::Connect, "Connection refused");
        const auto reader = session.read();
        QVERIFY(text(ExportFormat::Markdown, wholeCapture(*reader)).contains("Connection refused"));
        QVERIFY(text(ExportFormat::Text, wholeCapture(*reader)).contains("Connection refused"));
    }
    void aFullDiskEndsIt_data()
    {
        QTest::addColumn<int>("format");
        for (const ExportFormat format :
             {ExportFormat::Markdown, ExportFormat::Text, ExportFormat::Mermaid, ExportFormat::PlantUml})
            QTest::newRow(info(format).name) << int(format);
    }
    void aFullDiskEndsIt()
    {
        QFETCH(int, format);
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        const auto reader = session.read();
        QVERIFY(!isExportedInto(50, ExportFormat(format), wholeCapture(*reader)));
    }
};

QTEST_GUILESS_MAIN(TestReports)
#include "tst_reports.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/payloadfiles.h"

#include "core/formats/eventchoice.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace hop101;
using namespace hop101::formats;

namespace {

struct Written
{
    bool isWhole = false;
    std::string index, error;
    QMap<QString, QByteArray> files;
    std::vector<std::string> remarks;
};

Written written(const ExportSource &source)
{
    const QTemporaryDir folder;
    Written result;
    ExportRun run(
        [&result](std::string_view bytes) {
            result.index += bytes;
            return true;
        },
        {});
    result.isWhole = writePayloadFiles(source, folder.path().toStdString(), run, result.error);
    result.remarks = run.remarks();
    for (const QString &name : QDir(folder.path()).entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            result.files[name] = file.readAll();
    }
    return result;
}

} // namespace

class TestPayloadFiles : public QObject
{
    Q_OBJECT
private slots:
    void aFileForEachMessage()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        session.client(clientText("{\"a\":1}")).server(serverText("hello"));
        session.server(frame(0x02, std::string("\0\x01", 2), false)).server(frame(0x89, "now", false));
        session.server(frame(0x80, "\xff", false))
            .server(frame(0x8a, "", false))
            .server(frame(0x81, "", false));
        session.server(kServerClose);
        const auto reader = session.read();
        const Written result = written(wholeCapture(*reader));
        QVERIFY2(result.isWhole, result.error.c_str());
        QCOMPARE(
            result.files.keys(),
            (QStringList{"000005-client-text.json", "000006-server-text.txt", "000007-server-binary.bin",
                         "000008-server-ping.txt", "000011-server-text.txt", "000012-server-close.bin"}));
        QCOMPARE(result.files["000007-server-binary.bin"], QByteArray("\0\x01\xff", 3));
        QCOMPARE(result.files["000011-server-text.txt"], QByteArray());
        QVERIFY(result.index.starts_with(
            "event,file,hop,from,kind,timeNs,bytes,complete\n5,000005-client-text.json,"
            "1,client,text,"));
        QVERIFY(result.index.find(",3,true\n8,") != std::string::npos);
        QVERIFY(result.remarks.empty());
    }
    void compressedMessagesAreInflated()
    {
        using capture::fixture::Direction;
        capture::fixture::Recording recording;
        capture::fixture::upgradeCompressed(recording);
        websocket::Deflater deflater({});
        const std::string text = capture::fixture::someText(300'000);
        recording.bytes(Direction::FromRight, capture::fixture::deflated(deflater, text));
        const auto reader = recording.finishAndRead();
        QCOMPARE(written(wholeCapture(*reader)).files["000005-server-text.txt"],
                 QByteArray::fromStdString(text));
    }
    void aFrameThatWasChosenBringsItsMessage()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        session.server(frame(0x01, "one ", false))
            .server(frame(0x80, "message", false))
            .server(serverText("no"));
        const auto reader = session.read();
        const Written result = written(chosenFrom(*reader, {{{6, 6}}, {}, {}}));
        QCOMPARE(result.files.keys(), QStringList{"000005-server-text.txt"});
        QCOMPARE(result.files.first(), QByteArray("one message"));
    }
    void whatIsCutOffIsCalledAPart()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        session.server(serverText("a whole message").substr(0, 9));
        const auto reader = session.read();
        const Written result = written(wholeCapture(*reader));
        QCOMPARE(result.files.keys(), QStringList{"000005-server-text-part.txt"});
        QCOMPARE(result.files.first(), QByteArray("a whole"));
        QVERIFY(result.index.ends_with(",7,false\n"));
        QCOMPARE(result.remarks.size(), std::size_t(1));
    }
    void aBodyIsAFile()
    {
        RecordedSession session;
        session.opened()
            .client(doctor::kGoodRequest)
            .server("HTTP/1.1 403 No\r\nContent-Length: 22\r\n\r\n<!DOCTYPE html><p>no</");
        const auto reader = session.read();
        QCOMPARE(written(wholeCapture(*reader)).files.keys(), QStringList{"000004-server-body.html"});
    }
    void aFolderThatIsNotThereIsAnError()
    {
        RecordedSession session;
        session.opened().client(doctor::kGoodRequest).server(doctor::kGood101).server(serverText("x"));
        const auto reader = session.read();
        ExportRun run([](std::string_view) { return true; }, {});
        std::string error;
        QVERIFY(!writePayloadFiles(wholeCapture(*reader), "/nowhere/at/all", run, error));
        QCOMPARE(error, std::string("No such file or directory"));
    }
    void theSuffixIsThatOfItsKind_data()
    {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<bool>("isWhole");
        QTest::addColumn<QByteArray>("suffix");
        QTest::newRow("nothing") << QByteArray() << true << QByteArray("txt");
        QTest::newRow("text") << QByteArray("[not JSON") << true << QByteArray("txt");
        QTest::newRow("JSON") << QByteArray(" [1, 2]\n") << true << QByteArray("json");
        QTest::newRow("the start of JSON") << QByteArray("{\"a\": ") << false << QByteArray("json");
        QTest::newRow("a character cut in two") << QByteArray("a\xe2\x82") << false << QByteArray("txt");
        QTest::newRow("no UTF-8") << QByteArray("a\xe2\x82") << true << QByteArray("bin");
        QTest::newRow("a NUL") << QByteArray("a\0b", 3) << true << QByteArray("bin");
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n") << true << QByteArray("png");
        QTest::newRow("HTML") << QByteArray("\n<HTML>") << false << QByteArray("html");
    }
    void theSuffixIsThatOfItsKind()
    {
        QFETCH(QByteArray, start);
        QFETCH(bool, isWhole);
        QFETCH(QByteArray, suffix);
        QCOMPARE(QByteArray(payloadSuffix(start.toStdString(), isWhole)), suffix);
    }
};

QTEST_GUILESS_MAIN(TestPayloadFiles)
#include "tst_payloadfiles.moc"

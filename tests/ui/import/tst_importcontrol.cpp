// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/importcontrol.h"

#include "core/capture/reader.h"
#include "tests/ui/import/tlsfile.h"
#include "ui/banner.h"
#include "ui/text/text.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;

namespace {

constexpr const char *kHar = R"({"log":{"version":"1.2","creator":{"name":"t","version":"1"},"entries":[
{"startedDateTime":"2024-01-01T00:00:00.000Z","time":5,
"request":{"method":"GET","url":"ws:@@127.0.0.1:9101/chat","httpVersion":"HTTP/1.1","headers":[
{"name":"Host","value":"127.0.0.1:9101"},{"name":"Upgrade","value":"websocket"},{"name":"Connection","value":"Upgrade"},
{"name":"Sec-WebSocket-Key","value":"dGhlIHNhbXBsZSBub25jZQ=="},{"name":"Sec-WebSocket-Version","value":"13"}],
"queryString":[],"cookies":[],"headersSize":-1,"bodySize":0},
"response":{"status":101,"statusText":"Switching Protocols","httpVersion":"HTTP/1.1","headers":[
{"name":"Upgrade","value":"websocket"},{"name":"Connection","value":"Upgrade"},
{"name":"Sec-WebSocket-Accept","value":"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}],
"cookies":[],"content":{"size":0,"mimeType":""},"redirectURL":"","headersSize":-1,"bodySize":0},
"cache":{},"timings":{"send":0,"wait":1,"receive":1},
"_webSocketMessages":[{"type":"send","time":1704067200.1,"opcode":1,"data":"hello"},
{"type":"receive","time":1704067200.2,"opcode":1,"data":"world"}]}]}})";

} // namespace

class TestImportControl : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_folder.filePath("data").toLocal8Bit()); }

    void aHarBecomesAnUntitledCapture()
    {
        const QString path = file("chat.har", QByteArray(kHar).replace("@@", "\x2f\x2f"));
        QVERIFY(isImportable(path));
        Banner banner;
        QString shown;
        ImportControl imports(
            banner, [&shown](const QString &capture) { return !(shown = capture).isEmpty(); }, nullptr);
        QSignalSpy ended(&imports, &ImportControl::ended);
        imports.import(path);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY2(!shown.isEmpty(), qPrintable(banner.sentence()));
        QVERIFY2(banner.sentence().contains("chat.har"), qPrintable(banner.sentence()));
        const auto reader = capture::Reader::open(toUtf8(shown));
        QVERIFY(bool(reader));
        QVERIFY(reader.value()->eventCount() >= 5);
    }
    void whatIsEncryptedIsSaidAndReadWithAKeyLog()
    {
        const QString path = file("tls.pcap", QByteArray::fromBase64(fixture::kTlsPcap));
        const QString log = file("keys.log", fixture::kTlsKeyLog);
        Banner banner;
        QString shown;
        ImportControl imports(
            banner, [&shown](const QString &capture) { return !(shown = capture).isEmpty(); }, nullptr);
        QStringList answers{QString(), file("wrong.log", "no key\n"), log};
        QStringList folders;
        imports.setKeyLogChooser([&](const QString &folder) {
            folders += folder;
            return answers.takeFirst();
        });
        QSignalSpy ended(&imports, &ImportControl::ended);
        imports.import(path);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY2(banner.sentence().contains("encrypted"), qPrintable(banner.sentence()));
        QVERIFY2(banner.facts().contains("a.example"), qPrintable(banner.facts()));
        QVERIFY(banner.choose("Choose key log…")); // no file was chosen
        QVERIFY2(banner.sentence().contains("encrypted"), qPrintable(banner.sentence()));
        QVERIFY(banner.choose("Choose key log…")); // one that is none
        QTRY_COMPARE(ended.size(), 2);
        QVERIFY2(banner.sentence().contains("key log"), qPrintable(banner.sentence()));
        QVERIFY(shown.isEmpty());
        QVERIFY(banner.choose("Choose key log…"));
        QTRY_COMPARE(ended.size(), 3);
        QCOMPARE(folders.last(), QFileInfo(path).absolutePath());
        QVERIFY2(!shown.isEmpty(), qPrintable(banner.sentence()));
        QVERIFY(!banner.choose("Choose key log…")); // all was read
        const auto reader = capture::Reader::open(toUtf8(shown));
        QVERIFY(reader && reader.value()->eventCount() == 8);
    }
    void aBrokenOneIsSaidAndLeavesNothing()
    {
        const QString path = file("bad.har", "{\"log\":{\"entries\":[{\"star");
        Banner banner;
        ImportControl imports(
            banner, [](const QString &) { return true; }, nullptr);
        QSignalSpy ended(&imports, &ImportControl::ended);
        imports.import(path);
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(!banner.sentence().isEmpty());
    }
    void whatNobodyKnowsIsNotImported()
    {
        QVERIFY(!isImportable(file("notes.txt", "dear diary")));
        QVERIFY(!isImportable(file("x.hop101", QByteArray("SQLite format 3\0", 16))));
        QVERIFY(!isImportable(m_folder.filePath("none")));
    }
    void theDialogOffersEachKind()
    {
        const QString kinds = openableKinds();
        for (const char *suffix : {"*.hop101", "*.har", "*.pcapng"})
            QVERIFY2(kinds.contains(QLatin1String(suffix)), suffix);
    }

private:
    QString file(const QString &name, const QByteArray &content)
    {
        QFile made(m_folder.filePath(name));
        if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
            qFatal("cannot write");
        return made.fileName();
    }
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestImportControl)
#include "tst_importcontrol.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/rowtext.h"

#include "core/websocket/closecode.h"
#include "tests/core/capture/compressed.h"

using namespace hop101;
using namespace hop101::capture::fixture;
using diagram::rowText;
using diagram::RowText;
using websocket::Opcode;

namespace {

QString words(const RowText &text)
{
    return QString::fromStdString(text.kind + " | " + text.detail);
}

/// Each row in words, one a line.
QStringList rows(Recording &recording)
{
    const auto reader = recording.finishAndRead();
    QStringList lines;
    for (std::uint64_t id = 1; id <= reader->eventCount(); ++id)
        lines += words(rowText(*reader, reader->event({id})));
    return lines;
}

/// The words of the one frame sent after an upgrade.
QString frameWords(const base::Bytes &wire)
{
    Recording recording;
    recording.upgrade();
    recording.bytes(Direction::FromRight, wire);
    return rows(recording).value(4);
}

base::Bytes closeFrame(std::uint16_t code, std::string_view reason)
{
    const base::Bytes body = websocket::closeBody(code, reason);
    return frame(Opcode::Close, asText(body));
}

} // namespace

class TestRowText : public QObject
{
    Q_OBJECT
private slots:
    void tlsInATunnelIsNamed()
    {
        Recording recording;
        recording.bytes(Direction::FromLeft, base::toBytes("CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n"));
        recording.bytes(Direction::FromRight, base::toBytes("HTTP/1.1 200 OK\r\n\r\n"));
        recording.bytes(Direction::FromLeft, *base::fromHex("1603010200 0100"));
        recording.bytes(Direction::FromRight, *base::fromHex("0102"));
        const QStringList lines = rows(recording);
        QCOMPARE(lines.filter(QRegularExpression("^TLS \\|")).size(), 1);
        QCOMPARE(lines.filter(QRegularExpression("^raw \\|")).size(), 1);
    }
    void anUpgradeInWords()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromLeft, frame(Opcode::Text, "{\"join\":\"lobby\"}", true));
        recording.bytes(Direction::FromRight, frame(Opcode::Ping, "abcd"));
        recording.bytes(Direction::FromLeft, closeFrame(1001, ""));
        recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Fin});
        const QStringList expected = {
            QString::fromUtf8("connected | 127.0.0.1:40312 → 127.0.0.1:9101"),
            "GET /chat HTTP/1.1 | 5 headers",
            "101 Switching Protocols | websocket",
            "WebSocket from here | ",
            "text | 16 B {\"join\":\"lobby\"}",
            "ping | 4 B abcd",
            "close 1001 | going away",
            "closed | sends no more (FIN)",
        };
        const QStringList found = rows(recording);
        for (int i = 0; i < expected.size(); ++i)
            QCOMPARE(found.value(i), expected.at(i));
        QCOMPARE(found.size(), expected.size());
    }
    void aCompressedMessageIsShownAsItIsRead_data()
    {
        QTest::addColumn<QByteArray>("inflated");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<bool>("isText");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *inflated, qint64 size, bool isText,
                            const char *expected) {
            QTest::newRow(name) << QByteArray(inflated) << size << isText << QString::fromUtf8(expected);
        };
        row("text", "hello hello hello", 17, true, "text | 17 → 4 B hello hello hello");
        row("binary", "\x01\x02", 2, false, "binary | 2 → 4 B 01 02");
        row("empty", "", 0, true, "text | 0 → 4 B");
        row("not inflated to its end", "hello", -1, true, "text | 4 B compressed hello");
        row("not inflated at all", "", -1, true, "text | 4 B compressed 7A 7A 7A 7A");
        row("not kept", "", 17, true, "text | 17 → 4 B");
    }
    void aCompressedMessageIsShownAsItIsRead()
    {
        QFETCH(QByteArray, inflated);
        QFETCH(qint64, size);
        QFETCH(bool, isText);
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(isText ? Opcode::Text : Opcode::Binary, "zzzz"));
        recording.recorder().finish();
        makeCompressed(recording.path(), {{5, size}}, inflated.toStdString());
        const auto reader = recording.read();
        QTEST(words(rowText(*reader, reader->event({5}))), "expected");
    }
    void whereThereIsRoomCompressionIsNamed()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(Opcode::Text, "zzzz"));
        recording.recorder().finish();
        makeCompressed(recording.path(), {{5, 2'000}}, "hello");
        const auto reader = recording.read();
        QCOMPARE(words(rowText(*reader, reader->event({5}), nullptr, diagram::Detail::Full)),
                 QString("text | 2.0 KB (4 B compressed) hello"));
        QCOMPARE(words(rowText(*reader, reader->event({5}))), QString::fromUtf8("text | 2.0 KB → 4 B hello"));
    }
    void theFragmentsOfACompressedMessageShowTheirParts()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(Opcode::Text, "zz", false, false));
        recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "z"));
        recording.recorder().finish();
        makeCompressed(recording.path(), {{5, 4}, {6, 9}}, "one two 3");
        const auto reader = recording.read();
        QCOMPARE(words(rowText(*reader, reader->event({5}))),
                 QString::fromUtf8("text · first part | 4 → 2 B one "));
        QCOMPARE(words(rowText(*reader, reader->event({6}))),
                 QString::fromUtf8("continuation · fin | 5 → 1 B · message 9 B two 3"));
    }
    void aRefusalInWords()
    {
        Recording recording;
        recording.take(Direction::FromLeft, hop::Opened{"", ""});
        recording.bytes(Direction::FromLeft, kRequest);
        recording.bytes(
            Direction::FromRight,
            "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n"
            "hello");
        recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Reset});
        const QStringList found = rows(recording);
        QCOMPARE(found.value(0), QString("connected | "));
        QCOMPARE(found.value(2), QString("302 Found | Location: /login"));
        QCOMPARE(found.value(3), QString("body | 5 B text/html"));
        QCOMPARE(found.value(4), QString("closed | reset (RST)"));
    }
    void framesInWords_data()
    {
        QTest::addColumn<base::Bytes>("wire");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const base::Bytes &wire, const char *expected) {
            QTest::newRow(name) << wire << QString::fromUtf8(expected);
        };
        row("text", frame(Opcode::Text, "hello"), "text | 5 B hello");
        row("an empty message", frame(Opcode::Text, ""), "text | 0 B");
        row("text of a masked frame", frame(Opcode::Text, "hello", true), "text | 5 B hello");
        row("text that would obey", frame(Opcode::Text, "a\x1b[2J\n\xe2\x80\xae"),
            "text | 9 B a␛[2J␊‹U+202E›");
        row("binary", frame(Opcode::Binary, "\x89PNG"), "binary | 4 B 89 50 4E 47");
        row("a first fragment", frame(Opcode::Text, "hel", false, false), "text · first part | 3 B hel");
        row("a stray continuation", frame(Opcode::Continuation, "lo"), "continuation · fin | 2 B 6C 6F");
        row("an empty ping", frame(Opcode::Ping, ""), "ping | ");
        row("a pong that is no text", frame(Opcode::Pong, "\x01\x02"), "pong | 2 B 01 02");
        row("close with a reason", closeFrame(1002, "RSV2"), "close 1002 | protocol error · RSV2");
        row("close without a code", frame(Opcode::Close, ""), "close | no code");
        row("close with a private code", closeFrame(4001, "bye"), "close 4001 | bye");
        row("a reserved opcode", frame(static_cast<Opcode>(3), "x"), "opcode 3 | 1 B 78");
    }
    void framesInWords()
    {
        QFETCH(base::Bytes, wire);
        QTEST(frameWords(wire), "expected");
    }
    void fragmentsKnowTheirMessage()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, frame(Opcode::Text, "hel", false, false));
        recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "lo ", false, false));
        recording.bytes(Direction::FromRight, frame(Opcode::Continuation, "you"));
        const QStringList found = rows(recording);
        QCOMPARE(found.value(5), QString("continuation | 3 B lo "));
        QCOMPARE(found.value(6), QString::fromUtf8("continuation · fin | 3 B · message 9 B you"));
    }
    void failuresInWords_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, hop::FailStage stage, const char *expected) {
            QTest::newRow(name) << int(stage) << QString::fromUtf8(expected);
        };
        row("no such name", hop::FailStage::Resolve, "failed | name not resolved · why");
        row("refused", hop::FailStage::Connect, "failed | not connected · why");
        row("connect timed out", hop::FailStage::ConnectTimeout, "failed | not connected in time · why");
        row("TLS", hop::FailStage::Tls, "failed | TLS failed · why");
        row("TLS timed out", hop::FailStage::TlsTimeout, "failed | TLS not up in time · why");
        row("certificate", hop::FailStage::Certificate, "failed | certificate not trusted · why");
        row("no answer", hop::FailStage::UpgradeTimeout, "failed | no answer in time · why");
        row("no close", hop::FailStage::CloseTimeout, "failed | not closed in time · why");
        row("cancelled", hop::FailStage::Cancelled, "failed | cancelled · why");
        row("input and output", hop::FailStage::Io, "failed | reading or writing failed · why");
    }
    void failuresInWords()
    {
        QFETCH(int, stage);
        Recording recording;
        recording.take(Direction::FromLeft, hop::Failed{hop::FailStage(stage), "why"});
        QTEST(rows(recording).value(0), "expected");
    }
    void tlsAndWhoAcceptedIt()
    {
        Recording recording;
        recording.take(Direction::FromLeft, hop::Opened{"", ""});
        recording.take(Direction::FromLeft,
                       hop::Secured{"TLSv1.3", "TLS_AES_256_GCM_SHA384", "CN=x", "self-signed"});
        const QString found = rows(recording).value(1);
        QVERIFY2(found.startsWith(QString::fromUtf8("TLS up | certificate not trusted, accepted · TLSv1.3")),
                 qPrintable(found));
    }
    void bytesThatAreNoHttp()
    {
        Recording recording;
        recording.take(Direction::FromLeft, hop::Opened{"", ""});
        recording.bytes(Direction::FromRight, "\x16\x03\x01 what is this\r\n\r\n");
        recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Fin});
        const QString all = rows(recording).join("\n");
        QVERIFY2(all.contains("16 03 01"), qPrintable(all));
    }
    void aFrameCutShortSaysSo()
    {
        Recording recording;
        recording.upgrade();
        base::Bytes whole = frame(Opcode::Text, "hello");
        whole.resize(4);
        recording.bytes(Direction::FromRight, whole);
        recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Reset});
        QCOMPARE(rows(recording).value(4), QString::fromUtf8("text | 2 B · cut at byte 4 he"));
    }
    void wordsAreElided()
    {
        const QString found = frameWords(frame(Opcode::Text, std::string(5000, 'x')));
        QVERIFY(found.endsWith(QString::fromUtf8("…")));
        QVERIFY(found.size() <= qsizetype(2 * diagram::kMaxDetail + 10));
    }
    void wordsAreTranslated()
    {
        Recording recording;
        recording.upgrade();
        recording.bytes(Direction::FromRight, closeFrame(1000, ""));
        const auto reader = recording.finishAndRead();
        const diagram::Translate shout = [](const char *context, const char *text) {
            return '<' + std::string(context) + ':' + text + '>';
        };
        QCOMPARE(words(rowText(*reader, reader->event({1}), shout)).section(' ', 0, 0),
                 QString("<row:connected>"));
        QCOMPARE(words(rowText(*reader, reader->event({2}), shout)),
                 QString("GET /chat HTTP/1.1 | <row:5 headers>"));
        QCOMPARE(words(rowText(*reader, reader->event({5}), shout)),
                 QString("<row:close 1000> | <closecode:normal closure>"));
    }
};

QTEST_APPLESS_MAIN(TestRowText)
#include "tst_rowtext.moc"

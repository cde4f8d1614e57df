// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/bodydecoder.h"

#include "core/http/headparser.h"

#include <QTest>

using namespace hop101;
using namespace hop101::http;

namespace {

QString textOf(const BodyFraming &framing)
{
    static const char *const kinds[] = {"none", "length", "chunked", "until close"};
    QString text = kinds[static_cast<int>(framing.kind)];
    if (framing.kind == BodyKind::ContentLength)
        text += QString(" %1").arg(framing.length);
    return framing.isAmbiguous ? text + " ambiguous" : text;
}

struct Outcome
{
    QByteArray data;
    QString end;
    QByteArray rest;
    quint64 wireBytes = 0;
    bool operator==(const Outcome &) const = default;
};

Outcome outcomeOf(const BodyFraming &framing, const QByteArray &wire, qsizetype chunk)
{
    Outcome outcome{{}, "more", {}, 0};
    BodyDecoder decoder(framing);
    for (qsizetype at = 0; at <= wire.size() && outcome.end == "more"; at += chunk) {
        const QByteArray piece = wire.mid(at, chunk);
        auto input = std::as_bytes(std::span(piece.data(), std::size_t(piece.size())));
        BodyStep step = decoder.next(input);
        for (; std::holds_alternative<BodyData>(step); step = decoder.next(input))
            outcome.data += QByteArray::fromStdString(base::toText(std::get<BodyData>(step).bytes));
        if (std::holds_alternative<BodyEnded>(step))
            outcome.end = "ended";
        else if (const auto *fault = std::get_if<BodyFault>(&step))
            outcome.end = QString("fault at %1").arg(fault->offset);
        else if (!input.empty())
            outcome.end = "unread input";
        outcome.rest = QByteArray::fromStdString(base::toText(input)) + wire.mid(at + chunk);
    }
    outcome.wireBytes = decoder.wireBytes();
    if (decoder.dataBytes() != quint64(outcome.data.size()))
        outcome.end += ", wrong count of data bytes";
    return outcome;
}

const BodyFraming kChunked{BodyKind::Chunked, 0, false};

} // namespace

class TestBodyDecoder : public QObject
{
    Q_OBJECT
private slots:
    void responseFraming_data()
    {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QByteArray &status, const QByteArray &fields,
                            const QByteArray &method, const QString &expected) {
            QTest::newRow(name) << status << fields << method << expected;
        };
        const QByteArray length = "Content-Length: 5\r\n", chunked = "Transfer-Encoding: chunked\r\n";
        row("silence is until close", "200 OK", "", "GET", "until close");
        row("a length", "400 Bad", length, "GET", "length 5");
        row("a length of zero", "400 Bad", "Content-Length: 0\r\n", "GET", "length 0");
        row("chunks", "200 OK", chunked, "GET", "chunked");
        row("chunks in another case, behind gzip", "200 OK", "transfer-encoding: gzip , CHUNKED\r\n", "GET",
            "chunked");
        row("chunks in a second field", "200 OK", "Transfer-Encoding: gzip\r\n" + chunked, "GET", "chunked");
        row("chunked is not the last coding", "200 OK", "Transfer-Encoding: chunked, gzip\r\n", "GET",
            "until close");
        row("an empty coding list", "200 OK", "Transfer-Encoding:\r\n", "GET", "until close");
        row("HEAD has no body", "200 OK", length, "HEAD", "none");
        row("a method is case-sensitive", "200 OK", length, "head", "length 5");
        row("101 has no body", "101 Switching", length, "GET", "none");
        row("100 has no body", "100 Continue", length, "GET", "none");
        row("199 has no body", "199 ?", length, "GET", "none");
        row("204 has no body", "204 No Content", chunked, "GET", "none");
        row("304 has no body", "304 Not Modified", length, "GET", "none");
        row("205 and 303 are as others", "205 Reset", length, "GET", "length 5");
        row("success to CONNECT has no body", "200 OK", length, "CONNECT", "none");
        row("299 to CONNECT has no body", "299 OK", chunked, "CONNECT", "none");
        row("a refused CONNECT has one", "407 Proxy", length, "CONNECT", "length 5");
        row("300 to CONNECT has one", "300 Choices", length, "CONNECT", "length 5");
        row("no status is no reason to have none", "abc", length, "GET", "length 5");
        row("a length beside chunks", "200 OK", length + chunked, "GET", "chunked ambiguous");
        row("a length behind chunks", "200 OK", chunked + length, "GET", "chunked ambiguous");
        row("the same length twice", "200 OK", length + length, "GET", "length 5");
        row("the same length in a list", "200 OK", "Content-Length: 5, 5\r\n", "GET", "length 5");
        row("two lengths", "200 OK", length + "Content-Length: 6\r\n", "GET", "until close ambiguous");
        row("two lengths in a list", "200 OK", "Content-Length: 5, 6\r\n", "GET", "until close ambiguous");
        row("a length that is no number", "200 OK", "Content-Length: 5x\r\n", "GET", "until close ambiguous");
        row("a length with a sign", "200 OK", "Content-Length: +5\r\n", "GET", "until close ambiguous");
        row("a negative length", "200 OK", "Content-Length: -5\r\n", "GET", "until close ambiguous");
        row("an empty length", "200 OK", "Content-Length:\r\n", "GET", "until close ambiguous");
        row("the longest length", "200 OK", "Content-Length: 18446744073709551615\r\n", "GET",
            "length 18446744073709551615");
        row("a length above 64 bits", "200 OK", "Content-Length: 18446744073709551616\r\n", "GET",
            "until close ambiguous");
    }
    void responseFraming()
    {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, fields);
        QFETCH(QByteArray, method);
        const std::string head = ("HTTP/1.1 " + status + "\r\n" + fields + "\r\n").toStdString();
        const BodyFraming framing = framingOf(parseResponseHead(base::asBytes(head)), method.toStdString());
        QTEST(textOf(framing), "expected");
    }

    void chunksInHttp10AreAmbiguous()
    {
        const auto head =
            parseResponseHead(base::asBytes("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        QCOMPARE(textOf(framingOf(head, "GET")), "chunked ambiguous");
    }

    void requestFraming_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QString>("expected");
        QTest::newRow("silence is no body") << QByteArray() << "none";
        QTest::newRow("a length") << QByteArray("Content-Length: 3\r\n") << "length 3";
        QTest::newRow("chunks") << QByteArray("Transfer-Encoding: chunked\r\n") << "chunked";
        QTest::newRow("no final chunked")
            << QByteArray("Transfer-Encoding: gzip\r\n") << "until close ambiguous";
        QTest::newRow("both") << QByteArray("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")
                              << "chunked ambiguous";
        QTest::newRow("no number") << QByteArray("Content-Length: x\r\n") << "until close ambiguous";
    }
    void requestFraming()
    {
        QFETCH(QByteArray, fields);
        const std::string head = ("POST / HTTP/1.1\r\n" + fields + "\r\n").toStdString();
        QTEST(textOf(framingOf(parseRequestHead(base::asBytes(head)))), "expected");
    }

    void chunkedBodies_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("end");
        QTest::addColumn<QByteArray>("rest");
        const auto row = [](const char *name, const QByteArray &wire, const QByteArray &data,
                            const QString &end, const QByteArray &rest = {}) {
            QTest::newRow(name) << wire << data << end << rest;
        };
        row("two chunks", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world", "ended");
        row("what follows stays", "1\r\na\r\n0\r\n\r\nHTTP/1.1", "a", "ended", "HTTP/1.1");
        row("no data", "0\r\n\r\n", "", "ended");
        row("hex in both cases and zeros before", "00A\r\n0123456789\r\n0b\r\n0123456789a\r\n000\r\n\r\n",
            "01234567890123456789a", "ended");
        row("extensions", "1;a=b;c=\"d;e\"\r\nx\r\n0;last\r\n\r\n", "x", "ended");
        row("spaces behind the size", "1  \r\nx\r\n0\t;a\r\n\r\n", "x", "ended");
        row("trailers are no data", "1\r\nx\r\n0\r\nA: b\r\nC: d\r\n\r\nrest", "x", "ended", "rest");
        row("trailers may end in a bare LF", "0\r\nA: b\n\nrest", "", "ended", "rest");
        row("CR CR LF does not end the trailers", "0\r\n\r\r\n\r\nrest", "", "ended", "rest");
        row("line ends inside data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n", "ended");
        row("cut in the data", "5\r\nhel", "hel", "more");
        row("cut behind the size", "5\r", "", "more");
        row("cut before the last line end", "1\r\nx\r\n0\r\n", "x", "more");
        row("no digit", "\r\n", "", "fault at 0", "\r\n");
        row("a word for a size", "hello\r\n", "", "fault at 0", "hello\r\n");
        row("a letter behind the size", "5g\r\n", "", "fault at 1", "g\r\n");
        row("a bare LF behind the size", "5\nhello", "", "fault at 1", "\nhello");
        row("a bare LF behind an extension", "5;a\nhello", "", "fault at 3", "\nhello");
        row("DEL in an extension", "5;a\x7f\r\n", "", "fault at 3", "\x7f\r\n");
        row("CR without LF", "5\rhello", "", "fault at 2", "hello");
        row("more data than said", "2\r\nabc\r\n0\r\n\r\n", "ab", "fault at 5", "c\r\n0\r\n\r\n");
        row("LF alone behind the data", "2\r\nab\n0\r\n\r\n", "ab", "fault at 5", "\n0\r\n\r\n");
        row("CR alone behind the data", "2\r\nab\r0\r\n\r\n", "ab", "fault at 6", "0\r\n\r\n");
        row("the largest size", "ffffffffffffffff\r\nab", "ab", "more");
        row("a size above 64 bits", "10000000000000000\r\nab", "", "fault at 16", "0\r\nab");
    }
    void chunkedBodies()
    {
        QFETCH(QByteArray, wire);
        const Outcome whole = outcomeOf(kChunked, wire, wire.size());
        QTEST(whole.data, "data");
        QTEST(whole.end, "end");
        QTEST(whole.rest, "rest");
        QCOMPARE(whole.wireBytes, quint64(wire.size() - whole.rest.size()));
        for (qsizetype chunk = 1; chunk < wire.size(); ++chunk)
            QVERIFY2(outcomeOf(kChunked, wire, chunk) == whole,
                     qPrintable(QString("pieces of %1").arg(chunk)));
        const auto bytes = std::as_bytes(std::span(wire.data(), std::size_t(wire.size())));
        QCOMPARE(QByteArray::fromStdString(base::toText(decodeBody(kChunked, bytes))), whole.data);
    }

    void chunkLinesHaveALimit()
    {
        const auto limit = qsizetype(kMaxChunkLineBytes);
        const QByteArray largest = "1;" + QByteArray(limit - 4, 'x') + "\r\n" + "a\r\n0\r\n\r\n";
        QCOMPARE(outcomeOf(kChunked, largest, 100).end, "ended");
        const QByteArray again = "1;" + QByteArray(limit - 4, 'x') + "\r\na\r\n" + largest;
        QCOMPARE(outcomeOf(kChunked, again, 100).data, "aa");
        const QByteArray tooLarge = "1;" + QByteArray(limit - 3, 'x') + "\r\n" + "a\r\n0\r\n\r\n";
        QCOMPARE(outcomeOf(kChunked, tooLarge, 100).end, QString("fault at %1").arg(limit - 1));
        QCOMPARE(outcomeOf(kChunked, QByteArray(limit, '0') + "1\r\na", 100).end,
                 QString("fault at %1").arg(limit - 1));
    }

    void trailersHaveALimit()
    {
        const auto limit = qsizetype(kMaxTrailerBytes);
        const QByteArray largest = "0\r\n" + QByteArray(limit - 4, 'x') + "\r\n\r\n";
        QCOMPARE(outcomeOf(kChunked, largest, 1000).end, "ended");
        const QByteArray tooLarge = "0\r\n" + QByteArray(limit - 3, 'x') + "\r\n\r\n";
        QCOMPARE(outcomeOf(kChunked, tooLarge, 1000).end, QString("fault at %1").arg(limit + 3));
    }

    void lengthsAndClose_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<qulonglong>("length");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QString>("end");
        QTest::addColumn<QByteArray>("rest");
        const auto row = [](const char *name, BodyKind kind, qulonglong length, const QByteArray &data,
                            const QString &end, const QByteArray &rest) {
            QTest::newRow(name) << static_cast<int>(kind) << length << data << end << rest;
        };
        row("none leaves all", BodyKind::None, 0, "", "ended", "hello");
        row("a shorter length leaves the rest", BodyKind::ContentLength, 4, "hell", "ended", "o");
        row("the exact length ends", BodyKind::ContentLength, 5, "hello", "ended", "");
        row("a length of zero ends at once", BodyKind::ContentLength, 0, "", "ended", "hello");
        row("a longer length waits", BodyKind::ContentLength, 6, "hello", "more", "");
        row("until close takes all", BodyKind::UntilClose, 0, "hello", "more", "");
    }
    void lengthsAndClose()
    {
        QFETCH(int, kind);
        QFETCH(qulonglong, length);
        const BodyFraming framing{static_cast<BodyKind>(kind), length, false};
        for (qsizetype chunk = 1; chunk <= 5; ++chunk) {
            const Outcome outcome = outcomeOf(framing, "hello", chunk);
            QTEST(outcome.data, "data");
            QTEST(outcome.end, "end");
            QTEST(outcome.rest, "rest");
            QCOMPARE(outcome.wireBytes, quint64(outcome.data.size()));
        }
        QCOMPARE(BodyDecoder(framing).endsWithStream(), framing.kind == BodyKind::UntilClose);
        QTEST(QByteArray::fromStdString(base::toText(decodeBody(framing, base::asBytes("hello")))), "data");
    }

    void theEndIsFinal_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<bool>("isFault");
        QTest::newRow("ended") << QByteArray("0\r\n\r\n5\r\nhello") << false;
        QTest::newRow("faulted") << QByteArray("x\r\n") << true;
    }
    void theEndIsFinal()
    {
        QFETCH(QByteArray, wire);
        QFETCH(bool, isFault);
        BodyDecoder decoder(kChunked);
        auto input = std::as_bytes(std::span(wire.data(), std::size_t(wire.size())));
        (void)decoder.next(input);
        const std::size_t left = input.size();
        for (int round = 0; round < 2; ++round) {
            const BodyStep step = decoder.next(input);
            QCOMPARE(std::holds_alternative<BodyFault>(step), isFault);
            QCOMPARE(std::holds_alternative<BodyEnded>(step), !isFault);
            QCOMPARE(input.size(), left);
        }
    }
};

QTEST_APPLESS_MAIN(TestBodyDecoder)
#include "tst_bodydecoder.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headparser.h"

#include <QTest>

using namespace hop101;
using namespace hop101::http;

namespace {

base::ByteSpan spanOf(const QByteArray &bytes)
{
    return std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size())));
}

QString textOf(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

QString faultsOf(LineFault faults)
{
    QStringList names;
    const auto add = [&](LineFault fault, const char *name) {
        if (has(faults, fault))
            names += name;
    };
    add(LineFault::BareLf, "BareLf");
    add(LineFault::ObsFold, "ObsFold");
    add(LineFault::SpaceBeforeColon, "SpaceBeforeColon");
    add(LineFault::NoColon, "NoColon");
    add(LineFault::BadName, "BadName");
    add(LineFault::BadValue, "BadValue");
    return names.isEmpty() ? QString() : " !" + names.join('+');
}

QString startLineOf(const RequestHead &head)
{
    return QString("%1 | %2 | %3").arg(textOf(head.method), textOf(head.target), textOf(head.version));
}

QString startLineOf(const ResponseHead &head)
{
    return QString("%1 | %2 | %3").arg(textOf(head.version)).arg(head.status).arg(textOf(head.reason));
}

/// A line for the start line and one a field; names and values are those that the ranges point at.
template<typename Head>
QStringList linesOf(const Head &head)
{
    QStringList lines{startLineOf(head) + (head.startLineValid ? "" : " invalid")
                      + faultsOf(head.startLineFaults)};
    for (const HeaderField &field : head.fields.lines)
        lines += QString("%1: %2%3").arg(textOf(field.name), textOf(field.value), faultsOf(field.faults));
    return lines;
}

/// Which bytes each range covers, so that a range off by one shows as text.
template<typename Head>
QStringList rangesOf(const Head &head, const QByteArray &bytes)
{
    const auto part = [&bytes](base::ByteRange range) {
        const bool fits = range.end() <= std::uint64_t(bytes.size());
        return fits ? bytes.mid(qsizetype(range.first), qsizetype(range.size)) : QByteArray("outside");
    };
    QStringList lines{part(head.startLine)};
    for (const HeaderField &field : head.fields.lines)
        lines += QString("[%1][%2][%3]").arg(part(field.line), part(field.nameAt), part(field.valueAt));
    return lines;
}

/// What the parser gave, what it left of the input, and what it kept.
struct Outcome
{
    QStringList lines;
    QStringList ranges;
    qsizetype size = 0;
    QByteArray raw;
    QByteArray rest;
    bool operator==(const Outcome &) const = default;
};

template<typename Head>
Outcome outcomeOf(const QByteArray &wire, qsizetype chunk)
{
    Outcome outcome;
    HeadParser<Head> parser;
    for (qsizetype at = 0; at < wire.size(); at += chunk) {
        const QByteArray piece = wire.mid(at, chunk);
        auto input = spanOf(piece);
        const HeadStep<Head> step = parser.next(input);
        if (std::holds_alternative<NeedMoreData>(step)) {
            if (!input.empty())
                outcome.lines += "unread input";
            continue;
        }
        outcome.raw = QByteArray::fromStdString(base::toText(parser.raw()));
        outcome.rest = QByteArray::fromStdString(base::toText(input)) + wire.mid(at + chunk);
        if (const auto *failed = std::get_if<HeadFailed>(&step)) {
            outcome.lines += failed->fault == HeadFault::NotHttp ? "not HTTP" : "too large";
            return outcome;
        }
        const Head &head = std::get<HeadDone<Head>>(step).head;
        outcome.lines += linesOf(head);
        outcome.ranges = rangesOf(head, wire);
        outcome.size = qsizetype(head.size);
        return outcome;
    }
    outcome.raw = QByteArray::fromStdString(base::toText(parser.raw()));
    outcome.lines += "more";
    return outcome;
}

template<typename Head>
void checkAllChunkings(const QByteArray &wire, const QStringList &expected, const QByteArray &rest)
{
    const Outcome whole = outcomeOf<Head>(wire, wire.size());
    QCOMPARE(whole.lines, expected);
    QCOMPARE(whole.rest, rest);
    QCOMPARE(whole.raw + whole.rest, wire);
    for (qsizetype chunk = 1; chunk < wire.size(); ++chunk)
        QVERIFY2(outcomeOf<Head>(wire, chunk) == whole, qPrintable(QString("pieces of %1").arg(chunk)));
}

const QByteArray kRequest = "GET /chat HTTP/1.1\r\n"
                            "Host: server.example.com\r\n"
                            "Upgrade: websocket\r\n"
                            "Connection: Upgrade\r\n"
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            "Origin: http://example.com\r\n"
                            "Sec-WebSocket-Protocol: chat, superchat\r\n"
                            "Sec-WebSocket-Version: 13\r\n"
                            "\r\n";

void headColumns()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<QByteArray>("rest");
}

void row(const char *name, const QByteArray &wire, const QStringList &expected, const QByteArray &rest = {})
{
    QTest::newRow(name) << wire << expected << rest;
}

} // namespace

class TestHeadParser : public QObject
{
    Q_OBJECT
private slots:
    void requests_data()
    {
        headColumns();
        row("RFC 6455 1.2 client handshake", kRequest,
            {"GET | /chat | HTTP/1.1", "Host: server.example.com", "Upgrade: websocket",
             "Connection: Upgrade",
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Origin: http://example.com",
             "Sec-WebSocket-Protocol: chat, superchat", "Sec-WebSocket-Version: 13"});
        row("no field at all", "GET / HTTP/1.1\r\n\r\n", {"GET | / | HTTP/1.1"});
        row("empty lines come before", "\r\n\n\r\nGET / HTTP/1.1\r\na: b\r\n\r\n",
            {"GET | / | HTTP/1.1", "a: b"});
        row("what follows stays in the input", "GET / HTTP/1.1\r\n\r\n\x81\x05hello", {"GET | / | HTTP/1.1"},
            "\x81\x05hello");
        row("a method of 64 letters", QByteArray(64, 'M') + " / HTTP/1.1\r\n\r\n",
            {QString(64, 'M') + " | / | HTTP/1.1"});
        row("a method of 65 letters is no HTTP", QByteArray(65, 'M') + " / HTTP/1.1\r\n\r\n", {"not HTTP"},
            "M / HTTP/1.1\r\n\r\n");
        row("every token character may be in a method", "!#$%&'*+-.^_`|~09aZ * HTTP/1.0\r\n\r\n",
            {"!#$%&'*+-.^_`|~09aZ | * | HTTP/1.0"});
        row("a WebSocket frame is no HTTP", "\x81\x05hello", {"not HTTP"}, "\x81\x05hello");
        row("a TLS ClientHello is no HTTP", QByteArray("\x16\x03\x01\x02\x00", 5), {"not HTTP"},
            QByteArray("\x16\x03\x01\x02\x00", 5));
        row("a word and no space is no HTTP", "hello\r\n", {"not HTTP"}, "\r\n");
        row("a space alone is no method", " / HTTP/1.1\r\n\r\n", {"not HTTP"}, " / HTTP/1.1\r\n\r\n");
        row("CR without LF is no empty line", "\rGET / HTTP/1.1\r\n\r\n", {"not HTTP"},
            "GET / HTTP/1.1\r\n\r\n");
        row("HTTP/2 preface is a request line", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {"PRI | * | HTTP/2.0"},
            "SM\r\n\r\n");
        row("two parts have no version", "GET /\r\n\r\n", {"GET | / |  invalid"});
        row("a method, a space and nothing else", "GET \r\n\r\n", {"GET |  |  invalid"});
        row("an empty target", "GET  HTTP/1.1\r\n\r\n", {"GET |  | HTTP/1.1 invalid"});
        row("two spaces before the target", "GET  / HTTP/1.1\r\n\r\n", {"GET | / | HTTP/1.1 invalid"});
        row("two spaces before the version", "GET /  HTTP/1.1\r\n\r\n", {"GET | / | HTTP/1.1 invalid"});
        row("a space in the target", "GET /a b HTTP/1.1\r\n\r\n", {"GET | /a b | HTTP/1.1 invalid"});
        row("a space in the target and no version", "GET /a b c\r\n\r\n", {"GET | /a b c |  invalid"});
        row("a tab in the target", "GET /a\tb HTTP/1.1\r\n\r\n", {"GET | /a\tb | HTTP/1.1 invalid"});
        row("a space at the end", "GET / HTTP/1.1 \r\n\r\n", {"GET | / HTTP/1.1 |  invalid"});
        row("a version in lower case", "GET / http/1.1\r\n\r\n", {"GET | / | http/1.1 invalid"});
        row("a version of another protocol", "OPTIONS * RTSP/1.0\r\n\r\n",
            {"OPTIONS | * | RTSP/1.0 invalid"});
        row("a version without minor", "GET / HTTP/1\r\n\r\n", {"GET | / | HTTP/1 invalid"});
        row("a version with letters", "GET / HTTP/1.x\r\n\r\n", {"GET | / | HTTP/1.x invalid"});
        row("a control character in the request line", "GET /\x01 HTTP/1.1\r\n\r\n",
            {"GET | /\x01 | HTTP/1.1 invalid !BadValue"});
        row("octets above ASCII in the target", "GET /\xe9 HTTP/1.1\r\n\r\n",
            {QString::fromLatin1("GET | /\xe9 | HTTP/1.1")});
        row("the end is missing", "GET / HTTP/1.1\r\na: b\r\n", {"more"});
    }
    void requests()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QStringList, expected);
        QFETCH(QByteArray, rest);
        checkAllChunkings<RequestHead>(wire, expected, rest);
    }

    void responses_data()
    {
        headColumns();
        row("RFC 6455 1.2 server handshake",
            "HTTP/1.1 101 Switching Protocols\r\n"
            "Upgrade: websocket\r\n"
            "Connection: Upgrade\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
            "Sec-WebSocket-Protocol: chat\r\n"
            "\r\n",
            {"HTTP/1.1 | 101 | Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
             "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Sec-WebSocket-Protocol: chat"});
        row("frames in the same read stay in the input",
            "HTTP/1.1 101 UPGRADED\r\nupgrade: WebSocket\r\n\r\n\x81\x05hello",
            {"HTTP/1.1 | 101 | UPGRADED", "upgrade: WebSocket"}, "\x81\x05hello");
        row("a doubled field stays doubled",
            "HTTP/1.1 200 OK\r\nServer: nginx\r\nSERVER: behind\r\nserver:third\r\n\r\n",
            {"HTTP/1.1 | 200 | OK", "Server: nginx", "SERVER: behind", "server: third"});
        row("an empty reason", "HTTP/1.1 101 \r\n\r\n", {"HTTP/1.1 | 101 | "});
        row("an empty reason without its space", "HTTP/1.1 101\r\n\r\n", {"HTTP/1.1 | 101 | "});
        row("HTTP/1.0", "HTTP/1.0 400 Bad request\r\n\r\n", {"HTTP/1.0 | 400 | Bad request"});
        row("a reason above ASCII",
            "HTTP/1.1 404 N\xe9"
            "ant\r\n\r\n",
            {QString::fromLatin1("HTTP/1.1 | 404 | N\xe9"
                                 "ant")});
        row("a control character in the reason", "HTTP/1.1 404 a\x7f\r\n\r\n",
            {"HTTP/1.1 | 404 | a\x7f !BadValue"});
        row("two spaces before the status", "HTTP/1.1  101 OK\r\n\r\n", {"HTTP/1.1 | 101 | OK invalid"});
        row("a status of two digits", "HTTP/1.1 99 Low\r\n\r\n", {"HTTP/1.1 | -1 | Low invalid"});
        row("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", {"HTTP/1.1 | -1 | OK invalid"});
        row("a status with a letter", "HTTP/1.1 1O1 Switching\r\n\r\n",
            {"HTTP/1.1 | -1 | Switching invalid"});
        row("no status", "HTTP/1.1\r\n\r\n", {"HTTP/1.1 | -1 |  invalid"});
        row("no status but a space", "HTTP/1.1 \r\n\r\n", {"HTTP/1.1 | -1 |  invalid"});
        row("a version without minor", "HTTP/2 200 OK\r\n\r\n", {"HTTP/2 | 200 | OK invalid"});
        row("a WebSocket frame is no HTTP", "\x81\x05hello", {"not HTTP"}, "\x81\x05hello");
        row("HTTP/2 SETTINGS is no HTTP/1", QByteArray::fromHex("000006040000000000"), {"not HTTP"},
            QByteArray::fromHex("000006040000000000"));
        row("the fifth byte tells", "HTTPS 200 OK\r\n\r\n", {"not HTTP"}, "S 200 OK\r\n\r\n");
        row("lower-case http is no HTTP", "http/1.1 200 OK\r\n\r\n", {"not HTTP"}, "http/1.1 200 OK\r\n\r\n");
        row("an empty line before is no HTTP", "\r\nHTTP/1.1 200 OK\r\n\r\n", {"not HTTP"},
            "\r\nHTTP/1.1 200 OK\r\n\r\n");
        row("four plausible bytes are not enough to tell", "HTTP", {"more"});
    }
    void responses()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QStringList, expected);
        QFETCH(QByteArray, rest);
        checkAllChunkings<ResponseHead>(wire, expected, rest);
    }

    void oddLines_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QStringList>("ranges");
        const auto odd = [](const char *name, const QByteArray &lines, const QStringList &fields,
                            const QStringList &ranges) { QTest::newRow(name) << lines << fields << ranges; };
        odd("white space around the value", "a: \t b c \t\r\n", {"a: b c"}, {"[a: \t b c \t\r\n][a][b c]"});
        odd("an empty value", "a:\r\nb: \r\n", {"a: ", "b: "}, {"[a:\r\n][a][]", "[b: \r\n][b][]"});
        odd("colons in the value", "Host: [::1]:80\r\n", {"Host: [::1]:80"},
            {"[Host: [::1]:80\r\n][Host][[::1]:80]"});
        odd("a bare LF", "a: b\nc: d\r\n", {"a: b !BareLf", "c: d"}, {"[a: b\n][a][b]", "[c: d\r\n][c][d]"});
        odd("a folded line", "a: b\r\n  c\r\nd: e\r\n", {"a: b c !ObsFold", "d: e"},
            {"[a: b\r\n  c\r\n][a][b\r\n  c]", "[d: e\r\n][d][e]"});
        odd("folded twice, with a tab and a bare LF", "a: b\r\n\tc\n d\r\n", {"a: b c d !BareLf+ObsFold"},
            {"[a: b\r\n\tc\n d\r\n][a][b\r\n\tc\n d]"});
        odd("folded from an empty value", "a:\r\n b\r\n", {"a: b !ObsFold"}, {"[a:\r\n b\r\n][a][b]"});
        odd("folded to white space only", "a: b\r\n \r\nc: d\r\n", {"a: b !ObsFold", "c: d"},
            {"[a: b\r\n \r\n][a][b]", "[c: d\r\n][c][d]"});
        odd("white space at the first field continues nothing", " a: b\r\n", {" a: b !ObsFold+BadName"},
            {"[ a: b\r\n][ a][b]"});
        odd("a control character in a folded line", "a: b\r\n c\x01\r\n", {"a: b c\x01 !ObsFold+BadValue"},
            {"[a: b\r\n c\x01\r\n][a][b\r\n c\x01]"});
        odd("a space before the colon", "Upgrade \t: websocket\r\n", {"Upgrade: websocket !SpaceBeforeColon"},
            {"[Upgrade \t: websocket\r\n][Upgrade][websocket]"});
        odd("no colon", "Upgrade websocket\r\n", {"Upgrade websocket:  !NoColon"},
            {"[Upgrade websocket\r\n][Upgrade websocket][]"});
        odd("no colon and a control character", "\x02garbage\r\n", {"\x02garbage:  !NoColon+BadValue"},
            {"[\x02garbage\r\n][\x02garbage][]"});
        odd("an empty name", ": b\r\n", {": b !BadName"}, {"[: b\r\n][][b]"});
        odd("a space within the name", "a: b\r\nc d: e\r\n", {"a: b", "c d: e !BadName"},
            {"[a: b\r\n][a][b]", "[c d: e\r\n][c d][e]"});
        odd("a name that is no token", "a(b): c\r\n", {"a(b): c !BadName"}, {"[a(b): c\r\n][a(b)][c]"});
        odd("CR in the value", "a: b\rc\r\n", {"a: b\rc !BadValue"}, {"[a: b\rc\r\n][a][b\rc]"});
        odd("CR CR LF", "a: b\r\r\n", {"a: b\r !BadValue"}, {"[a: b\r\r\n][a][b\r]"});
        odd("a line of CR CR LF does not end the head", "\r\r\na: b\r\n", {"\r:  !NoColon+BadValue", "a: b"},
            {"[\r\r\n][\r][]", "[a: b\r\n][a][b]"});
        odd("DEL in the value", "a: b\x7f\r\n", {"a: b\x7f !BadValue"}, {"[a: b\x7f\r\n][a][b\x7f]"});
        odd("NUL in the value", QByteArray("a: b\0c\r\n", 8), {QString("a: b") + QChar(0) + "c !BadValue"},
            {QString("[a: b") + QChar(0) + "c\r\n][a][b" + QChar(0) + "c]"});
        odd("a tab in the value is fine", "a: b\tc\r\n", {"a: b\tc"}, {"[a: b\tc\r\n][a][b\tc]"});
        odd("octets above ASCII are fine", "a: \xc3\xa9\r\n", {QString::fromLatin1("a: \xc3\xa9")},
            {QString("[a: \u00e9\r\n][a][\u00e9]")});
    }
    void oddLines()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QStringList, fields);
        QFETCH(QStringList, ranges);
        const QByteArray startLine = "HTTP/1.1 101 Odd\r\n";
        const QByteArray wire = startLine + lines + "\r\n" + "rest";
        checkAllChunkings<ResponseHead>(wire, QStringList{"HTTP/1.1 | 101 | Odd"} + fields, "rest");
        const Outcome outcome = outcomeOf<ResponseHead>(wire, wire.size());
        QCOMPARE(outcome.ranges, QStringList{startLine} + ranges);
        QCOMPARE(outcome.size, wire.size() - 4);
    }

    void bareLfEndsStartLineAndHead()
    {
        const QByteArray wire = "GET / HTTP/1.1\na: b\n\nrest";
        checkAllChunkings<RequestHead>(wire, {"GET | / | HTTP/1.1 !BareLf", "a: b !BareLf"}, "rest");
    }

    void emptyLinesBeforeCountInAllRanges()
    {
        const QByteArray wire = "\r\n\nGET / HTTP/1.1\r\na: b\r\n\r\nrest";
        const Outcome outcome = outcomeOf<RequestHead>(wire, 1);
        QCOMPARE(outcome.ranges, (QStringList{"GET / HTTP/1.1\r\n", "[a: b\r\n][a][b]"}));
        QCOMPARE(outcome.size, wire.size() - 4);
        QCOMPARE(outcome.raw, wire.chopped(4));
    }

    void headsHaveALimit_data()
    {
        QTest::addColumn<bool>("isRequest");
        QTest::newRow("requests") << true;
        QTest::newRow("responses") << false;
    }
    void headsHaveALimit()
    {
        QFETCH(bool, isRequest);
        const auto outcomeFor = [isRequest](const QByteArray &wire, qsizetype chunk) {
            return isRequest ? outcomeOf<RequestHead>(wire, chunk) : outcomeOf<ResponseHead>(wire, chunk);
        };
        const QByteArray start = isRequest ? "GET / HTTP/1.1\r\na: " : "HTTP/1.1 200 OK\r\na: ";
        const auto limit = qsizetype(kMaxHeadBytes);
        const QByteArray largest = start + QByteArray(limit - start.size() - 4, 'x') + "\r\n\r\n";
        const QByteArray tooLarge = start + QByteArray(limit + 1 - start.size() - 4, 'x') + "\r\n\r\n";
        for (const qsizetype chunk : {qsizetype(1), qsizetype(1000), limit, limit + 10}) {
            const Outcome fits = outcomeFor(largest + "rest", chunk);
            QCOMPARE(fits.lines.size(), 2);
            QCOMPARE(fits.size, limit);
            QCOMPARE(fits.rest, "rest");
            const Outcome fails = outcomeFor(tooLarge + "rest", chunk);
            QCOMPARE(fails.lines, QStringList{"too large"});
            QCOMPARE(fails.raw, tooLarge.first(limit));
            QCOMPARE(fails.rest, "\nrest");
        }
    }

    void endlessEmptyLinesEnd()
    {
        const QByteArray wire = QByteArray(qsizetype(kMaxHeadBytes) + 5, '\n');
        const Outcome outcome = outcomeOf<RequestHead>(wire, 100);
        QCOMPARE(outcome.lines, QStringList{"too large"});
        QCOMPARE(outcome.rest, "\n\n\n\n\n");
    }

    void aFailureIsFinalUntilReset()
    {
        ResponseHeadParser parser;
        const QByteArray wrong = "HTTX", right = "HTTP/1.1 204 None\r\n\r\n";
        auto input = spanOf(wrong);
        QVERIFY(!parser.hasStarted());
        QVERIFY(std::holds_alternative<HeadFailed>(parser.next(input)));
        QVERIFY(parser.hasStarted());
        QCOMPARE(base::toText(parser.raw()), "HTT");
        QCOMPARE(base::toText(input), "X");
        input = spanOf(right);
        QVERIFY(std::holds_alternative<HeadFailed>(parser.next(input)));
        QCOMPARE(input.size(), std::size_t(right.size()));
        parser.reset();
        QVERIFY(!parser.hasStarted());
        QVERIFY(std::holds_alternative<HeadDone<ResponseHead>>(parser.next(input)));
        parser.reset();
        input = spanOf(right);
        QVERIFY(std::holds_alternative<HeadDone<ResponseHead>>(parser.next(input)));
    }

    void wholeHeadsParseAsPieceByPiece()
    {
        const RequestHead request = parseRequestHead(spanOf(kRequest + "rest"));
        QCOMPARE(linesOf(request), outcomeOf<RequestHead>(kRequest, 7).lines);
        QCOMPARE(qsizetype(request.size), kRequest.size());
        const QByteArray wire = "HTTP/1.1 426 Upgrade Required\r\nA: b\r\n\r\nrest";
        const ResponseHead response = parseResponseHead(spanOf(wire));
        QCOMPARE(linesOf(response), (QStringList{"HTTP/1.1 | 426 | Upgrade Required", "A: b"}));
        QCOMPARE(qsizetype(response.size), wire.size() - 4);
    }

    void cutHeadsGiveWhatThereIs_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("nothing") << QByteArray() << QStringList{" | -1 |  invalid"};
        QTest::newRow("in the status line")
            << QByteArray("HTTP/1.1 10") << QStringList{"HTTP/1.1 | -1 |  invalid"};
        QTest::newRow("behind CR") << QByteArray("HTTP/1.1 101 OK\r") << QStringList{"HTTP/1.1 | 101 | OK"};
        QTest::newRow("in a name") << QByteArray("HTTP/1.1 101 OK\r\nA: b\r\nUpgr")
                                   << QStringList{"HTTP/1.1 | 101 | OK", "A: b", "Upgr:  !NoColon"};
        QTest::newRow("in a value") << QByteArray("HTTP/1.1 101 OK\r\nA: b")
                                    << QStringList{"HTTP/1.1 | 101 | OK", "A: b"};
        QTest::newRow("before the empty line")
            << QByteArray("HTTP/1.1 101 OK\r\nA: b\r\n") << QStringList{"HTTP/1.1 | 101 | OK", "A: b"};
        QTest::newRow("in the empty line")
            << QByteArray("HTTP/1.1 101 OK\r\nA: b\r\n\r") << QStringList{"HTTP/1.1 | 101 | OK", "A: b"};
    }
    void cutHeadsGiveWhatThereIs()
    {
        QFETCH(QByteArray, wire);
        QFETCH(QStringList, expected);
        const ResponseHead head = parseResponseHead(spanOf(wire));
        QCOMPARE(linesOf(head), expected);
        QCOMPARE(qsizetype(head.size), wire.size());
    }

    void cutRequestsOfEmptyLinesGiveNothing()
    {
        const QByteArray wire = "\r\n\r\n\r";
        const RequestHead head = parseRequestHead(spanOf(wire));
        QCOMPARE(linesOf(head), QStringList{" |  |  invalid"});
        QCOMPARE(qsizetype(head.size), wire.size());
    }
};

QTEST_APPLESS_MAIN(TestHeadParser)
#include "tst_headparser.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/import.h"

#include <QTest>

#include <algorithm>

using namespace hop101;
using namespace hop101::plan;

class TestImport : public QObject
{
    Q_OBJECT
private slots:
    void eachTextBecomesItsPlan_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("headers"); // lines behind Host
        const auto row = [](const char *name, const char *text, ImportKind kind, const char *url,
                            const char *headers) {
            QTest::newRow(name) << QByteArray(text) << static_cast<int>(kind) << QByteArray(url)
                                << QByteArray(headers);
        };
        row("curl of bash",
            "curl 'http://h:8080/chat' \\\n  -H 'Upgrade: websocket' \\\n  -H 'X-A: it'\\''s'\n",
            ImportKind::CurlBash, "ws://h:8080/chat", "Upgrade: websocket\nX-A: it's\n");
        row("a prompt and a comment before it", "$ curl -H \"X-A: \\\"b\\\"\" https://h/",
            ImportKind::CurlBash, "wss://h/", "X-A: \"b\"\n");
        row("escapes of bash's $'…'", "curl $'ws://h/a\\x62' -H $'X-A: caf\\u00e9'", ImportKind::CurlBash,
            "ws://h/ab", "X-A: caf\xc3\xa9\n");
        row("curl of cmd", "curl ^\"https://h/chat?a=1^&b=2^\" ^\r\n  -H ^\"X-A: ^\\^\"b^\\^\"^\"",
            ImportKind::CurlCmd, "wss://h/chat?a=1&b=2", "X-A: \"b\"\n");
        row("curl of PowerShell", "curl.exe 'http://h/chat' `\n  -H 'X-A: it''s'", ImportKind::CurlPowerShell,
            "ws://h/chat", "X-A: it's\n");
        row("copy as PowerShell",
            "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n"
            "$session.UserAgent = \"Mozilla/5.0\"\n"
            "$session.Cookies.Add((New-Object System.Net.Cookie(\"sid\", \"a;b\", \"/\", \"h\")))\n"
            "$session.Cookies.Add((New-Object System.Net.Cookie(\"t\", \"1\", \"/\", \"h\")))\n"
            "Invoke-WebRequest -UseBasicParsing -Uri \"wss://h/chat\" `\r\n-WebSession $session "
            "`\r\n-Headers @{\n"
            "\"Upgrade\"=\"websocket\"\n  \":path\"=\"/x\"\n  "
            "\"X-A\"=\"a`\"b$([char]8364)$([char]55357)$([char]56832)\"\n}",
            ImportKind::WebRequest, "wss://h/chat",
            "User-Agent: Mozilla/5.0\nUpgrade: websocket\nX-A: a\"b\xe2\x82\xac\xf0\x9f\x98\x80\nCookie: "
            "sid=a;b; t=1\n");
        row("Invoke-WebRequest by hand, on one line",
            "iwr http://h/ -Headers @{'X-A'='it''s'; Upgrade = 'websocket'}", ImportKind::WebRequest,
            "ws://h/", "X-A: it's\nUpgrade: websocket\n");
        row("a body of PowerShell",
            "Invoke-WebRequest -Uri 'http://h/' -Method 'GET' -Body "
            "([System.Text.Encoding]::UTF8.GetBytes(\"x\")) "
            "-ContentType 'text/plain'",
            ImportKind::WebRequest, "ws://h/", "Content-Type: text/plain\n");
        row("curl's own options", "curl -sSi -b a=b -u me:pw -A agent ws://h/", ImportKind::CurlBash,
            "ws://h/", "Authorization: Basic bWU6cHc=\nUser-Agent: agent\nCookie: a=b\n");
        row("copy as fetch",
            "fetch(\"https://h/chat\", {\n  \"headers\": {\n    \"accept\": \"*/*\",\n    \"x-a\": "
            "\"b\\u00e9\"\n  },\n"
            "  \"referrer\": \"https://h/\",\n  \"body\": null,\n  \"method\": \"GET\"\n});",
            ImportKind::Fetch, "wss://h/chat", "accept: */*\nx-a: b\xc3\xa9\nReferer: https://h/\n");
        row("a fetch with an await and single quotes",
            "const r = await fetch('http://h/', {headers: {'X-A': 'b',},})", ImportKind::Fetch, "ws://h/",
            "X-A: b\n");
        const char *entry =
            "{\"request\":{\"method\":\"GET\",\"url\":\"wss://h/chat?a=b#c\",\"headers\":[{\"name\":\"Host\","
            "\"value\":\"h\"},{\"name\":\"Upgrade\",\"value\":\"websocket\"},[\"X-A\",\"b\"],{\"name\":\":"
            "path\","
            "\"value\":\"/x\"}]}}";
        row("an entry of a HAR", entry, ImportKind::HarEntry, "wss://h/chat?a=b",
            "Upgrade: websocket\nX-A: b\n");
        row("a request of a HAR", "{\"url\":\"ws://h/\",\"headers\":[]}", ImportKind::HarEntry, "ws://h/",
            "");
        const QByteArray log =
            QByteArray("{\"log\":{\"entries\":[{\"request\":{\"url\":\"http://h/other\"}},") + entry + "]}}";
        row("a HAR with one WebSocket", log.constData(), ImportKind::HarEntry, "wss://h/chat?a=b",
            "Upgrade: websocket\nX-A: b\n");
        row("a raw request with lost CRs", "GET /chat HTTP/1.1\nHost: h:81\nX-A: b\n", ImportKind::RawRequest,
            "ws://h:81/chat", "X-A: b\n");
        row("a raw request whose Origin is https",
            "GET /chat HTTP/1.1\r\nHost: h\r\nOrigin: https://h\r\n\r\n", ImportKind::RawRequest,
            "wss://h/chat", "Origin: https://h\n");
    }
    void eachTextBecomesItsPlan()
    {
        QFETCH(QByteArray, text);
        const auto result = importText(text.toStdString());
        QVERIFY2(result, result ? "" : describe(result.error().fault));
        const Imported &imported = result.value();
        QTEST(static_cast<int>(imported.kind), "kind");
        QTEST(QByteArray::fromStdString(parseUrl(imported.plan.url).value().text()), "url");
        QVERIFY(!imported.plan.headers.empty());
        QCOMPARE(imported.plan.headers.front().name, "Host");
        std::string lines;
        for (std::size_t i = 1; i < imported.plan.headers.size(); ++i)
            lines += imported.plan.headers[i].name + ": " + imported.plan.headers[i].value + '\n';
        QTEST(QByteArray::fromStdString(lines), "headers");
    }

    void aUrlAndAWebSocketCallAreGoodUpgrades()
    {
        QCOMPARE(importText(" ws://h/chat\n").value().plan, defaultPlan("ws://h/chat"));
        const Plan called =
            importText("let s = new WebSocket(\"ws://h/chat\", [\"a\", \"b\"]);").value().plan;
        QCOMPARE(called.headers.back().name, "Sec-WebSocket-Protocol");
        QCOMPARE(called.headers.back().value, "a, b");
        QVERIFY(missingUpgradeHeaders(called).empty());
    }

    void theOneLinerWithoutKeyAndVersionIsExplained()
    {
        auto imported =
            importText("curl -i -N -H 'Connection: Upgrade' -H 'Upgrade: websocket' http://localhost:8080/ws")
                .value();
        const ImportNote missing{Remark::HeadersMissing, "Sec-WebSocket-Key, Sec-WebSocket-Version"};
        QVERIFY(std::count(imported.notes.begin(), imported.notes.end(), missing) == 1);
        fillUpgrade(imported);
        QVERIFY(missingUpgradeHeaders(imported.plan).empty());
        QVERIFY(std::count(imported.notes.begin(), imported.notes.end(), missing) == 0);
        QCOMPARE(imported.notes.back(), (ImportNote{Remark::HeadersFilled, missing.detail}));
    }

    void whatIsLeftOutIsNoted_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("remark");
        QTest::addColumn<QByteArray>("detail");
        const auto row = [](const char *name, const char *text, Remark remark, const char *detail) {
            QTest::newRow(name) << QByteArray(text) << static_cast<int>(remark) << QByteArray(detail);
        };
        row("a body", "curl -d x http://h/", Remark::BodyLeftOut, "");
        row("the body of a fetch", "fetch('http://h/', {method: 'POST', body: 'x'})", Remark::BodyLeftOut,
            "");
        row("an option that is unknown", "curl --nonsense http://h/", Remark::OptionUnknown, "--nonsense");
        row("a proxy", "curl -x p:1 http://h/", Remark::OptionLeftOut, "-x");
        row("HTTP/2", "curl --http2 http://h/", Remark::OnlyHttp11, "--http2");
        row("a second URL", "curl http://h/ http://i/", Remark::ValueLeftOut, "http://i/");
        row("a variable", "curl -H \"X-A: $TOKEN\" http://h/", Remark::VariableKept, "$TOKEN");
        row("a pinned key", "curl -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' http://h/",
            Remark::KeyPinned, "");
        row("a raw request that rows cannot hold", "GET / HTTP/1.1\nHost: h\nX-A:b\n\n", Remark::KeptRaw, "");
        row("a pseudo-header", "fetch('http://h/', {headers: {':path': '/'}})", Remark::HeaderLeftOut,
            ":path");
    }
    void whatIsLeftOutIsNoted()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, remark);
        QFETCH(QByteArray, detail);
        const auto result = importText(text.toStdString());
        QVERIFY(result);
        const auto &notes = result.value().notes;
        const ImportNote note{static_cast<Remark>(remark), detail.toStdString()};
        QVERIFY(std::find(notes.begin(), notes.end(), note) != notes.end());
        QVERIFY(std::string_view(describe(note.remark)).size() > 10);
    }

    void aRawRequestIsKeptByteForByte()
    {
        const std::string text = "GET / HTTP/1.1\r\nHost:h\r\n X: folded\r\n\r\n";
        const auto plan = importText(text).value().plan;
        QVERIFY(plan.rawRequest);
        QCOMPARE(std::string(base::asText(*plan.rawRequest)), text);
    }

    void errorsPointAtAPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("at");
        const auto row = [](const char *name, const char *text, ImportFault fault, int at) {
            QTest::newRow(name) << QByteArray(text) << static_cast<int>(fault) << at;
        };
        row("nothing", " \n", ImportFault::Empty, 0);
        row("prose", "please connect to it", ImportFault::NotRecognised, 0);
        row("cut JSON", "{\"request\":", ImportFault::NotJson, 0);
        row("JSON of something else", "{\"name\":\"x\"}", ImportFault::NoHarRequest, 0);
        row("an entry of a HAR with a URL that is none", "{\"request\":{\"url\":\"data:x\"}}",
            ImportFault::BadUrl, 24);
        row("an open quote", "curl 'http://h/", ImportFault::OpenQuote, 5);
        row("an open quote of cmd", "curl ^\"http://h/ ^\r\n", ImportFault::OpenQuote, 5);
        row("a pipe", "curl http://h/ | jq", ImportFault::ShellSyntax, 15);
        row("a substitution", "curl -H \"A: $(id)\" http://h/", ImportFault::ShellSyntax, 12);
        row("no URL", "curl -i", ImportFault::NoUrl, 0);
        row("a URL of another scheme", "curl ftp://h/", ImportFault::BadUrl, 5);
        row("an option at the end", "curl http://h/ -H", ImportFault::NoValue, 15);
        row("a table that is not closed", "iwr http://h/ -Headers @{'a'='b'", ImportFault::OpenBracket, 23);
        row("a quote of PowerShell that is not closed", "iwr 'http://h/", ImportFault::OpenQuote, 4);
        row("Invoke-WebRequest without a URL", "Invoke-WebRequest -UseBasicParsing", ImportFault::NoUrl, 0);
        row("a parameter without its value", "iwr http://h/ -Method", ImportFault::NoValue, 14);
        row("a call within a string", "iwr \"http://$(hostname)/\"", ImportFault::ShellSyntax, 12);
        row("a file of headers", "curl -H @f http://h/", ImportFault::HeaderFile, 8);
        row("a header without colon", "curl -H abc http://h/", ImportFault::BadHeader, 8);
        row("an open bracket", "fetch('http://h/', {headers: {", ImportFault::OpenBracket, 29);
        row("an expression", "fetch(`http://h/${x}`)", ImportFault::BadLiteral, 16);
        row("a line end in a header", "fetch('http://h/', {headers: {'a': 'b\\r\\nc: d'}})",
            ImportFault::LineEnd, 35);
        row("a request without Host", "GET / HTTP/1.1\r\n\r\n", ImportFault::NoHost, 0);
    }
    void errorsPointAtAPlace()
    {
        QFETCH(QByteArray, text);
        const auto result = importText(text.toStdString());
        QVERIFY(!result);
        QTEST(static_cast<int>(result.error().fault), "fault");
        QTEST(static_cast<int>(result.error().at), "at");
        QVERIFY(std::string_view(describe(result.error().fault)).size() > 10);
    }

    void aTextThatIsTooLargeIsRefused()
    {
        QVERIFY(importText(std::string(kMaxImportBytes + 1, 'a')).error().fault == ImportFault::TooLarge);
    }
};

QTEST_APPLESS_MAIN(TestImport)
#include "tst_import.moc"

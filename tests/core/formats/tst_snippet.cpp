// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/snippet.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats;

class TestSnippet : public QObject
{
    Q_OBJECT
private slots:
    void eachKindSaysTheWholeRequest_data()
    {
        QTest::addColumn<QString>("word");
        for (const SnippetKindName &kind : snippetKinds())
            QTest::newRow(kind.word) << kind.word;
    }
    void eachKindSaysTheWholeRequest()
    {
        QFETCH(QString, word);
        const Snippet snippet = written(word, chat());
        QVERIFY2(snippet.text.ends_with('\n'), snippet.text.c_str());
        for (const char *part : {"127.0.0.1", "8123", "/chat?room=1"})
            QVERIFY2(snippet.text.find(part) != std::string::npos, snippet.text.c_str());
        if (word != "node" && word != "websocat" && word != "python" && word != "curl-ws")
            QVERIFY2(snippet.text.find("dGhlIHNhbXBsZSBub25jZQ==") != std::string::npos,
                     snippet.text.c_str());
    }

    void hostileValuesStayInTheirQuotes_data() { eachKindSaysTheWholeRequest_data(); }
    /// Wherever the value stands, it stands escaped: never as it is.
    void hostileValuesStayInTheirQuotes()
    {
        QFETCH(QString, word);
        plan::Plan plan = chat();
        const std::string hostile = "\"'; system('id') ?>\r\n$(id)`id`\\";
        plan.headers.push_back({"X-Trap", hostile, true, plan::ValueSource::Literal});
        const Snippet snippet = written(word, plan);
        QVERIFY2(snippet.text.find(hostile) == std::string::npos, snippet.text.c_str());
        QVERIFY2(snippet.text.find('\r') == std::string::npos, snippet.text.c_str());
        for (std::size_t at = snippet.text.find("\n$(id)"); at != std::string::npos; at = std::string::npos)
            QFAIL(snippet.text.c_str());
    }

    void whatAToolCannotDoIsNamedInAComment_data() { eachKindSaysTheWholeRequest_data(); }
    void whatAToolCannotDoIsNamedInAComment()
    {
        QFETCH(QString, word);
        plan::Plan plan = chat();
        plan.requestCuts.push_back({10, std::chrono::milliseconds(200)});
        plan.rawRequest = base::toBytes("GET /chat HTTP/1.1\nHost: a\n\n");
        const Snippet snippet = written(word, plan);
        const bool writesBytes = word == "php-streams" || word == "python";
        QCOMPARE(snippet.left.empty(), writesBytes);
        for (const std::string &sentence : snippet.left)
            QVERIFY2(snippet.text.find(sentence) != std::string::npos, sentence.c_str());
    }

    void commandLinesAreQuotedForTheirShell()
    {
        QVERIFY(text("curl", Shell::Bash).find("'Connection: Upgrade'") != std::string::npos);
        QVERIFY(text("curl", Shell::Cmd).find("^\"Connection: Upgrade^\"") != std::string::npos);
        QVERIFY(text("curl", Shell::PowerShell).find("curl.exe") != std::string::npos);
    }

    /// Two keys are refused, and curl makes one whatever it is given.
    void curlsOwnWebSocketIsLeftItsKey()
    {
        plan::Plan plan = chat();
        QVERIFY(text("curl-ws", Shell::Bash).find("-Key") == std::string::npos);
        plan.key = "dGhlIHNhbXBsZSBub25jZQ==";
        const Snippet snippet = written("curl-ws", plan);
        QVERIFY2(snippet.text.find(plan.key) == std::string::npos, snippet.text.c_str());
        QCOMPARE(snippet.left.size(), std::size_t(2));
        QVERIFY2(snippet.left.front().find("Sec-WebSocket-Key") != std::string::npos,
                 snippet.left.front().c_str());
    }

    void namesAreKnown()
    {
        QVERIFY(snippetKindFrom("php-streams") == SnippetKind::PhpStreams);
        QVERIFY(!snippetKindFrom("perl"));
        QVERIFY(shellFrom("powershell") == Shell::PowerShell);
        QVERIFY(!shellFrom("fish"));
    }

private:
    static plan::Plan chat() { return plan::defaultPlan("ws://127.0.0.1:8123/chat?room=1"); }
    static Snippet written(const QString &word, const plan::Plan &plan, Shell shell = Shell::Bash)
    {
        return snippetOf(*snippetKindFrom(word.toStdString()), plan, plan::parseUrl(plan.url).value(),
                         "dGhlIHNhbXBsZSBub25jZQ==", shell);
    }
    static std::string text(const char *word, Shell shell) { return written(word, chat(), shell).text; }
};

QTEST_APPLESS_MAIN(TestSnippet)
#include "tst_snippet.moc"

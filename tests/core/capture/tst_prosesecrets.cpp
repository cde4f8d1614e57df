// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/prosesecrets.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

namespace {

class Filled final : public SecretSink
{
public:
    explicit Filled(std::string from) : text(std::move(from)) { }
    void secret(RedactionPlace, std::string_view name) override
    {
        names << QString::fromStdString(std::string(name));
    }
    void range(std::uint64_t first, std::uint64_t size, char fill) override
    {
        QVERIFY(first + size <= text.size());
        text.replace(static_cast<std::size_t>(first), static_cast<std::size_t>(size),
                     static_cast<std::size_t>(size), fill);
    }

    std::string text;
    QStringList names;
};

Filled redacted(const std::string &text)
{
    const auto matcher = RedactionMatcher::make(defaultRedactionRules());
    Filled filled(text);
    ToldSink told(filled);
    ProseSecrets secrets(*matcher.value(), told);
    secrets.find(text, 0, text.size(), 0);
    return filled;
}

} // namespace

class TestProseSecrets : public QObject
{
    Q_OBJECT
private slots:
    void secretsAreFoundAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *text, const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("a bearer token anywhere", "sent BEARER abcdefg1.x, no answer",
            "sent BEARER xxxxxxxxxx, no answer");
        row("the word bearer", "a bearer certificate of 1900", "a bearer certificate of 1900");
        row("a challenge", "Bearer realm=\"x\", error=\"y\"", "Bearer realm=\"x\", error=\"y\"");
        row("basic credentials anywhere", "(Basic bWU6aHVudGVyMg==)", "(Basic xxxxxxxxxxxxxxxx)");
        row("the word basic", "Basic authentication, basic mathematics",
            "Basic authentication, basic mathematics");
        row("a web token", "t eyJhbGciOiJI.eyJzdWIiOiIx.dozjgNry-_ end",
            "t xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx end");
        row("no web token", "eyJust.a.name", "eyJust.a.name");
        row("a field within a line", "the password: hunter2, he said", "the password: xxxxxxx, he said");
        row("a port of a host called so", "ws://token:8080/ and auth:443", "ws://token:8080/ and auth:443");
        row("a dictionary of Python", "{'token': 'it\"s', 'a': 'b', 'pwd': None}",
            "{'token': 'xxxx', 'a': 'b', 'pwd': None}");
        row("an array of PHP", "[HTTP_AUTHORIZATION] => Bearer abc\n'token' => 'abc', [a] => b",
            "[HTTP_AUTHORIZATION] => Bearer xxx\n'token' => 'xxx', [a] => b");
        row("a command line", "curl -H 'Cookie: a=b; c=d' -H 'X-Api-Key:abc' -u me:abc https://h:80/",
            "curl -H 'Cookie: xxxxxxxx' -H 'X-Api-Key:xxx' -u me:xxx https://h:80/");
        row("a cookie within JSON", "{\"a\":\"GET /\\r\\nCookie: a=b; c=\\\"d\\\"\\r\\nHost: h\"}",
            "{\"a\":\"GET /\\r\\nCookie: xxxxxxxxxxxx\\r\\nHost: h\"}");
        row("a cookie within markup", "<pre>Cookie: a=b; c=\"d\"</pre>", "<pre>Cookie: xxxxxxxxxx</pre>");
        row("Digest with its parameters", "got Authorization: Digest a=\"b\", response=\"c\"\nnext",
            "got Authorization: Digest xxxxxxxxxxxxxxxxxxx\nnext");
        row("Authorization in a quote", "-H 'Authorization: Bearer abc' b",
            "-H 'Authorization: Bearer xxx' b");
        row("a word like Authorization", "preauthorization: Bearer abc", "preauthorization: Bearer abc");
        row("an element of XML", "<wsse:Password Type=\"t\">it</wsse:Password><a>b</a>",
            "<wsse:Password Type=\"t\">xx</wsse:Password><a>b</a>");
        row("an element in an element", "<session><a>b</a></session>", "<session><a>b</a></session>");
        row("name and value",
            "[{\"name\": \"Cookie\", \"value\": \"a=\\\"b\\\"\"},{\"name\":\"a\",\"value\":\"b\"}]",
            "[{\"name\": \"Cookie\", \"value\": \"xxxxxxx\"},{\"name\":\"a\",\"value\":\"b\"}]");
        row("value and name", "{\"value\":\"a\\\"b\", \"name\":\"Cookie\"}",
            "{\"value\":\"xxxx\", \"name\":\"Cookie\"}");
        row("data of XML", "<Token><![CDATA[it<]]></Token>", "<Token><![CDATA[xxx]]></Token>");
        row("an input of HTML", "<input name=\"password\" value=\"it\"><input name='a' value='b'>",
            "<input name=\"password\" value=\"xx\"><input name='a' value='b'>");
        row("an element that is named by an attribute", "<string name='token'>it</string>",
            "<string name='token'>xx</string>");
        row("an assignment", "API_KEY = it; a = b; pwd = true", "API_KEY = xx; a = b; pwd = true");
        row("digits become digits", "password: 1234, b", "password: 1111, b");
        row("a text that ends early", "Authorization:", "Authorization:");
        row("marks alone", ":>=>: >J <>:", ":>=>: >J <>:");
        row("beyond ASCII", "password: Zoë; grüße", "password: xxxx; grüße");
    }
    void secretsAreFoundAsPeopleWriteThem()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const Filled filled = redacted(text.toStdString());
        QCOMPARE(QString::fromStdString(filled.text), expected);
        QCOMPARE(!filled.names.isEmpty(), text != expected);
        for (std::size_t size = 0; size < text.toStdString().size(); ++size)
            redacted(text.toStdString().substr(0, size));
    }
    void whatSomebodyElseHasToldIsNotToldAgain()
    {
        const auto matcher = RedactionMatcher::make(defaultRedactionRules());
        const std::string text = "Bearer abcdefg1234";
        Filled filled(text);
        ToldSink told(filled);
        told.range(7, 11, kFill);
        QVERIFY(told.isTold(7) && told.isTold(17) && !told.isTold(6) && !told.isTold(18));
        ProseSecrets(*matcher.value(), told).find(text, 0, text.size(), 0);
        QCOMPARE(filled.names.size(), 0);
        told.prune(18);
        ProseSecrets(*matcher.value(), told).find(text, 0, text.size(), 0);
        QCOMPARE(filled.names, QStringList{QStringLiteral("Bearer")});
    }
};

QTEST_APPLESS_MAIN(TestProseSecrets)
#include "tst_prosesecrets.moc"

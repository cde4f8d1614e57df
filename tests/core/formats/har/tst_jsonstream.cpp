// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/jsonstream.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace hop101::formats;
using Token = JsonStream::Token;

namespace {

JsonStream over(const std::string &text, std::size_t step = 1'000'000)
{
    auto at = std::make_shared<std::size_t>(0);
    return JsonStream([=](std::span<char> into) {
        const std::size_t got = std::min({step, into.size(), text.size() - *at});
        std::copy_n(text.data() + *at, got, into.data());
        *at += got;
        return got;
    });
}

/// The same text again, in the shortest form; for comparison with another parser.
nlohmann::json valueOf(JsonStream &json, Token token)
{
    switch (token) {
    case Token::BeginObject: {
        nlohmann::json object = nlohmann::json::object();
        for (Token next = json.next(); next == Token::Key; next = json.next()) {
            const std::string name = json.text();
            object[name] = valueOf(json, json.next());
        }
        return object;
    }
    case Token::BeginArray: {
        nlohmann::json array = nlohmann::json::array();
        for (Token next = json.next(); next != Token::EndArray && next != Token::Fault; next = json.next())
            array.push_back(valueOf(json, next));
        return array;
    }
    case Token::String:
        return json.readText(1'000'000);
    case Token::Number:
        return nlohmann::json::parse(json.text());
    case Token::True:
        return true;
    case Token::False:
        return false;
    default:
        return nullptr;
    }
}

} // namespace

class TestJsonStream : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatJsonIs_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::newRow("empty object") << std::string(" {} ");
        QTest::newRow("values") << std::string("[1,-2.5e3,true,false,null,\"a\",{\"b\":[]},[{}]]");
        QTest::newRow("escapes") << std::string("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20ac\\ud83d\\ude00\"");
        QTest::newRow("nested") << std::string("{\"a\":{\"b\":{\"c\":[[[1]]]}},\"d\":\"\"}");
        QTest::newRow("a number alone") << std::string("42");
        QTest::newRow("a long string") << '"' + std::string(300'000, 'x') + '"';
    }
    void readsWhatJsonIs()
    {
        QFETCH(std::string, text);
        for (const std::size_t step : {1UL, 2UL, 7UL, 1'000'000UL}) {
            JsonStream json = over(text, step);
            const nlohmann::json value = valueOf(json, json.next());
            QVERIFY(value == nlohmann::json::parse(text));
            QVERIFY(json.next() == Token::End);
            QVERIFY(!json.fault());
        }
    }
    void toleratesWhatProgramsWrite_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("value");
        QTest::newRow("a byte order mark") << std::string("\xef\xbb\xbf\"a\"") << std::string("a");
        QTest::newRow("a control character") << std::string("\"a\tb\"") << std::string("a\tb");
        QTest::newRow("bytes that are no UTF-8") << std::string("\"\xff\"") << std::string("\xff");
        QTest::newRow("a lone high surrogate") << std::string("\"\\ud83dx\"") << std::string("\xef\xbf\xbdx");
        QTest::newRow("a lone low surrogate") << std::string("\"\\ude00\"") << std::string("\xef\xbf\xbd");
        QTest::newRow("a high surrogate before an escape")
            << std::string("\"\\ud83d\\n\"") << std::string("\xef\xbf\xbd\n");
        QTest::newRow("two high surrogates")
            << std::string("\"\\ud83d\\ud83d\\ude00\"") << std::string("\xef\xbf\xbd\xf0\x9f\x98\x80");
    }
    void toleratesWhatProgramsWrite()
    {
        QFETCH(std::string, text);
        QFETCH(std::string, value);
        JsonStream json = over(text, 1);
        QVERIFY(json.next() == Token::String);
        QCOMPARE(json.readText(100), value);
        QVERIFY(json.next() == Token::End);
    }
    void tellsWhereItBreaks_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *text, int offset, const char *says) {
            QTest::newRow(name) << std::string(text) << offset << QString(says);
        };
        row("nothing", "", 0, "a value was expected, and the file ends");
        row("no value", "{\"a\":}", 5, "a value was expected, and “}” was found");
        row("no colon", "{\"a\" 1}", 5, "a colon was expected, and “1” was found");
        row("no comma", "[1 2]", 3, "a comma or ] was expected, and “2” was found");
        row("no name", "{1:2}", 1, "a name in quotes was expected, and “1” was found");
        row("a comma too many", "[1,]", 3, "a value was expected, and “]” was found");
        row("cut in a string", "[\"abc", 5, "the end of a string was expected, and the file ends");
        row("cut in an object", "{\"a\":1", 6, "a comma or } was expected, and the file ends");
        row("no escape", "[\"\\x\"]", 3, "an escape such as \\n was expected, and “x” was found");
        row("no hex digit", "[\"\\u00g0\"]", 6, "a hex digit was expected, and “g” was found");
        row("no word", "[nul]", 4, "“null” was expected, and “]” was found");
        row("the wrong end", "[1}", 2, "a comma or ] was expected, and “}” was found");
        row("a byte that is none", "[\x01]", 1, "byte 0x01 was found");
    }
    void tellsWhereItBreaks()
    {
        QFETCH(std::string, text);
        QFETCH(int, offset);
        QFETCH(QString, says);
        JsonStream json = over(text);
        Token token = json.next();
        for (int i = 0; i < 100 && token != Token::Fault; ++i)
            token = json.next();
        QVERIFY(json.fault());
        QCOMPARE(json.fault()->offset, std::uint64_t(offset));
        QVERIFY2(QString::fromStdString(json.fault()->expected).contains(says),
                 json.fault()->expected.c_str());
        QVERIFY(json.next() == Token::Fault);
    }
    void depthIsBounded()
    {
        JsonStream good = over(std::string(kMaxJsonStreamDepth, '[') + std::string(kMaxJsonStreamDepth, ']'));
        QVERIFY(good.skip(good.next()) && !good.fault());
        JsonStream bad = over(std::string(kMaxJsonStreamDepth + 1, '['));
        QVERIFY(!bad.skip(bad.next()));
        QCOMPARE(bad.fault()->offset, std::uint64_t{kMaxJsonStreamDepth});
    }
    void aStringThatIsNotReadIsSkipped()
    {
        JsonStream json = over("[\"not \\\" read\", 7]");
        json.next();
        QVERIFY(json.next() == Token::String);
        QVERIFY(json.next() == Token::Number);
        QCOMPARE(json.text(), std::string("7"));
    }
    void aLongStringComesInPieces()
    {
        JsonStream json = over('"' + std::string(1'000'000, 'x') + '"');
        QVERIFY(json.next() == Token::String);
        std::string piece;
        std::size_t all = 0;
        while (json.readPiece(piece)) {
            QVERIFY(piece.size() <= 70'000);
            all += piece.size();
        }
        QCOMPARE(all, std::size_t{1'000'000});
    }
    void whatIsTooLongIsDropped()
    {
        JsonStream json = over("[\"abcdef\", 1]");
        json.next();
        json.next();
        QCOMPARE(json.readText(3), std::string("abc"));
        QVERIFY(json.next() == Token::Number);
    }
};

QTEST_APPLESS_MAIN(TestJsonStream)
#include "tst_jsonstream.moc"

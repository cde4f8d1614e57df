// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"

#include <QTest>

using namespace hop101::base;

class TestAscii : public QObject
{
    Q_OBJECT
private slots:
    /// "tchar" of RFC 9110 section 5.6.2, against all 256 octets.
    void characterClasses()
    {
        const std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        const std::string_view digits = "0123456789", marks = "!#$%&'*+-.^_`|~";
        for (int octet = 0; octet < 256; ++octet) {
            const char c = static_cast<char>(octet);
            const auto isIn = [c](std::string_view set) { return set.find(c) != std::string_view::npos; };
            QCOMPARE(isAlpha(c), isIn(letters));
            QCOMPARE(isDigit(c), isIn(digits));
            QCOMPARE(isTokenChar(c), isIn(letters) || isIn(digits) || isIn(marks));
        }
    }

    void lowerCaseChangesTheLettersOnly()
    {
        for (int octet = 0; octet < 256; ++octet) {
            const char c = static_cast<char>(octet);
            QCOMPARE(toLower(c), octet >= 'A' && octet <= 'Z' ? static_cast<char>(octet + 32) : c);
        }
        QCOMPARE(toLower(std::string_view("Sec-WebSocket-\xc4[Z]")), "sec-websocket-\xc4[z]");
        QCOMPARE(toLower(std::string_view()), "");
    }

    void tokens_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isOne");
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("a letter") << QByteArray("a") << true;
        QTest::newRow("a header name") << QByteArray("Sec-WebSocket-Key") << true;
        QTest::newRow("a space within") << QByteArray("a b") << false;
        QTest::newRow("a colon at the end") << QByteArray("a:") << false;
        QTest::newRow("NUL within") << QByteArray("a\0b", 3) << false;
        QTest::newRow("above ASCII") << QByteArray("\xc3\xa9") << false;
    }
    void tokens()
    {
        QFETCH(QByteArray, text);
        QTEST(isToken(text.toStdString()), "isOne");
    }

    void equalIgnoringCase()
    {
        QVERIFY(equalsIgnoringCase("", ""));
        QVERIFY(equalsIgnoringCase("Upgrade", "uPGRADE"));
        QVERIFY(!equalsIgnoringCase("Upgrade", "Upgrad"));
        QVERIFY(!equalsIgnoringCase("Upgrad", "Upgrade"));
        QVERIFY(!equalsIgnoringCase("@", "`"));
        QVERIFY(!equalsIgnoringCase("[", "{"));
        QVERIFY(!equalsIgnoringCase("\xc4", "\xe4")); // letters of Latin-1, not of ASCII
    }

    void trimsSpacesAndTabsOnly()
    {
        QCOMPARE(trimmed(""), "");
        QCOMPARE(trimmed(" \t "), "");
        QCOMPARE(trimmed("a"), "a");
        QCOMPARE(trimmed("\t a b \t"), "a b");
        QCOMPARE(trimmed("\r\na\v"), "\r\na\v");
    }

    void listElements_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QStringList>("elements");
        const auto row = [](const char *name, const QByteArray &value, const QStringList &elements) {
            QTest::newRow(name) << value << elements;
        };
        row("empty", "", {});
        row("one", "upgrade", {"upgrade"});
        row("two", "keep-alive, Upgrade", {"keep-alive", "Upgrade"});
        row("no space", "a,b", {"a", "b"});
        row("tabs around", "a\t,\tb ", {"a", "b"});
        row("RFC 9110 5.6.1.2: empty elements", "foo ,bar,", {"foo", "bar"});
        row("RFC 9110 5.6.1.2: more empty elements", "foo , ,bar,charlie", {"foo", "bar", "charlie"});
        row("commas only", ", ,\t,", {});
        row("spaces within", "a b, c", {"a b", "c"});
        row("a comma inside quotes", "a;x=\"1,2\", b", {"a;x=\"1,2\"", "b"});
        row("an escaped quote inside quotes", "\"a\\\",b\",c", {"\"a\\\",b\"", "c"});
        row("an escaped backslash ends nothing else", "\"a\\\\\",b", {"\"a\\\\\"", "b"});
        row("a backslash outside quotes escapes nothing", "a\\,b", {"a\\", "b"});
        row("quotes that do not end", "a,\"b,c", {"a", "\"b,c"});
        row("a backslash at the end of such quotes", "a,\"b,c\\", {"a", "\"b,c\\"});
        row("a backslash alone in such quotes", "\"\\", {"\"\\"});
    }
    void listElements()
    {
        QFETCH(QByteArray, value);
        QStringList elements;
        const std::string text = value.toStdString();
        for (const std::string_view element : hop101::base::listElements(text)) {
            QVERIFY(element.data() >= text.data()
                    && element.data() + element.size() <= text.data() + text.size());
            elements += QString::fromLatin1(element.data(), qsizetype(element.size()));
        }
        QTEST(elements, "elements");
    }

    void listTokens()
    {
        QVERIFY(listHasToken("keep-alive, Upgrade", "upgrade"));
        QVERIFY(listHasToken("UPGRADE", "upgrade"));
        QVERIFY(!listHasToken("keep-alive", "upgrade"));
        QVERIFY(!listHasToken("upgrades, xupgrade, up grade", "upgrade"));
        QVERIFY(!listHasToken("\"upgrade\"", "upgrade"));
        QVERIFY(!listHasToken("", ""));
    }
};

QTEST_APPLESS_MAIN(TestAscii)
#include "tst_ascii.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/words.h"

#include <QTest>

using namespace hop101::doctor;

class TestWords : public QObject
{
    Q_OBJECT
private slots:
    void placesAreFilled()
    {
        const Translate english = asWritten;
        const Words say(english);
        QCOMPARE(say("plain"), std::string("plain"));
        QCOMPARE(say("%1 and %2", {"a", "b"}), std::string("a and b"));
        QCOMPARE(say("%2 before %1, %1 again", {"a", "b"}), std::string("b before a, a again"));
        QCOMPARE(say("a place without a value stays: %3, %", {"a"}),
                 std::string("a place without a value stays: %3, %"));
        QCOMPARE(say("%1", {"a value with %1 in it"}), std::string("a value with %1 in it"));
    }
    void theTranslationIsFilledAndNotTheSource()
    {
        const Translate german = [](const char *text) {
            return text == std::string("%1 of %2") ? "%2 zu %1" : std::string(text);
        };
        QCOMPARE(Words(german)("%1 of %2", {"a", "b"}), std::string("b zu a"));
    }
    void listsReadAsSentencesDo()
    {
        const Translate english = asWritten;
        const Words say(english);
        QCOMPARE(say.list({}), std::string());
        QCOMPARE(say.list({"a"}), std::string("a"));
        QCOMPARE(say.list({"a", "b"}), std::string("a and b"));
        QCOMPARE(say.list({"a", "b", "c"}), std::string("a, b and c"));
    }
    void whatATerminalObeysBecomesVisible_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("visible");
        QTest::newRow("plain text stays") << QByteArray("nginx/1.22") << QByteArray("nginx/1.22");
        QTest::newRow("letters beyond ASCII stay") << QByteArray("zwölf €𝄞") << QByteArray("zwölf €𝄞");
        QTest::newRow("an escape sequence") << QByteArray("\x1b[2J") << QByteArray("\\x1b[2J");
        QTest::newRow("a NUL") << QByteArray("a\0b", 3) << QByteArray("a\\x00b");
        QTest::newRow("delete") << QByteArray("\x7f") << QByteArray("\\x7f");
        QTest::newRow("a C1 control in UTF-8") << QByteArray("\xc2\x9b") << QByteArray("\\x9b");
        QTest::newRow("line ends and tabs become spaces") << QByteArray("a\r\n\tb") << QByteArray("a   b");
        QTest::newRow("what turns the reading direction")
            << QByteArray("\xe2\x80\xae") << QByteArray("\\u202e");
        QTest::newRow("a byte that is no UTF-8") << QByteArray("\xff") << QByteArray("\\xff");
        QTest::newRow("an overlong slash (RFC 3629 3)") << QByteArray("\xc0\xaf") << QByteArray("\\xc0\\xaf");
        QTest::newRow("a surrogate") << QByteArray("\xed\xa0\x80") << QByteArray("\\xed\\xa0\\x80");
        QTest::newRow("beyond U+10FFFF")
            << QByteArray("\xf4\x90\x80\x80") << QByteArray("\\xf4\\x90\\x80\\x80");
        QTest::newRow("a sequence that is cut") << QByteArray("a\xe2\x82") << QByteArray("a\\xe2\\x82");
    }
    void whatATerminalObeysBecomesVisible()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QByteArray, visible);
        QCOMPARE(QByteArray::fromStdString(shown(raw.toStdString())), visible);
    }
    void longTextIsElidedByCharacters()
    {
        QCOMPARE(shown("äöü", 3), std::string("äöü"));
        QCOMPARE(shown("äöüß", 3), std::string("äöü…"));
        QCOMPARE(shown("", 0), std::string());
        QCOMPARE(shown("a", 0), std::string("…"));
    }
};

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"

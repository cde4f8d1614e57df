// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/quoting.h"

#include <QTest>

using namespace hop101::formats;

class TestQuoting : public QObject
{
    Q_OBJECT
private slots:
    void words_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("bash");
        QTest::addColumn<QByteArray>("cmd");
        QTest::addColumn<QByteArray>("powerShell");
        QTest::newRow("plain") << QByteArray("Upgrade") << QByteArray("Upgrade") << QByteArray("Upgrade")
                               << QByteArray("'Upgrade'");
        QTest::newRow("nothing") << QByteArray("") << QByteArray("''") << QByteArray("^\"^\"")
                                 << QByteArray("''");
        QTest::newRow("a single quote") << QByteArray("a'b") << QByteArray("'a'\\''b'")
                                        << QByteArray("^\"a'b^\"") << QByteArray("'a''b'");
        QTest::newRow("a typographic quote ends a PowerShell string")
            << QByteArray("a\xe2\x80\x99z") << QByteArray("'a\xe2\x80\x99z'")
            << QByteArray("^\"a\xe2\x80\x99z^\"") << QByteArray("'a\xe2\x80\x99\xe2\x80\x99z'");
        QTest::newRow("a substitution") << QByteArray("$(id) `id`") << QByteArray("'$(id) `id`'")
                                        << QByteArray("^\"$^(id^) `id`^\"") << QByteArray("'$(id) `id`'");
        QTest::newRow("a double quote and a command behind it")
            << QByteArray("\" & calc") << QByteArray("'\" & calc'") << QByteArray("^\"\\^\" ^& calc^\"")
            << QByteArray("'\" & calc'");
        QTest::newRow("a backslash at the end") << QByteArray("a b\\") << QByteArray("'a b\\'")
                                                << QByteArray("^\"a b\\\\^\"") << QByteArray("'a b\\'");
    }
    void words()
    {
        QFETCH(QByteArray, text);
        const std::string given = text.toStdString();
        QTEST(QByteArray::fromStdString(bashWord(given)), "bash");
        QTEST(QByteArray::fromStdString(cmdWord(given)), "cmd");
        QTEST(QByteArray::fromStdString(powerShellWord(given)), "powerShell");
    }

    void hiddenCharactersAreEscapes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("bash");
        QTest::addColumn<QByteArray>("php");
        QTest::addColumn<QByteArray>("python");
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("a line end") << QByteArray("a\r\nb") << QByteArray("$'a\\r\\nb'")
                                    << QByteArray("\"a\\r\\nb\"") << QByteArray("\"a\\r\\nb\"")
                                    << QByteArray("\"a\\r\\nb\"");
        QTest::newRow("an override of the direction")
            << QByteArray("\xe2\x80\xae") << QByteArray("$'\\xe2\\x80\\xae'")
            << QByteArray("\"\\xe2\\x80\\xae\"") << QByteArray("\"\\u202e\"") << QByteArray("\"\\u202e\"");
        QTest::newRow("the quote of the language")
            << QByteArray("\"\\") << QByteArray("'\"\\'") << QByteArray("\"\\\"\\\\\"")
            << QByteArray("\"\\\"\\\\\"") << QByteArray("\"\\\"\\\\\"");
        QTest::newRow("a PHP variable") << QByteArray("$x") << QByteArray("'$x'") << QByteArray("\"\\$x\"")
                                        << QByteArray("\"$x\"") << QByteArray("\"$x\"");
    }
    void hiddenCharactersAreEscapes()
    {
        QFETCH(QByteArray, text);
        const std::string given = text.toStdString();
        QTEST(QByteArray::fromStdString(bashWord(given)), "bash");
        QTEST(QByteArray::fromStdString(phpString(given)), "php");
        QTEST(QByteArray::fromStdString(pythonText(given)), "python");
        QTEST(QByteArray::fromStdString(scriptText(given)), "script");
    }

    void bytesThatAreNoTextAreEscapes()
    {
        QCOMPARE(bashWord("\xff"), "$'\\xff'");
        QCOMPARE(phpString("\xff"), "\"\\xff\"");
        QCOMPARE(pythonBytes("\xff\x01"), "b\"\\xff\\x01\"");
        QCOMPARE(scriptLatin1("\xff"), "\"\\xff\"");
    }

    void aWordOfWindowsHoldsNoLineEnd()
    {
        QVERIFY(fitsWord(Shell::Bash, "a\nb"));
        QVERIFY(!fitsWord(Shell::Cmd, "a\nb"));
        QVERIFY(!fitsWord(Shell::PowerShell, "\xff"));
        QVERIFY(!fitsWord(Shell::Bash, std::string_view("\0", 1)));
    }

    void aCommentCannotBeEnded()
    {
        const std::string word = commentWord("x?>\n*/<script>");
        for (const char *end : {"?>", "\n", "*/", "<"})
            QVERIFY2(word.find(end) == std::string::npos, end);
    }
};

QTEST_APPLESS_MAIN(TestQuoting)
#include "tst_quoting.moc"

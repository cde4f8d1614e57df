// SPDX-License-Identifier: GPL-3.0-or-later
//
// That it renders is shown by tests/interop/formats_markdown.py.
#include "core/formats/markdowntext.h"

#include <QTest>

using namespace hop101::formats;

class TestMarkdownText : public QObject
{
    Q_OBJECT
private slots:
    void proseIsNoMarkup_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("markdown");
        QTest::newRow("plain") << "All 27 rules hold (RFC 6455)."
                               << "All 27 rules hold (RFC 6455).";
        QTest::newRow("emphasis") << "*a* _b_ ~c~"
                                  << "\\*a\\* \\_b\\_ \\~c\\~";
        QTest::newRow("HTML") << "<b>&amp;"
                              << "\\<b\\>\\&amp;";
        QTest::newRow("a name") << "@you"
                                << "@<!-- -->you";
        QTest::newRow("a number") << "#12"
                                  << "#<!-- -->12";
        QTest::newRow("a link") << "http://x"
                                << "http:<!-- -->//x";
        QTest::newRow("a link without a scheme") << "www.x"
                                                 << "www<!-- -->.x";
        QTest::newRow("lines") << "a\r\nb"
                               << "a  b";
    }
    void proseIsNoMarkup()
    {
        QFETCH(QString, text);
        QFETCH(QString, markdown);
        QCOMPARE(QString::fromStdString(markdown::prose(text.toStdString())), markdown);
    }
    void codeIsAsItStands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("cell");
        const auto row = [](const char *text, const char *code, const char *cell) {
            QTest::newRow(text) << text << code << cell;
        };
        row("", "", "");
        row("*x* <b>", "`*x* <b>`", "`*x* <b>`");
        row("a`b``c", "```a`b``c```", "```a`b``c```");
        row("`a`", "`` `a` ``", "`` `a` ``");
        row(" a ", "`  a  `", "`  a  `");
        row("a|b||c", "`a|b||c`", "`a\\|b\\|\\|c`");
        row("\\|", "`\\|`", "<code>&#92;&#124;</code>");
        row("a\nb", "`a␊b`", "`a␊b`");
        row("too long", "`too lon…`", "`too lon…`");
    }
    void codeIsAsItStands()
    {
        QFETCH(QString, text);
        QFETCH(QString, code);
        QFETCH(QString, cell);
        const std::size_t limit = text == "too long" ? 7 : 100;
        QCOMPARE(QString::fromStdString(markdown::code(text.toStdString(), limit)), code);
        QCOMPARE(QString::fromStdString(markdown::codeCell(text.toStdString(), limit)), cell);
    }
    void aFenceIsLongerThanWhatItHolds()
    {
        QCOMPARE(markdown::fenced("a\r\nb\x1b", "nginx"), std::string("```nginx\na\nb␛\n```\n"));
        QCOMPARE(markdown::fenced("````", ""), std::string("`````\n````\n`````\n"));
    }
    void aTable()
    {
        QCOMPARE(markdown::tableHead({"a", "b"}) + markdown::tableRow({"1", ""}),
                 std::string("| a | b |\n| --- | --- |\n| 1 |  |\n"));
    }
};

QTEST_APPLESS_MAIN(TestMarkdownText)
#include "tst_markdowntext.moc"

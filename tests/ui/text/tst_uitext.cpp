// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/text.h"

#include <QTest>

using namespace hop101::ui;

class TestText : public QObject
{
    Q_OBJECT
private slots:
    void hostileTextIsShownAndNotObeyed_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const char *wire, const char *line) {
            QTest::newRow(name) << QByteArray(wire) << QString::fromUtf8(line);
        };
        row("plain", "hello", "hello");
        row("umlauts stay", "Grüße", "Grüße");
        row("mark-up is only text", "<b>x</b>&amp;", "<b>x</b>&amp;");
        row("line ends", "a\r\nb", "a␍␊b");
        row("escape sequences", "\x1b[2J", "␛[2J");
        row("delete", "\x7f", "␡");
        row("C1 controls", "\xc2\x9b", "‹U+009B›");
        row("a right-to-left override",
            "a\xe2\x80\xae"
            "b",
            "a‹U+202E›b");
        row("an isolate", "\xe2\x81\xa6", "‹U+2066›");
        row("a zero-width space",
            "a\xe2\x80\x8b"
            "b",
            "a‹U+200B›b");
        row("a tag character", "\xf3\xa0\x81\x81", "‹U+E0041›");
        row("bytes that are no UTF-8",
            "a\xff"
            "b",
            "a\xef\xbf\xbd"
            "b");
        row("an emoji outside the first plane", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80");
    }
    void hostileTextIsShownAndNotObeyed()
    {
        QFETCH(QByteArray, wire);
        QTEST(shown({wire.constData(), std::size_t(wire.size())}), "line");
    }
    void nulIsShown() { QCOMPARE(shown(std::string_view("a\0b", 3)), QString::fromUtf8("a␀b")); }
    void linesCanBeKept() { QCOMPARE(shownLines("a\r\nb\tc\rd"), QString::fromUtf8("a\nb\tc␍d")); }
    void conversionsAreInverse()
    {
        const QString text = QString::fromUtf8("Grüße, 世界 😀");
        QCOMPARE(fromUtf8(toUtf8(text)), text);
    }
    void elisionKeepsCharactersWhole()
    {
        QCOMPARE(elided("hello", 5), QString("hello"));
        QCOMPARE(elided("hello!", 5), QString::fromUtf8("hello…"));
        QCOMPARE(elided(QString::fromUtf8("ab😀"), 3), QString::fromUtf8("ab…"));
    }
    void withoutATranslationTheTextIsItself()
    {
        QCOMPARE(text("rule", "Status is 101"), QString("Status is 101"));
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_uitext.moc"

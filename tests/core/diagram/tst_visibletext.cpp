// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/visibletext.h"

#include "core/websocket/utf8.h"

#include <QTest>

using namespace hop101;
using namespace hop101::diagram;

class TestVisibleText : public QObject
{
    Q_OBJECT
private slots:
    void hostileBytesAreShownAndNotObeyed_data()
    {
        QTest::addColumn<QByteArray>("wire");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, QByteArray wire, const char *shown) {
            QTest::newRow(name) << wire << QString::fromUtf8(shown);
        };
        row("plain", "hello", "hello");
        row("umlauts stay", "Grüße", "Grüße");
        row("line ends", "a\r\nb", "a␍␊b");
        row("a terminal's escape", "\x1b[2J", "␛[2J");
        row("NUL", QByteArray("a\0b", 3), "a␀b");
        row("delete", "\x7f", "␡");
        row("a C1 control", "\xc2\x9b", "‹U+009B›");
        row("a right-to-left override", "a\xe2\x80\xae", "a‹U+202E›");
        row("a tag character", "\xf3\xa0\x81\x81", "‹U+E0041›");
        row("a byte that starts nothing", "a\xff", "a\xef\xbf\xbd");
        row("an overlong slash", "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd");
        row("half a surrogate pair", "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
        row("cut in a character", "a\xe4\xb8", "a\xef\xbf\xbd\xef\xbf\xbd");
        row("an emoji", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80");
    }
    void hostileBytesAreShownAndNotObeyed()
    {
        QFETCH(QByteArray, wire);
        const auto bytes = std::as_bytes(std::span(wire.constData(), std::size_t(wire.size())));
        QTEST(QString::fromStdString(visibleText(bytes, 100)), "shown");
    }
    void everyTwoBytesGiveUtf8()
    {
        for (int value = 0; value < 0x10000; ++value) {
            const base::Bytes bytes = {std::byte(value >> 8), std::byte(value & 255)};
            QVERIFY(websocket::isUtf8(base::asBytes(visibleText(bytes, 10))));
        }
    }
    void aCutIsMarked()
    {
        QCOMPARE(visibleText(base::asBytes("世界hello"), 3), std::string("世界h…"));
        QCOMPARE(visibleText(base::asBytes("abc"), 3), std::string("abc"));
        QCOMPARE(visibleText({}, 3), std::string());
    }
    void hexIsGroupedByByte()
    {
        QCOMPARE(hexText(base::asBytes("\x89PNG"), 4), std::string("89 50 4E 47"));
        QCOMPARE(hexText(base::asBytes("\x89PNG"), 2), std::string("89 50 …"));
        QCOMPARE(hexText({}, 2), std::string());
    }
};

QTEST_APPLESS_MAIN(TestVisibleText)
#include "tst_visibletext.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/rawbytes.h"

#include <QPlainTextEdit>
#include <QTest>

using namespace hop101;
using namespace hop101::ui;

class TestRawBytes : public QObject
{
    Q_OBJECT
private slots:
    void anEndOfLineIsCrLf()
    {
        QCOMPARE(rawText(base::toBytes("GET / HTTP/1.1\r\nA: b\r\n\r\n")),
                 QString("GET / HTTP/1.1\nA: b\n\n"));
        QCOMPARE(base::toText(parseRaw("a\n\nb").value()), std::string("a\r\n\r\nb"));
        QCOMPARE(rawText(base::toBytes("a\nb\rc\r\r\n")), QString("a\\nb\\rc\\r\n"));
    }
    void everyOctetComesBackThroughAnEditor()
    {
        base::Bytes all;
        for (int octet = 0; octet < 256; ++octet)
            for (int next : {octet, 255 - octet, int('\n'), int('\\')})
                base::append(all, base::Bytes{std::byte(octet), std::byte(next)});
        QPlainTextEdit edit;
        edit.setPlainText(rawText(all));
        QVERIFY(parseRaw(edit.toPlainText()).value() == all);
        edit.setPlainText(rawHex(all));
        QVERIFY(parseRawHex(edit.toPlainText()).value() == all);
        QVERIFY(parseRaw(rawText({})).value().empty());
    }
    void lettersBeyondAsciiAreUtf8()
    {
        QCOMPARE(base::toText(parseRaw(QString::fromUtf8("gr\xc3\xbc\\xfc")).value()),
                 std::string("gr\xc3\xbc\xfc"));
    }
    void faultsHaveAPlace_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("at");
        QTest::newRow("an unknown escape") << "ab\\q" << 2;
        QTest::newRow("a backslash at the end") << "ab\\" << 2;
        QTest::newRow("half a hex escape") << "a\\x4" << 1;
        QTest::newRow("no hex digits") << "\\xzz" << 0;
    }
    void faultsHaveAPlace()
    {
        QFETCH(QString, typed);
        const auto parsed = parseRaw(typed);
        QVERIFY(!parsed);
        QTEST(int(parsed.error().at), "at");
    }
    void hexIsPairs()
    {
        QCOMPARE(rawHex(base::Bytes(17, std::byte{0xa})), QString("0a ").repeated(15) + "0a\n0a");
        QCOMPARE(base::toHex(parseRawHex(" 0A\n0b0C ").value()), std::string("0a0b0c"));
        QCOMPARE(parseRawHex("0a 0").error().at, qsizetype(4));
        QCOMPARE(parseRawHex("0 a").error().at, qsizetype(1));
        QCOMPARE(parseRawHex("0a xx").error().at, qsizetype(3));
    }
};

QTEST_MAIN(TestRawBytes)
#include "tst_rawbytes.moc"

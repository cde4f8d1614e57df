// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/bytes.h"

#include <QTest>

#include <algorithm>

using namespace hop101::base;

class TestBytes : public QObject
{
    Q_OBJECT
private slots:
    void base64_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("encoded");
        QTest::newRow("RFC 4648 10: empty") << QByteArray() << QByteArray();
        QTest::newRow("RFC 4648 10: f") << QByteArray("f") << QByteArray("Zg==");
        QTest::newRow("RFC 4648 10: fo") << QByteArray("fo") << QByteArray("Zm8=");
        QTest::newRow("RFC 4648 10: foo") << QByteArray("foo") << QByteArray("Zm9v");
        QTest::newRow("RFC 4648 10: foob") << QByteArray("foob") << QByteArray("Zm9vYg==");
        QTest::newRow("RFC 4648 10: fooba") << QByteArray("fooba") << QByteArray("Zm9vYmE=");
        QTest::newRow("RFC 4648 10: foobar") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
        QByteArray octets;
        for (int octet = 0; octet < 256; ++octet)
            octets += char(octet);
        QTest::newRow("all octets") << octets << octets.toBase64();
        std::reverse(octets.begin(), octets.end());
        QTest::newRow("all octets backwards") << octets << octets.toBase64();
    }
    void base64()
    {
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, encoded);
        const auto bytes = toBytes(plain.toStdString());
        QCOMPARE(QByteArray::fromStdString(toBase64(bytes)), encoded);
        QVERIFY(fromBase64(encoded.toStdString()) == bytes);
    }

    void base64IsStrict_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"Z", "Zg", "Zg=", "Zm9vZ", "====", "Z===", "=g==", "Zg==Zg==", "Zm=v",
                                 "Z=9v", "Zg==\n", " Zm9v", "Zm 9", "Zm9*", "Zm9-", "Zm9_", "Zm9\xe9"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("stray bits before ==") << QByteArray("Zh==");
        QTest::newRow("stray bits before =") << QByteArray("Zm9=");
    }
    void base64IsStrict()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!fromBase64(text.toStdString()));
    }

    void hexBothWays()
    {
        Bytes bytes;
        for (int octet = 0; octet < 256; ++octet)
            bytes.push_back(static_cast<std::byte>(octet));
        const std::string text = toHex(bytes);
        QCOMPARE(text.substr(0, 8), "00010203");
        QCOMPARE(text.substr(508), "feff");
        QVERIFY(fromHex(text) == bytes);
        QVERIFY(fromHex(QString::fromStdString(text).toUpper().toStdString()) == bytes);
        QCOMPARE(toHex({}), "");
        QVERIFY(fromHex("") == Bytes());
    }

    void hexTakesWhiteSpaceBetweenBytes()
    {
        QVERIFY(fromHex(" 81 05\t48\r\n65 ") == toBytes("\x81\x05He"));
        QVERIFY(fromHex(" \n") == Bytes());
    }

    void hexIsStrict_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"8", "810", "8 1", "81 0", "0x81", "g1", "1g", "81,05", "81:05", "\xb9\xb9",
                                 "/0", ":0", "@0", "G0", "`0"})
            QTest::newRow(text) << QByteArray(text);
    }
    void hexIsStrict()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!fromHex(text.toStdString()));
    }

    void viewsCopyNothing()
    {
        const std::string text("a\0\xff", 3);
        QCOMPARE(reinterpret_cast<const char *>(asBytes(text).data()), text.data());
        QCOMPARE(asBytes(text).size(), std::size_t(3));
        QCOMPARE(asText(asBytes(text)).data(), text.data());
        QCOMPARE(asText(asBytes(text)), text);
    }

    void copiesAndAppends()
    {
        Bytes bytes = toBytes("ab");
        append(bytes, asBytes("cd"));
        append(bytes, {});
        QCOMPARE(toText(bytes), "abcd");
        QVERIFY(toBytes("").empty());
    }

    void rangesEndBehindTheirLastByte()
    {
        const ByteRange range{5, 3};
        QCOMPARE(range.end(), std::uint64_t(8));
        QVERIFY((range == ByteRange{5, 3}));
        QVERIFY((range != ByteRange{5, 4}));
        QVERIFY((range != ByteRange{4, 3}));
        QCOMPARE(ByteRange{}.end(), std::uint64_t(0));
    }
};

QTEST_APPLESS_MAIN(TestBytes)
#include "tst_bytes.moc"

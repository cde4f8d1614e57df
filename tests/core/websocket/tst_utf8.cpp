// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/utf8.h"

#include <QTest>

using namespace hop101;
using namespace hop101::websocket;

namespace {

base::ByteSpan spanOf(const QByteArray &bytes)
{
    return std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size())));
}

constexpr int kCut = -1; ///< no bad byte, but the last code point is not complete
constexpr int kGood = -2;

/// Offset of the first bad byte from the front of the message, kCut or kGood.
int verdictOn(const QByteArray &message, qsizetype chunk)
{
    Utf8Validator validator;
    for (qsizetype at = 0; at < message.size(); at += chunk) {
        if (const auto bad = validator.feed(spanOf(message.mid(at, chunk))))
            return int(at) + int(*bad);
    }
    return validator.atCharacterBoundary() ? kGood : kCut;
}

} // namespace

class TestUtf8 : public QObject
{
    Q_OBJECT
private slots:
    void verdicts_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *name, const QByteArray &hex, int expected) {
            QTest::newRow(name) << QByteArray::fromHex(hex) << expected;
        };
        row("empty", "", kGood);
        row("ASCII with NUL and DEL", "00417f", kGood);
        row("two bytes: U+0080, U+07FF", "c280dfbf", kGood);
        row("three bytes: U+0800, U+D7FF, U+E000, U+FFFF", "e0a080ed9fbfee8080efbfbf", kGood);
        row("four bytes: U+10000, U+10FFFF", "f0908080f48fbfbf", kGood);
        row("a byte order mark", "efbbbf61", kGood);
        row("Autobahn 6.2.1", "48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121", kGood);
        row("a stray continuation", "6180", 1);
        row("overlong C0", "c080", 0);
        row("overlong C1", "c1bf", 0);
        row("overlong of three bytes", "e09fbf", 1);
        row("overlong of four bytes", "f08fbfbf", 1);
        row("the first surrogate, U+D800", "eda080", 1);
        row("the last surrogate, U+DFFF", "edbfbf", 1);
        row("above U+10FFFF", "f4908080", 1);
        row("F5 begins nothing", "f5808080", 0);
        row("FE begins nothing", "61fe", 1);
        row("FF begins nothing", "6162ff", 2);
        row("ASCII inside a code point", "e28261", 2);
        row("a lead inside a code point", "e282e282ac", 2);
        row("the third of four bytes", "f09f4180", 2);
        row("the fourth of four bytes", "f09f98c0", 3);
        row("one continuation too many", "c3a9a9", 2);
        row("cut after one of two", "61c3", kCut);
        row("cut after two of three", "e282", kCut);
        row("cut after three of four", "f09f98", kCut);
        row("Autobahn 6.4.1: the fault is at byte 12", "cebae1bdb9cf83cebcceb5f4908080656469746564", 12);
        row("a bad byte behind whole words of ASCII", QByteArray(2 * 24, '3') + "ff" + QByteArray(16, '3'),
            24);
        row("a bad byte as the last of a word", QByteArray(2 * 15, '3') + "80" + QByteArray(16, '3'), 15);
        row("long ASCII between two code points", "c3a9" + QByteArray(2 * 37, '3') + "e282ac", kGood);
    }
    void verdicts()
    {
        QFETCH(QByteArray, message);
        for (qsizetype chunk = 1; chunk <= message.size(); ++chunk)
            QTEST(verdictOn(message, chunk), "expected");
        QTEST(verdictOn(message, message.size() + 1), "expected");
        QCOMPARE(isUtf8(spanOf(message)), verdictOn(message, message.size() + 1) == kGood);
    }

    /// Each code point, and each number that looks like one, against the definition of RFC 3629 section 3.
    void everyCodePoint()
    {
        const auto encoded = [](unsigned point, unsigned bytes) {
            base::Bytes text;
            if (bytes == 1)
                return base::Bytes{static_cast<std::byte>(point)};
            const unsigned lead = 0xf00U >> bytes & 0xffU;
            text.push_back(static_cast<std::byte>(lead | point >> (6 * (bytes - 1))));
            for (unsigned left = bytes - 1; left > 0; --left)
                text.push_back(static_cast<std::byte>(0x80U | (point >> (6 * (left - 1)) & 0x3fU)));
            return text;
        };
        const unsigned limits[] = {0, 0x80, 0x800, 0x10000, 0x200000};
        for (unsigned bytes = 1; bytes <= 4; ++bytes) {
            for (unsigned point = 0; point < limits[bytes]; ++point) {
                const bool isGood =
                    point >= limits[bytes - 1] && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
                if (isUtf8(encoded(point, bytes)) != isGood)
                    QFAIL(qPrintable(QString("%1 in %2 bytes").arg(point, 0, 16).arg(bytes)));
            }
        }
    }

    void theOffsetCountsFromTheLaterPiece()
    {
        Utf8Validator validator;
        QVERIFY(!validator.feed(spanOf("ab\xe2\x82")));
        QVERIFY(!validator.atCharacterBoundary());
        QCOMPARE(validator.feed(spanOf("c")), std::optional<std::uint64_t>(0));
        validator.reset();
        QVERIFY(validator.atCharacterBoundary());
        QVERIFY(!validator.feed(spanOf("c")));
    }

    void replacements_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        const QByteArray sign = "\xef\xbf\xbd";
        const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &text) {
            QTest::newRow(name) << bytes << text;
        };
        row("empty", "", "");
        row("good text stays", "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z",
            "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z");
        row("NUL stays", QByteArray("a\0b", 3), QByteArray("a\0b", 3));
        row("a stray continuation", "a\x80z", "a" + sign + "z");
        row("each byte that begins nothing", "\xff\xfe", sign + sign);
        row("a code point broken off by ASCII", "\xe2\x82z", sign + "z");
        row("a code point broken off by another", "\xe2\x82\xc3\xa9", sign + "\xc3\xa9");
        row("a code point broken off by a bad byte", "\xe2\x82\xff", sign + sign);
        row("cut at the end", "a\xf0\x9f\x98", "a" + sign);
        row("Unicode 15 table 3-8: maximal subparts",
            "a\xf1\x80\x80\xe1\x80\xc2"
            "b\x80"
            "c\x80\xbf"
            "d",
            "a" + sign + sign + sign + "b" + sign + "c" + sign + sign + "d");
        row("Unicode 15 table 3-9: surrogates",
            "\xed\xa0\x80\xed\xbf\xbf\xed\xaf"
            "A",
            sign.repeated(8) + "A");
    }
    void replacements()
    {
        QFETCH(QByteArray, bytes);
        const std::string text = utf8OrReplaced(spanOf(bytes));
        QTEST(QByteArray::fromStdString(text), "text");
        QVERIFY(isUtf8(base::asBytes(text)));
    }
};

QTEST_APPLESS_MAIN(TestUtf8)
#include "tst_utf8.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/textpattern.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace hop101;
using namespace hop101::capture;

namespace {

TextPattern patternOf(std::string_view text, LetterCase letterCase = LetterCase::Exact)
{
    return TextPattern::make(base::asBytes(text), letterCase).value();
}

} // namespace

class TestTextPattern : public QObject
{
    Q_OBJECT
private slots:
    void itFindsWhatSearchFinds()
    {
        std::mt19937 random(101);
        for (int round = 0; round < 3000; ++round) {
            base::Bytes in(random() % 300);
            const auto letters = 1 + random() % 4;
            for (std::byte &byte : in)
                byte = static_cast<std::byte>('a' + random() % letters);
            base::Bytes needle(1 + random() % 6);
            for (std::byte &byte : needle)
                byte = static_cast<std::byte>('a' + random() % letters);
            const auto pattern = TextPattern::make(needle, LetterCase::Exact).value();
            const std::size_t from = random() % 40;
            const auto begin = in.begin() + static_cast<std::ptrdiff_t>(std::min(from, in.size()));
            const auto found = std::search(begin, in.end(), needle.begin(), needle.end());
            const std::size_t expected =
                found == in.end() ? TextPattern::npos : static_cast<std::size_t>(found - in.begin());
            QCOMPARE(pattern.find(in, from), expected);
        }
    }
    void itFindsAtTheEnds()
    {
        for (std::size_t size = 3; size < 200; ++size) {
            std::string in(size, '-');
            in.replace(size - 3, 3, "end");
            QCOMPARE(patternOf("end").find(base::asBytes(in)), size - 3);
            QCOMPARE(patternOf("end").find(base::asBytes(in).first(size - 1)), TextPattern::npos);
        }
        QCOMPARE(patternOf("a").find({}), TextPattern::npos);
        QCOMPARE(patternOf("a").find(base::asBytes("a"), 1), TextPattern::npos);
    }
    void theCaseIsFolded_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("folded");
        QTest::newRow("ASCII") << "Az@[`{09"
                               << "az@[`{09";
        QTest::newRow("Latin-1, but not the signs × and ÷") << "ÀÖ×ØÞß÷"
                                                            << "àö×øþß÷";
        QTest::newRow("Greek") << "ΑΡΣΩΪ"
                               << "αρσωϊ";
        QTest::newRow("Cyrillic") << "АПРЯЀЏ"
                                  << "апряѐџ";
        QTest::newRow("others stay") << "日本Ā😀"
                                     << "日本Ā😀";
    }
    void theCaseIsFolded()
    {
        QFETCH(QString, text);
        QFETCH(QString, folded);
        base::Bytes bytes = base::toBytes(text.toStdString());
        foldCase(bytes);
        QCOMPARE(QString::fromStdString(base::toText(bytes)), folded);
        foldCase(bytes);
        QCOMPARE(QString::fromStdString(base::toText(bytes)), folded);
    }
    void aCharacterThatIsCutStays()
    {
        base::Bytes bytes = base::toBytes("A\xc3");
        foldCase(bytes);
        QCOMPARE(base::toText(bytes), std::string("a\xc3"));
    }
    void thereAreLimits()
    {
        QVERIFY(!TextPattern::make({}, LetterCase::Exact));
        QVERIFY(TextPattern::make(base::Bytes(kMaxPatternBytes), LetterCase::Exact));
        QVERIFY(!TextPattern::make(base::Bytes(kMaxPatternBytes + 1), LetterCase::Exact));
    }
};

QTEST_APPLESS_MAIN(TestTextPattern)
#include "tst_textpattern.moc"

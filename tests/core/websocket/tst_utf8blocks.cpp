// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/utf8blocks.h"

#include "core/websocket/utf8.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace hop101;
using namespace hop101::websocket;

namespace {

/// RFC 3629 section 4: what the bytes of a code point may be, for each range of first bytes.
struct Form
{
    std::size_t size;
    std::uint8_t lowest[4], highest[4];
};
constexpr Form kForms[] = {
    {1, {0x00}, {0x7f}},
    {2, {0xc2, 0x80}, {0xdf, 0xbf}},
    {3, {0xe0, 0xa0, 0x80}, {0xe0, 0xbf, 0xbf}},
    {3, {0xe1, 0x80, 0x80}, {0xec, 0xbf, 0xbf}},
    {3, {0xed, 0x80, 0x80}, {0xed, 0x9f, 0xbf}},
    {3, {0xee, 0x80, 0x80}, {0xef, 0xbf, 0xbf}},
    {4, {0xf0, 0x90, 0x80, 0x80}, {0xf0, 0xbf, 0xbf, 0xbf}},
    {4, {0xf1, 0x80, 0x80, 0x80}, {0xf3, 0xbf, 0xbf, 0xbf}},
    {4, {0xf4, 0x80, 0x80, 0x80}, {0xf4, 0x8f, 0xbf, 0xbf}},
};

/// The lowest and the highest byte of each class that the forms tell apart.
constexpr unsigned kClassEnds[] = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf,
                                   0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff};

struct ByTheBook
{
    std::size_t good = 0; ///< bytes at the front that are whole code points
    std::size_t bad = 0; ///< the first byte that nothing could make good, or the text's size
};
/// `ascii`: so many bytes at the front that are known to be good.
ByTheBook readByTheBook(base::ByteSpan text, std::size_t ascii = 0)
{
    ByTheBook read{ascii, ascii};
    while (read.good < text.size()) {
        const auto first = std::to_integer<std::uint8_t>(text[read.good]);
        const auto *form = std::find_if(std::begin(kForms), std::end(kForms), [first](const Form &f) {
            return first >= f.lowest[0] && first <= f.highest[0];
        });
        std::size_t size = 0;
        while (form != std::end(kForms) && size < form->size && read.good + size < text.size()) {
            const auto byte = std::to_integer<std::uint8_t>(text[read.good + size]);
            if (byte < form->lowest[size] || byte > form->highest[size])
                break;
            ++size;
        }
        read.bad = read.good + size;
        if (form == std::end(kForms) || size < form->size)
            return read;
        read.good = read.bad;
    }
    read.bad = text.size();
    return read;
}

QString hexOf(base::ByteSpan text)
{
    return QString::fromStdString(base::toHex(text));
}

bool isValidatorRight(base::ByteSpan text, std::size_t ascii = 0)
{
    const ByTheBook book = readByTheBook(text, ascii);
    Utf8Validator validator;
    const auto bad = validator.feed(text);
    return bad.value_or(text.size()) == book.bad
        && (bad || validator.atCharacterBoundary() == (book.good == text.size()));
}

bool isRight(base::ByteSpan text)
{
    const std::size_t good = goodUtf8Bytes(text);
    return isValidatorRight(text) && good <= readByTheBook(text).good
        && readByTheBook(text.first(good)).good == good;
}

std::mt19937 &random()
{
    static std::mt19937 generator(8101);
    return generator;
}
std::size_t below(std::size_t limit)
{
    return random()() % limit;
}

/// Good text of about that size, with runs of each length of code point.
base::Bytes randomText(std::size_t size)
{
    base::Bytes text;
    while (text.size() < size) {
        const Form &form = kForms[below(2) != 0 ? 0 : below(std::size(kForms))];
        for (std::size_t run = below(9); run > 0; --run)
            for (std::size_t i = 0; i < form.size; ++i)
                text.push_back(
                    static_cast<std::byte>(form.lowest[i] + below(form.highest[i] - form.lowest[i] + 1U)));
    }
    return text;
}

} // namespace

class TestUtf8Blocks : public QObject
{
    Q_OBJECT
private slots:
    /// All that begin with no ASCII, and U+007F.
    void everySequenceOfThreeBytes()
    {
        base::Bytes text(3);
        for (unsigned first = 0x7f; first < 0x100; ++first) {
            text[0] = static_cast<std::byte>(first);
            for (unsigned number = 0; number < 0x10000; ++number) {
                text[1] = static_cast<std::byte>(number >> 8);
                text[2] = static_cast<std::byte>(number);
                if (!isValidatorRight(text))
                    QFAIL(qPrintable(hexOf(text)));
            }
        }
    }

    /// Two of each class of bytes at each of four places, at the end and before it.
    void everyKindOfSequenceOfFourBytes()
    {
        for (const std::size_t at : {0U, 61U}) {
            base::Bytes text(at + 4, std::byte{'a'}), longer(at + 5, std::byte{'a'});
            for (const unsigned first : kClassEnds)
                for (const unsigned second : kClassEnds)
                    for (const unsigned third : kClassEnds)
                        for (const unsigned fourth : kClassEnds) {
                            const std::byte four[] = {
                                static_cast<std::byte>(first), static_cast<std::byte>(second),
                                static_cast<std::byte>(third), static_cast<std::byte>(fourth)};
                            std::copy(std::begin(four), std::end(four),
                                      text.begin() + static_cast<std::ptrdiff_t>(at));
                            std::copy(std::begin(four), std::end(four),
                                      longer.begin() + static_cast<std::ptrdiff_t>(at));
                            if (!isValidatorRight(text, at) || !isValidatorRight(longer, at))
                                QFAIL(qPrintable(QString("%1 at %2").arg(hexOf(four)).arg(at)));
                        }
        }
    }

    void everyPlaceInABlock_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::newRow("two bytes") << QByteArray("c3a9");
        QTest::newRow("three bytes") << QByteArray("e282ac");
        QTest::newRow("four bytes") << QByteArray("f09f9880");
        QTest::newRow("a lead alone") << QByteArray("e2");
        QTest::newRow("a continuation alone") << QByteArray("82");
        QTest::newRow("four bytes, one too few") << QByteArray("f09f98");
        QTest::newRow("one continuation too many") << QByteArray("f09f988080");
        QTest::newRow("a surrogate") << QByteArray("eda080");
        QTest::newRow("FF") << QByteArray("ff");
    }
    void everyPlaceInABlock()
    {
        QFETCH(QByteArray, hex);
        const auto sequence = *base::fromHex(hex.toStdString());
        for (const char *filler : {"a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80"}) {
            for (std::size_t before = 0; before < 130; before += before < 50 || before > 120 ? 13 : 1) {
                base::Bytes text;
                while (text.size() < before)
                    base::append(text, base::asBytes(filler));
                base::append(text, sequence);
                for (std::size_t behind = 0; behind <= 70; behind += behind < 4 ? 1 : 22) {
                    base::Bytes whole = text;
                    for (std::size_t i = 0; i < behind; ++i)
                        base::append(whole, base::asBytes(filler));
                    QVERIFY2(isRight(whole), qPrintable(hexOf(whole)));
                }
            }
        }
    }

    void anySplitOfAnyTextGivesTheSame()
    {
        for (int round = 0; round < 1500; ++round) {
            base::Bytes text = randomText(below(400));
            if (!text.empty() && round % 2 != 0)
                text[below(text.size())] = static_cast<std::byte>(below(256));
            QVERIFY2(isRight(text), qPrintable(hexOf(text)));
            const ByTheBook book = readByTheBook(text);
            Utf8Validator validator;
            std::size_t at = 0;
            std::optional<std::uint64_t> bad;
            while (at < text.size() && !bad) {
                const std::size_t size = std::min(text.size() - at, 1 + below(below(3) == 0 ? 5 : 200));
                bad = validator.feed(base::ByteSpan(text).subspan(at, size));
                at += bad ? static_cast<std::size_t>(*bad) : size;
            }
            QCOMPARE(at, book.bad);
            QVERIFY(bad || validator.atCharacterBoundary() == (book.good == text.size()));
        }
    }

    /// What makes it of use: good text is found good, but for a code point that is not complete.
    void goodTextIsCountedWhole()
    {
        for (int round = 0; round < 1000; ++round) {
            const base::Bytes ascii(below(300), std::byte{'x'});
            QCOMPARE(goodUtf8Bytes(ascii), ascii.size());
            QCOMPARE(asciiBytes(ascii), ascii.size());
        }
#if defined(__x86_64__)
        if (!__builtin_cpu_supports("avx2"))
            return;
        for (int round = 0; round < 1000; ++round) {
            const base::Bytes text = randomText(below(400));
            const auto cut =
                base::ByteSpan(text).first(text.size() - std::min<std::size_t>(text.size(), below(4)));
            QCOMPARE(goodUtf8Bytes(cut), readByTheBook(cut).good);
        }
#endif
    }

    void asciiEndsAtTheFirstOtherByte()
    {
        for (std::size_t size = 1; size < 100; ++size) {
            for (std::size_t at = 0; at < size; ++at) {
                base::Bytes text(size, std::byte{'x'});
                text[at] = std::byte{0x80};
                const std::size_t found = asciiBytes(text);
                QVERIFY2(found <= at && at - found < 8, qPrintable(QString("%1 of %2").arg(at).arg(size)));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestUtf8Blocks)
#include "tst_utf8blocks.moc"

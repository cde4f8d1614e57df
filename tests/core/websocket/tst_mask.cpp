// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/mask.h"
#include "core/websocket/masklong.h"

#include <QTest>

#include <algorithm>
#include <bit>

using namespace hop101;
using namespace hop101::websocket;

namespace {

constexpr MaskKey kKey{std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};

/// "transformed-octet-i = original-octet-i XOR masking-key-octet-(i MOD 4)" (RFC 6455 section 5.3)
void maskByTheBook(std::span<std::byte> bytes, std::uint64_t offset)
{
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] ^= kKey[(offset + i) % 4];
}

base::Bytes sample(std::size_t size)
{
    base::Bytes bytes;
    for (std::size_t i = 0; i < size; ++i)
        bytes.push_back(static_cast<std::byte>(i * 37));
    return bytes;
}

} // namespace

class TestMask : public QObject
{
    Q_OBJECT
private slots:
    void rfc6455Section57()
    {
        base::Bytes bytes = base::fromHex("7f9f4d5158").value();
        applyMask(bytes, kKey);
        QCOMPARE(base::toText(bytes), "Hello");
    }

    /// In place and into other memory, across all widths that the code tells apart; nothing beside is
    /// touched.
    void everySizeOffsetAndAlignment()
    {
        for (std::size_t size = 0; size <= 300; size += size < 140 ? 1 : 13) {
            for (std::uint64_t offset = 0; offset < 5; ++offset) {
                for (std::size_t at = 0; at < 8; ++at) {
                    const base::Bytes before = sample(size + 16);
                    base::Bytes expected = before, masked = before, copied = before;
                    maskByTheBook(std::span(expected).subspan(at, size), offset);
                    applyMask(std::span(masked).subspan(at, size), kKey, offset);
                    copyMasked(base::ByteSpan(before).subspan(at, size), copied.data() + at, kKey, offset);
                    const auto what = QString("%1 bytes from %2 at %3").arg(size).arg(offset).arg(at);
                    QVERIFY2(masked == expected, qPrintable(what));
                    QVERIFY2(copied == expected, qPrintable(what));
                }
            }
        }
    }

    /// Whatever the processor of a user can do.
    void everyWayOfManyBytes()
    {
        for (const LongMask &way : longMasks()) {
            for (std::size_t size = kLongMaskBytes; size <= 400; ++size) {
                const base::Bytes before = sample(size + 16);
                base::Bytes expected = before, masked = before, copied = before;
                const std::size_t at = size % 8;
                maskByTheBook(std::span(expected).subspan(at, size), 0);
                const auto key = std::bit_cast<std::uint32_t>(kKey);
                way.function(masked.data() + at, size, masked.data() + at, key);
                way.function(before.data() + at, size, copied.data() + at, key);
                QVERIFY2(masked == expected && copied == expected,
                         qPrintable(QString("%1, %2 bytes").arg(QLatin1String(way.name)).arg(size)));
            }
        }
        QCOMPARE(QLatin1String(longMasks().back().name), QLatin1String("plain"));
    }

    void piecesAtTheirOffsetsAreTheWhole()
    {
        base::Bytes expected = sample(1000);
        maskByTheBook(expected, 0);
        for (std::size_t piece = 1; piece < 200; ++piece) {
            base::Bytes masked = sample(1000);
            for (std::size_t at = 0; at < masked.size(); at += piece)
                applyMask(std::span(masked).subspan(at, std::min(piece, masked.size() - at)), kKey, at);
            QVERIFY2(masked == expected, qPrintable(QString::number(piece)));
        }
    }

    void offsetsBeyond32Bits()
    {
        base::Bytes expected = sample(21), masked = expected;
        const std::uint64_t offset = (std::uint64_t(1) << 63) + 3;
        maskByTheBook(expected, offset);
        applyMask(masked, kKey, offset);
        QVERIFY(masked == expected);
        base::Bytes last = sample(3), lastExpected = last; // the largest offset of all must not wrap
        maskByTheBook(lastExpected, ~std::uint64_t(0) - 2);
        applyMask(last, kKey, ~std::uint64_t(0) - 2);
        QVERIFY(last == lastExpected);
    }

    void twiceIsNothing()
    {
        base::Bytes bytes = sample(1000);
        applyMask(bytes, kKey, 1);
        QVERIFY(bytes != sample(1000));
        applyMask(bytes, kKey, 1);
        QVERIFY(bytes == sample(1000));
    }
};

QTEST_APPLESS_MAIN(TestMask)
#include "tst_mask.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/fragmentjoiner.h"

#include "core/formats/pcap/tcpsegment.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats;
using namespace hop101::formats::pcap;

namespace {

void put16(base::Bytes &to, std::size_t number)
{
    to.push_back(static_cast<std::byte>(number >> 8U));
    to.push_back(static_cast<std::byte>(number & 0xffU));
}

/// A TCP segment with so many bytes of payload, 0, 1, 2…
base::Bytes segment(std::size_t payload)
{
    base::Bytes tcp = *base::fromHex("04d200500000000100000001501020000000"
                                     "0000");
    for (std::size_t i = 0; i < payload; ++i)
        tcp.push_back(static_cast<std::byte>(i));
    return tcp;
}

/// The bytes [at, at + size) of a packet's content as a packet of its own.
base::Bytes piece(bool isIpv6, const base::Bytes &content, std::size_t at, std::size_t size,
                  std::uint8_t number = 7)
{
    const bool isLast = at + size >= content.size();
    size = std::min(size, content.size() - at);
    base::Bytes ip;
    if (isIpv6) {
        ip = *base::fromHex("60000000");
        put16(ip, 8 + 8 + size);
        base::append(ip, *base::fromHex("0040")); // hop-by-hop options come first
        for (int i = 0; i < 32; ++i)
            ip.push_back(std::byte{0x20});
        base::append(ip,
                     *base::fromHex("2c00000000000000"
                                    "0600"));
        put16(ip, at | (isLast ? 0U : 1U));
        base::append(ip, *base::fromHex("000000"));
        ip.push_back(std::byte{number});
    } else {
        ip = *base::fromHex("4500");
        put16(ip, 20 + size);
        ip.push_back(std::byte{0});
        ip.push_back(std::byte{number});
        put16(ip, at / 8 | (isLast ? 0U : 0x2000U));
        base::append(ip, *base::fromHex("400600007f0000017f000002"));
    }
    base::append(ip, base::ByteSpan(content).subspan(at, size));
    return ip;
}

WallTime at(int seconds)
{
    return WallTime(std::chrono::seconds(1'700'000'000 + seconds));
}

std::size_t payloadSize(const std::optional<base::ByteSpan> &whole)
{
    const auto read = tcpSegment(*whole, whole->size());
    const auto *tcp = std::get_if<TcpSegment>(&read);
    return tcp && tcp->missing == 0 && tcp->from.port == 1234 ? tcp->payload.size() : 0;
}

} // namespace

class TestFragmentJoiner : public QObject
{
    Q_OBJECT
private slots:
    void aPacketIsPutTogetherInWhateverOrder_data()
    {
        QTest::addColumn<bool>("isIpv6");
        QTest::addColumn<QList<int>>("order");
        for (const bool isIpv6 : {false, true}) {
            const char *version = isIpv6 ? "IPv6" : "IPv4";
            QTest::addRow("%s in order", version) << isIpv6 << QList<int>{0, 1, 2, 3};
            QTest::addRow("%s the last one first", version) << isIpv6 << QList<int>{3, 2, 1, 0};
            QTest::addRow("%s some twice", version) << isIpv6 << QList<int>{1, 1, 3, 0, 3, 2};
        }
    }
    void aPacketIsPutTogetherInWhateverOrder()
    {
        QFETCH(bool, isIpv6);
        QFETCH(QList<int>, order);
        const base::Bytes content = segment(100); // 120 bytes: 32, 32, 32, 24
        FragmentJoiner joiner;
        for (const int i : order.first(order.size() - 1))
            QVERIFY(!joiner.take(piece(isIpv6, content, static_cast<std::size_t>(i) * 32, 32), at(0)));
        const auto last = piece(isIpv6, content, static_cast<std::size_t>(order.last()) * 32, 32);
        const auto whole = joiner.take(last, at(1));
        QVERIFY(whole);
        QCOMPARE(payloadSize(whole), std::size_t{100});
        QCOMPARE(whole->back(), std::byte{99});
        QCOMPARE(joiner.unused(), std::uint64_t{0});
    }
    void whatIsMissingIsCounted()
    {
        const base::Bytes content = segment(100);
        FragmentJoiner joiner;
        QVERIFY(!joiner.take(piece(false, content, 0, 64), at(0)));
        QVERIFY(!joiner.take(piece(false, content, 0, 64, 8), at(0)));
        QCOMPARE(joiner.unused(), std::uint64_t{2});
        QVERIFY(joiner.take(piece(false, content, 64, 64), at(0)));
        QCOMPARE(joiner.unused(), std::uint64_t{1});
        // The number of the other came round again long after.
        QVERIFY(!joiner.take(piece(false, content, 64, 64, 8), at(100)));
        QCOMPARE(joiner.unused(), std::uint64_t{2});
    }
    void bytesThatComeTwiceCountOnce()
    {
        const base::Bytes content = segment(100);
        base::Bytes other = content;
        std::ranges::fill(other, std::byte{0xee});
        FragmentJoiner joiner;
        QVERIFY(!joiner.take(piece(false, content, 0, 64), at(0)));
        QVERIFY(!joiner.take(piece(false, other, 32, 64), at(0)));
        const auto whole = joiner.take(piece(false, content, 64, 64), at(0));
        QVERIFY(whole);
        QCOMPARE(base::Bytes(whole->begin() + 20, whole->end()), content);
    }
    void whatCannotBeIsLeftOut_data()
    {
        QTest::addColumn<base::Bytes>("ip");
        const base::Bytes content = segment(100);
        base::Bytes cut = piece(false, content, 0, 64);
        cut.pop_back();
        QTest::newRow("captured in part") << cut;
        QTest::newRow("not of eights") << piece(false, content, 0, 63);
        QTest::newRow("nothing in it") << piece(false, content, 0, 0);
        base::Bytes far = piece(false, content, 0, 64);
        far[6] = std::byte{0x1f};
        far[7] = std::byte{0xff};
        QTest::newRow("beyond 64 KiB") << far;
        QTest::newRow("a head of IPv6 alone") << base::Bytes(40, std::byte{0x60});
        base::Bytes endless = piece(true, content, 0, 64);
        endless[41] = std::byte{0xff};
        QTest::newRow("options longer than the packet") << endless;
    }
    void whatCannotBeIsLeftOut()
    {
        QFETCH(base::Bytes, ip);
        FragmentJoiner joiner;
        QVERIFY(!joiner.take(ip, at(0)));
        QCOMPARE(joiner.unused(), std::uint64_t{1});
    }
    void manyThatNeverEndAreGivenUp()
    {
        FragmentJoiner joiner;
        const base::Bytes content = segment(100);
        for (int i = 0; i < 256; ++i) {
            QVERIFY(!joiner.take(piece(true, content, 0, 64, static_cast<std::uint8_t>(i)), at(0)));
        }
        // The latest is still there, the first is not.
        QVERIFY(!joiner.take(piece(true, content, 64, 64, 0), at(0)));
        QVERIFY(joiner.take(piece(true, content, 64, 64, 255), at(0)));
    }
};

QTEST_APPLESS_MAIN(TestFragmentJoiner)
#include "tst_fragmentjoiner.moc"

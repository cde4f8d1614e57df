// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/pcapreader.h"

#include "tests/core/formats/pcap/files.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats::pcap;
using namespace hop101::formats::pcap::fixture;
using Lines = std::vector<std::string>;

Q_DECLARE_METATYPE(hop101::formats::pcap::ByteOrder)

namespace {

FileMaker fileWith(std::uint32_t magic, ByteOrder order, std::uint32_t linkType = 1)
{
    FileMaker file(order);
    file.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(linkType);
    return file;
}
FileMaker &addPacket(FileMaker &file, std::string_view data, std::uint32_t length)
{
    const auto size = static_cast<std::uint32_t>(data.size());
    return file.u32(1'700'000'000).u32(123'456).u32(size).u32(length).text(data);
}

class TestPcapReader : public QObject
{
    Q_OBJECT
private slots:
    void bothOrdersAndBothResolutionsAreRead_data();
    void bothOrdersAndBothResolutionsAreRead();
    void aBrokenFileGivesWhatStandsBefore_data();
    void aBrokenFileGivesWhatStandsBefore();
};

void TestPcapReader::bothOrdersAndBothResolutionsAreRead_data()
{
    QTest::addColumn<std::uint32_t>("magic");
    QTest::addColumn<ByteOrder>("order");
    QTest::addColumn<QString>("time");
    QTest::newRow("microseconds, little-endian") << 0xa1b2c3d4U << ByteOrder::Little << "1700000000123456000";
    QTest::newRow("microseconds, big-endian") << 0xa1b2c3d4U << ByteOrder::Big << "1700000000123456000";
    QTest::newRow("nanoseconds, little-endian") << 0xa1b23c4dU << ByteOrder::Little << "1700000000000123456";
    QTest::newRow("nanoseconds, big-endian") << 0xa1b23c4dU << ByteOrder::Big << "1700000000000123456";
}

void TestPcapReader::bothOrdersAndBothResolutionsAreRead()
{
    QFETCH(const std::uint32_t, magic);
    QFETCH(const ByteOrder, order);
    QFETCH(const QString, time);
    FileMaker file = fileWith(magic, order, 0xf0000071); // of 113, with a checksum behind each packet
    addPacket(file, "hello", 5);
    addPacket(file, "", 60);
    for (const std::size_t step : {1, 7, 4096}) {
        FileBytes bytes = fileOf(file.bytes(), step);
        PcapReader reader(bytes);
        const std::string when = time.toStdString();
        QCOMPARE(linesOf(reader), (Lines{"113 " + when + " hello/5", "113 " + when + " /60"}));
        QVERIFY(std::holds_alternative<FileEnd>(reader.next()));
    }
}

void TestPcapReader::aBrokenFileGivesWhatStandsBefore_data()
{
    QTest::addColumn<base::Bytes>("bytes");
    QTest::addColumn<int>("packets");
    QTest::addColumn<QString>("message");
    FileMaker file = fileWith(0xa1b2c3d4, ByteOrder::Little);
    addPacket(file, "hello", 5);
    const base::Bytes whole = file.bytes();
    const auto cut = [&whole](std::size_t size) {
        return base::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    };
    QTest::newRow("in the file's head")
        << cut(20) << 0 << "broken at 0: A pcap file begins with a head of 24 bytes; this one has 20.";
    QTest::newRow("in a packet's head")
        << cut(30) << 0
        << "broken at 24: The head of a packet was expected (16 bytes), and the file ends after 6.";
    QTest::newRow("in a packet") << cut(
        43) << 0 << "broken at 24: A packet of 5 bytes begins here, and the file ends after 3 of them.";
    base::Bytes zeros = whole;
    zeros.resize(zeros.size() + 4096);
    QTest::newRow("zeros behind it")
        << zeros << 1 << "broken at 45: The head of a packet was expected, and there are only zeros.";
    file.u32(1).u32(2).u32(0xffffffff).u32(4);
    QTest::newRow("a packet of 4 GiB") << file.bytes() << 1
                                       << "broken at 45: The head of a packet was expected; what is there "
                                          "would be a packet of 4294967295 bytes.";
    QTest::newRow("no pcap") << base::toBytes(std::string(24, 'x')) << 0
                             << "broken at 0: The first four bytes are not those of a pcap file.";
}

void TestPcapReader::aBrokenFileGivesWhatStandsBefore()
{
    QFETCH(const base::Bytes, bytes);
    QFETCH(const int, packets);
    QFETCH(const QString, message);
    FileBytes source = fileOf(bytes);
    PcapReader reader(source);
    const Lines lines = linesOf(reader);
    QCOMPARE(int(lines.size()), packets + 1);
    QCOMPARE(QString::fromStdString(lines.back()), message);
}

} // namespace

QTEST_APPLESS_MAIN(TestPcapReader)
#include "tst_pcapreader.moc"

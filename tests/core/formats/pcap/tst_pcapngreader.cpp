// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/pcapngreader.h"

#include "core/formats/pcap/pcapngwriter.h"
#include "tests/core/formats/pcap/files.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats::pcap;
using namespace hop101::formats::pcap::fixture;
using Lines = std::vector<std::string>;

Q_DECLARE_METATYPE(hop101::formats::pcap::ByteOrder)

namespace {

FileMaker &addSection(FileMaker &file, ByteOrder order, std::uint16_t version = 1)
{
    return file.block(block::kSection,
                      FileMaker(order).u32(block::kOrderMagic).u16(version).u16(0).u32(~0U).u32(~0U));
}
FileMaker interface(ByteOrder order, std::uint16_t linkType, std::uint32_t snapLength = 0)
{
    FileMaker body(order);
    body.u16(linkType).u16(0).u32(snapLength);
    return body;
}
FileMaker packet(ByteOrder order, std::uint32_t at, std::uint64_t ticks, std::string_view data)
{
    const auto size = static_cast<std::uint32_t>(data.size());
    FileMaker body(order);
    body.u32(at).u32(static_cast<std::uint32_t>(ticks >> 32U)).u32(static_cast<std::uint32_t>(ticks));
    body.u32(size).u32(size + 2).text(data);
    return body;
}
Lines read(const FileMaker &file)
{
    FileBytes bytes = fileOf(file.bytes());
    PcapngReader reader(bytes);
    return linesOf(reader);
}

class TestPcapngReader : public QObject
{
    Q_OBJECT
private slots:
    void packetsOfBothOrders_data();
    void packetsOfBothOrders();
    void sectionsFollowEachOtherInAnyOrderOfBytes();
    void eachInterfaceHasItsResolutionAndOffset();
    void otherBlocksArePassedOverAndSecretsAreGiven();
    void simpleAndObsoletePackets();
    void aBrokenFileGivesWhatStandsBefore_data();
    void aBrokenFileGivesWhatStandsBefore();
};

void TestPcapngReader::packetsOfBothOrders_data()
{
    QTest::addColumn<ByteOrder>("order");
    QTest::newRow("little-endian") << ByteOrder::Little;
    QTest::newRow("big-endian") << ByteOrder::Big;
}

void TestPcapngReader::packetsOfBothOrders()
{
    QFETCH(const ByteOrder, order);
    FileMaker file(order);
    addSection(file, order).block(block::kInterface, interface(order, 101));
    file.block(block::kEnhancedPacket, packet(order, 0, 1'700'000'000'123'456, "hello"));
    QCOMPARE(read(file), (Lines{"101 1700000000123456000 hello/7"}));
}

void TestPcapngReader::sectionsFollowEachOtherInAnyOrderOfBytes()
{
    FileMaker file(ByteOrder::Little);
    addSection(file, ByteOrder::Little).block(block::kInterface, interface(ByteOrder::Little, 1));
    file.block(block::kInterface, interface(ByteOrder::Little, 0));
    file.block(block::kEnhancedPacket, packet(ByteOrder::Little, 1, 1, "a"));
    FileMaker other(ByteOrder::Big);
    addSection(other, ByteOrder::Big).block(block::kInterface, interface(ByteOrder::Big, 113));
    other.block(block::kEnhancedPacket, packet(ByteOrder::Big, 0, 2, "b"));
    other.block(block::kEnhancedPacket, packet(ByteOrder::Big, 1, 3, "c"));
    base::append(file.bytes(), other.bytes());
    const Lines lines = read(file);
    QCOMPARE(lines.size(), std::size_t{3});
    QCOMPARE(lines[0], std::string("0 1000 a/3"));
    QCOMPARE(lines[1], std::string("113 2000 b/3"));
    QVERIFY(lines[2].ends_with("A packet of interface 1 stands here, and the section describes 1."));
}

void TestPcapngReader::eachInterfaceHasItsResolutionAndOffset()
{
    constexpr ByteOrder kOrder = ByteOrder::Little;
    FileMaker file(kOrder);
    addSection(file, kOrder);
    file.block(block::kInterface, interface(kOrder, 1).u16(9).u16(1).u32(9).u16(0).u16(0));
    file.block(block::kInterface, interface(kOrder, 1).u16(9).u16(1).u32(0x80 + 10).u16(0).u16(0));
    file.block(block::kInterface, interface(kOrder, 1).u16(14).u16(8).u32(100).u32(0).u16(0).u16(0));
    file.block(block::kInterface, interface(kOrder, 1).u16(9).u16(1).u32(12).u16(0).u16(0));
    file.block(block::kInterface, interface(kOrder, 1).u16(9).u16(1).u32(0x80 + 40).u16(0).u16(0));
    file.block(block::kEnhancedPacket, packet(kOrder, 0, 5, "a"));
    file.block(block::kEnhancedPacket, packet(kOrder, 1, 1024 + 512, "b"));
    file.block(block::kEnhancedPacket, packet(kOrder, 2, 5, "c"));
    file.block(block::kEnhancedPacket, packet(kOrder, 3, 5'000, "d"));
    file.block(block::kEnhancedPacket,
               packet(kOrder, 4, (std::uint64_t{3} << 40U) + (std::uint64_t{1} << 38U), "e"));
    QCOMPARE(read(file),
             (Lines{"1 5 a/3", "1 1500000000 b/3", "1 100000005000 c/3", "1 5 d/3", "1 3250000000 e/3"}));
}

void TestPcapngReader::otherBlocksArePassedOverAndSecretsAreGiven()
{
    constexpr ByteOrder kOrder = ByteOrder::Little;
    FileMaker file(kOrder);
    addSection(file, kOrder);
    file.block(5, FileMaker(kOrder).text("statistics of an interface"));
    file.block(0x80000001, FileMaker(kOrder).text(std::string(1 << 20, 'x')));
    file.block(block::kDecryptionSecrets, FileMaker(kOrder).u32(block::kTlsKeyLog).u32(3).text("abc"));
    file.block(block::kDecryptionSecrets, FileMaker(kOrder).u32(0x57474b4c).u32(3).text("abc"));
    file.block(block::kInterface, interface(kOrder, 1));
    file.block(block::kEnhancedPacket, packet(kOrder, 0, 5, "a"));
    QCOMPARE(read(file), (Lines{"keys abc", "1 5000 a/3"}));
}

void TestPcapngReader::simpleAndObsoletePackets()
{
    constexpr ByteOrder kOrder = ByteOrder::Big;
    FileMaker file(kOrder);
    addSection(file, kOrder);
    file.block(block::kInterface, interface(kOrder, 1, 4));
    file.block(block::kOldPacket, FileMaker(kOrder).u16(0).u16(7).u32(0).u32(9).u32(2).u32(2).text("ab"));
    file.block(block::kSimplePacket, FileMaker(kOrder).u32(10).text("abcd"));
    QCOMPARE(read(file), (Lines{"1 9000 ab/2", "1 9000 abcd/10"}));
}

void TestPcapngReader::aBrokenFileGivesWhatStandsBefore_data()
{
    QTest::addColumn<base::Bytes>("bytes");
    QTest::addColumn<QString>("message");
    constexpr ByteOrder kOrder = ByteOrder::Little;
    FileMaker start(kOrder);
    addSection(start, kOrder).block(block::kInterface, interface(kOrder, 1));
    const auto row = [](const char *name, const base::Bytes &bytes, const char *message) {
        QTest::newRow(name) << bytes << QString(message);
    };
    FileMaker file = start;
    file.block(block::kEnhancedPacket, packet(kOrder, 0, 5, "a"));
    base::Bytes bytes = file.bytes();
    bytes.resize(bytes.size() - 1);
    row("in a block", bytes,
        "broken at 48: A block of 36 bytes begins here, and the file ends after 35 of them.");
    bytes.resize(50);
    row("in a block's head", bytes, "broken at 48: A block was expected, and the file ends after 2 bytes.");
    bytes = file.bytes();
    bytes.back() = std::byte{1};
    row("another size at the end", bytes,
        "broken at 48: A block of 36 bytes ends with its size once more; this one ends with another number.");
    row("a size of 13", FileMaker(start).u32(6).u32(13).u32(0).bytes(),
        "broken at 48: A block was expected, and its size would be 13 bytes: it is at least 12, and a "
        "multiple of 4.");
    row("a packet of 4 GiB", FileMaker(start).u32(6).u32(0xfffffffc).u32(0).bytes(),
        "broken at 48: A block was expected, and its size would be 4294967292 bytes, which is more than any "
        "packet has.");
    row("another block of 4 GiB", FileMaker(start).u32(99).u32(0xfffffffc).u32(0).bytes(),
        "broken at 48: A block of 4294967292 bytes begins here, and the file ends within it.");
    FileMaker lying = start;
    lying.block(block::kEnhancedPacket, FileMaker(kOrder).u32(0).u32(0).u32(5).u32(100).u32(100).text("ab"));
    row("more captured than the block holds", lying.bytes(),
        "broken at 48: A packet of 100 bytes stands here, in a block with room for 4.");
    FileMaker newer(kOrder);
    addSection(newer, kOrder, 2);
    row("version 2", newer.bytes(),
        "broken at 0: Version 1 of pcapng was expected, and this section is of version 2.");
    row("no section", FileMaker(kOrder).block(1, interface(kOrder, 1)).bytes(),
        "broken at 0: A pcapng file begins with a section header block; this one does not.");
}

void TestPcapngReader::aBrokenFileGivesWhatStandsBefore()
{
    QFETCH(const base::Bytes, bytes);
    QFETCH(const QString, message);
    FileBytes source = fileOf(bytes, 4096);
    PcapngReader reader(source);
    const Lines lines = linesOf(reader);
    QCOMPARE(QString::fromStdString(lines.back()), message);
    QVERIFY(std::holds_alternative<FileEnd>(reader.next()));
}

} // namespace

QTEST_APPLESS_MAIN(TestPcapngReader)
#include "tst_pcapngreader.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/pcapngexport.h"

#include "core/capture/annotations.h"
#include "core/websocket/frameheader.h"
#include "tests/core/capture/compressed.h"
#include "tests/core/capture/formatsession.h"
#include "tests/core/formats/pcap/packets.h"

#include <algorithm>
#include <map>

using namespace hop101;
using namespace hop101::formats;
using namespace hop101::formats::pcap;
using namespace hop101::formats::pcap::fixture;
using capture::fixture::deflated;
using capture::fixture::frame;
using capture::fixture::Recording;
using hop::Direction;
using websocket::Opcode;

namespace {

constexpr std::uint16_t kServer = 9101; ///< as Recording::upgrade() says

QString text(const base::Bytes &bytes)
{
    return QString::fromLatin1(base::toHex(bytes));
}

const SeenPacket *withComment(const SeenFile &file, std::string_view part)
{
    for (const SeenPacket &packet : file.packets) {
        for (const std::string &comment : packet.comments) {
            if (comment.find(part) != std::string::npos)
                return &packet;
        }
    }
    return nullptr;
}

/// Each side's numbers go on where they were, and each packet acknowledges all that the other side sent.
bool areNumbersContinuous(const SeenFile &file)
{
    std::map<std::uint16_t, std::uint32_t> next;
    for (const SeenPacket &packet : file.packets) {
        const bool takesNumber = (packet.flags & (tcp::kSyn | tcp::kFin)) != 0;
        if (next.contains(packet.fromPort) && next[packet.fromPort] != packet.seq)
            return false;
        if ((packet.flags & tcp::kAck) != 0 && next[packet.toPort] != packet.ack)
            return false;
        next[packet.fromPort] =
            packet.seq + static_cast<std::uint32_t>(packet.payload.size()) + (takesNumber ? 1U : 0U);
    }
    return true;
}

class TestPcapngExport : public QObject
{
    Q_OBJECT
private slots:
    void aSessionIsAConnectionWithOneFrameAPacket();
    void bytesAreAsTheyWereOnTheWire();
    void findingsAndNotesAreComments();
    void aLargeFrameGoesInSegmentsAndItsCommentIsAtTheLast();
    void addressesOfSixteenBytesAreIpv6();
    void withoutAddressesSomeAreMadeUpAndThatIsSaid();
    void aGapIsAJumpOfTheNumbers();
    void aResetIsAReset();
    void whatTlsHeldIsSaidToBeDecrypted();
    void decodedMessagesHaveNoRsv1();
    void aSelectionHasItsHeads();
    void aSinkThatSaysNoEndsIt();
    void aConnectionThatFailedIsAPacketThatNobodyAnswers();
};

void TestPcapngExport::aSessionIsAConnectionWithOneFrameAPacket()
{
    Recording recording;
    recordFormatSession(recording);
    const auto reader = recording.finishAndRead();
    const SeenFile file = seenFile(exported(wholeCapture(*reader)));
    QVERIFY(file.isWellFormed);
    // Three to open, two heads, ten frames, two to close.
    QCOMPARE(file.packets.size(), std::size_t{17});
    QCOMPARE(int{file.packets[0].flags}, int{tcp::kSyn});
    QCOMPARE(int{file.packets[1].flags}, int{tcp::kSyn | tcp::kAck});
    QCOMPARE(int{file.packets[2].flags}, int{tcp::kAck});
    QVERIFY(base::asText(file.packets[3].payload).starts_with("GET /chat HTTP/1.1\r\n"));
    QVERIFY(base::asText(file.packets[4].payload).starts_with("HTTP/1.1 101 "));
    QCOMPARE(int{file.packets[15].flags}, int{tcp::kFin | tcp::kAck});
    QCOMPARE(file.packets[15].fromPort, kServer);
    QVERIFY(areNumbersContinuous(file));
    for (const SeenPacket &packet : file.packets)
        QVERIFY(packet.isChecksumGood);
    const auto created = reader->info().created.time_since_epoch();
    const std::uint64_t start = static_cast<std::uint64_t>(std::chrono::nanoseconds(created).count());
    QCOMPARE(file.packets[3].time, start + 2'000'000);
}

void TestPcapngExport::bytesAreAsTheyWereOnTheWire()
{
    Recording recording;
    recordFormatSession(recording);
    const auto reader = recording.finishAndRead();
    const SeenFile file = seenFile(exported(wholeCapture(*reader)));
    for (const Direction direction : {Direction::FromLeft, Direction::FromRight}) {
        const base::Bytes all = reader->bytes(recording.hop(), direction, 0, 1 << 20);
        QCOMPARE(text(stream(file, kServer, direction == Direction::FromLeft)), text(all));
    }
}

void TestPcapngExport::findingsAndNotesAreComments()
{
    Recording recording;
    recordFormatSession(recording);
    recording.recorder().finish();
    const auto written = capture::setNoteText(recording.path(), {5}, "look here");
    QVERIFY(bool(written));
    const auto reader = recording.read();
    const SeenFile file = seenFile(exported(wholeCapture(*reader)));
    const SeenPacket *finding = withComment(file, "error (ClientFrameMasked, RFC 6455 5.");
    QVERIFY(finding);
    QCOMPARE(finding->toPort, kServer);
    const SeenPacket *note = withComment(file, "note: look here");
    QVERIFY(note);
    QCOMPARE(text(note->payload), text(reader->wire(reader->event({5}), 1000)));
}

void TestPcapngExport::aLargeFrameGoesInSegmentsAndItsCommentIsAtTheLast()
{
    Recording recording;
    recording.upgrade();
    recording.bytes(Direction::FromLeft, frame(Opcode::Binary, std::string(300 * 1024, 'x')));
    const auto reader = recording.finishAndRead();
    const SeenFile file = seenFile(exported(wholeCapture(*reader)));
    QVERIFY(file.isWellFormed);
    QCOMPARE(file.packets.size(), std::size_t{3 + 2 + 5});
    QCOMPARE(file.packets[5].payload.size(), kMaxSegmentBytes);
    QVERIFY(file.packets[5].comments.empty());
    QVERIFY(file.packets[9].comments.front().find("ClientFrameMasked") != std::string::npos);
    QVERIFY(areNumbersContinuous(file));
}

void TestPcapngExport::addressesOfSixteenBytesAreIpv6()
{
    Recording recording;
    recording.take(Direction::FromLeft, hop::Opened{"[2001:db8::1]:40312", "[2001:db8::2]:9101"});
    recording.bytes(Direction::FromLeft, capture::fixture::kRequest);
    recording.bytes(Direction::FromRight, frame(Opcode::Binary, std::string(200'000, 'x')));
    const auto reader = recording.finishAndRead();
    const SeenFile file = seenFile(exported(wholeCapture(*reader)));
    QCOMPARE(file.packets.size(), std::size_t{3 + 1 + 4});
    for (const SeenPacket &packet : file.packets) {
        QCOMPARE(packet.version, 6);
        QVERIFY(packet.isChecksumGood);
    }
}

void TestPcapngExport::withoutAddressesSomeAreMadeUpAndThatIsSaid()
{
    Recording recording;
    recording.take(Direction::FromLeft, hop::Opened{"/run/a.sock", "/run/a.sock"});
    recording.bytes(Direction::FromLeft, capture::fixture::kRequest);
    const auto reader = recording.finishAndRead();
    const SeenFile file = seenFile(exported(wholeCapture(*reader)));
    QCOMPARE(file.packets.size(), std::size_t{4});
    QVERIFY(file.packets[0].comments.front().starts_with("Addresses are made up"));
    QCOMPARE(file.packets[0].toPort, std::uint16_t{80});
}

void TestPcapngExport::aGapIsAJumpOfTheNumbers()
{
    Recording recording;
    recording.upgrade();
    recording.take(Direction::FromRight, hop::Lost{1000, 0, true});
    recording.frames(1);
    const auto reader = recording.finishAndRead();
    const SeenFile file = seenFile(exported(wholeCapture(*reader)));
    QCOMPARE(file.packets.size(), std::size_t{7});
    QVERIFY(!areNumbersContinuous(file));
    QVERIFY(file.packets[5].comments.front().find("1000 bytes") != std::string::npos);
    QCOMPARE(file.packets[6].seq, file.packets[4].seq + file.packets[4].payload.size() + 1000);
}

void TestPcapngExport::aResetIsAReset()
{
    Recording recording;
    recording.upgrade();
    recording.take(Direction::FromRight, hop::Ended{hop::EndCause::Reset});
    const auto reader = recording.finishAndRead();
    const SeenFile file = seenFile(exported(wholeCapture(*reader)));
    QCOMPARE(int{file.packets.back().flags}, int{tcp::kReset | tcp::kAck});
    QCOMPARE(file.packets.back().fromPort, kServer);
}

void TestPcapngExport::whatTlsHeldIsSaidToBeDecrypted()
{
    Recording recording;
    const base::HopId hop = recording.recorder().addHop(
        {{}, {1}, {2}, "wss://example.com/chat", R"({"tls":true})", "{}"}, nullptr);
    recording.take(Direction::FromLeft, hop::Opened{"127.0.0.1:40312", "127.0.0.1:443"}, hop);
    recording.take(Direction::FromRight, hop::Secured{"TLSv1.3", "TLS_AES_256_GCM_SHA384", "", ""}, hop);
    recording.bytes(Direction::FromLeft, capture::fixture::kRequest, hop);
    const auto reader = recording.finishAndRead();
    const SeenFile file = seenFile(exported(wholeCapture(*reader)));
    QCOMPARE(file.interfaces, 2);
    QVERIFY(std::ranges::find(file.texts, "Decrypted: the bytes inside TLS, as plain TCP")
            != file.texts.end());
    for (const SeenPacket &packet : file.packets)
        QCOMPARE(packet.interface, 1U);
    QVERIFY(withComment(file, "Decrypted by Hop101"));
    QVERIFY(withComment(file, "TLS is up: TLSv1.3, TLS_AES_256_GCM_SHA384"));
}

void TestPcapngExport::decodedMessagesHaveNoRsv1()
{
    Recording recording;
    capture::fixture::upgradeCompressed(recording);
    websocket::Deflater deflater({15, false});
    const std::string words = capture::fixture::someText(100'000);
    recording.bytes(Direction::FromRight, deflated(deflater, words.substr(0, 60'000), true, false));
    recording.bytes(Direction::FromRight, deflated(deflater, words.substr(60'000), false, true));
    recording.bytes(Direction::FromRight, deflated(deflater, "again"));
    const auto reader = recording.finishAndRead();
    const SeenFile faithful = seenFile(exported(wholeCapture(*reader)));
    QCOMPARE(text(stream(faithful, kServer, false)),
             text(reader->bytes(recording.hop(), Direction::FromRight, 0, 1 << 20)));

    const SeenFile file = seenFile(exported(wholeCapture(*reader), true));
    QVERIFY(areNumbersContinuous(file));
    base::Bytes bytes = stream(file, kServer, false);
    const auto head = base::asText(bytes).find("\r\n\r\n") + 4;
    base::ByteSpan left = base::ByteSpan(bytes).subspan(head);
    std::string said;
    std::vector<bool> fins;
    while (!left.empty()) {
        websocket::FrameHeader header;
        QVERIFY(websocket::readFrameHeader(left, header));
        QVERIFY(!header.rsv1);
        fins.push_back(header.fin);
        said += base::asText(left.subspan(header.size(), header.payloadLength));
        left = left.subspan(header.size() + header.payloadLength);
    }
    QCOMPARE(fins, (std::vector<bool>{false, true, true}));
    QVERIFY(said == words + "again");
}

void TestPcapngExport::aSelectionHasItsHeads()
{
    Recording recording;
    recordFormatSession(recording);
    const base::HopId other = recording.addHop();
    recording.upgrade(other);
    const auto reader = recording.finishAndRead();
    ExportSource source = wholeCapture(*reader);
    source.isWhole = false;
    source.events = [&reader](const std::function<bool(const hop::Event &)> &visit) {
        visit(reader->event({7})) && visit(reader->event({9}));
    };
    source.filter = "kind == frame";
    const SeenFile file = seenFile(exported(source));
    // Three to open, two heads, two frames, two to close; nothing of the other hop.
    QCOMPARE(file.packets.size(), std::size_t{9});
    QVERIFY(areNumbersContinuous(file));
    QCOMPARE(text(file.packets[5].payload), text(reader->wire(reader->event({7}), 1000)));
    QVERIFY(file.texts[1].find("kind == frame") != std::string::npos);
}

void TestPcapngExport::aSinkThatSaysNoEndsIt()
{
    Recording recording;
    recording.upgrade();
    recording.frames(1000);
    const auto reader = recording.finishAndRead();
    int pieces = 0;
    ExportRun run([&pieces](std::string_view) { return ++pieces < 20; }, {});
    QVERIFY(!exportCapture(ExportFormat::Pcapng, wholeCapture(*reader), {}, run));
    QVERIFY(run.hasFailed());
    QCOMPARE(pieces, 20);
}

void TestPcapngExport::aConnectionThatFailedIsAPacketThatNobodyAnswers()
{
    Recording recording;
    recording.take(Direction::FromLeft, hop::Failed{hop::FailStage::Connect, "Connection refused"});
    const auto reader = recording.finishAndRead();
    const SeenFile file = seenFile(exported(wholeCapture(*reader)));
    QCOMPARE(file.packets.size(), std::size_t{1});
    QCOMPARE(int{file.packets[0].flags}, int{tcp::kSyn});
    QVERIFY(withComment(file, "Connection refused"));
}

} // namespace

QTEST_APPLESS_MAIN(TestPcapngExport)
#include "tst_pcapngexport.moc"

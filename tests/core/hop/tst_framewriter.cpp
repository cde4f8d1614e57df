// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/framewriter.h"

#include "core/websocket/mask.h"

#include <QTest>

#include <functional>

using namespace hop101;
using namespace hop101::hop;
using namespace std::chrono_literals;
using plan::FramePlan;
using plan::Masking;
using plan::WriteCut;
using websocket::Opcode;

using Change = std::function<void(FramePlan &)>;
Q_DECLARE_METATYPE(Change)

namespace {

websocket::MaskKey rfcKey()
{
    return {std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}}; // RFC 6455 5.7
}

FramePlan text(const std::string &payload)
{
    return {Opcode::Text, base::toBytes(payload)};
}

QStringList linesOf(const std::vector<Command> &commands)
{
    QStringList lines;
    for (const Command &command : commands) {
        if (const auto *send = std::get_if<SendBytes>(&command))
            lines += QString::fromStdString(base::toHex(send->bytes));
        else if (const auto *wait = std::get_if<Wait>(&command))
            lines += QString("wait %1").arg(wait->time.count());
        else
            lines += "unexpected";
    }
    return lines;
}

QStringList written(FrameWriter writer, const std::vector<FramePlan> &frames)
{
    std::vector<Command> commands;
    for (const FramePlan &frame : frames)
        writer.write(frame, commands);
    return linesOf(commands);
}

base::Bytes joined(const std::vector<Command> &commands)
{
    base::Bytes all;
    for (const Command &command : commands)
        if (const auto *send = std::get_if<SendBytes>(&command))
            base::append(all, send->bytes);
    return all;
}

FrameWriter clientWriter()
{
    return {rfcKey, true};
}

FrameWriter serverWriter()
{
    return {{}, false};
}

} // namespace

class TestFrameWriter : public QObject
{
    Q_OBJECT
private slots:
    void eachOptionGivesTheseBytes_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("client");
        QTest::addColumn<QStringList>("server");
        const auto row = [](const char *name, const Change &change, const QStringList &client,
                            const QStringList &server) { QTest::newRow(name) << change << client << server; };
        // The payload is "Hello" (RFC 6455 5.7), masked 7f9f4d5158.
        row("as it should be", [](FramePlan &) {}, {"818537fa213d7f9f4d5158"}, {"810548656c6c6f"});
        row("without FIN", [](FramePlan &f) { f.fin = false; }, {"018537fa213d7f9f4d5158"},
            {"010548656c6c6f"});
        row("RSV1", [](FramePlan &f) { f.rsv1 = true; }, {"c18537fa213d7f9f4d5158"}, {"c10548656c6c6f"});
        row("RSV2", [](FramePlan &f) { f.rsv2 = true; }, {"a18537fa213d7f9f4d5158"}, {"a10548656c6c6f"});
        row("RSV3", [](FramePlan &f) { f.rsv3 = true; }, {"918537fa213d7f9f4d5158"}, {"910548656c6c6f"});
        row("a reserved opcode", [](FramePlan &f) { f.opcode = static_cast<Opcode>(0xb); },
            {"8b8537fa213d7f9f4d5158"}, {"8b0548656c6c6f"});
        row("mask on", [](FramePlan &f) { f.masking = Masking::On; }, {"818537fa213d7f9f4d5158"},
            {"81850000000048656c6c6f"});
        row("mask off", [](FramePlan &f) { f.masking = Masking::Off; }, {"810548656c6c6f"},
            {"810548656c6c6f"});
        const websocket::MaskKey ones{std::byte{1}, std::byte{1}, std::byte{1}, std::byte{1}};
        row("a key of its own counts where the role masks", [=](FramePlan &f) { f.maskKey = ones; },
            {"81850101010149646d6d6e"}, {"810548656c6c6f"});
        row("mask on with a key of its own",
            [=](FramePlan &f) {
                f.masking = Masking::On;
                f.maskKey = ones;
            },
            {"81850101010149646d6d6e"}, {"81850101010149646d6d6e"});
        row("length in 3 bytes", [](FramePlan &f) { f.lengthBytes = 3; }, {"81fe000537fa213d7f9f4d5158"},
            {"817e000548656c6c6f"});
        row("length in 9 bytes", [](FramePlan &f) { f.lengthBytes = 9; },
            {"81ff000000000000000537fa213d7f9f4d5158"}, {"817f000000000000000548656c6c6f"});
        row("a length that says too much", [](FramePlan &f) { f.statedLength = 6; },
            {"818637fa213d7f9f4d5158"}, {"810648656c6c6f"});
        row("a length that says too little", [](FramePlan &f) { f.statedLength = 0; },
            {"818037fa213d7f9f4d5158"}, {"810048656c6c6f"});
        row("a stated length takes the form that holds it", [](FramePlan &f) { f.statedLength = 65536; },
            {"81ff000000000001000037fa213d7f9f4d5158"}, {"817f000000000001000048656c6c6f"});
        row("the top bit of the length", [](FramePlan &f) { f.statedLength = std::uint64_t{1} << 63; },
            {"81ff800000000000000037fa213d7f9f4d5158"}, {"817f800000000000000048656c6c6f"});
        row("one byte for a length of 130 has its low bits",
            [](FramePlan &f) {
                f.statedLength = 130;
                f.lengthBytes = 1;
            },
            {"818237fa213d7f9f4d5158"}, {"810248656c6c6f"});
        row("three bytes for a length of 65537 have its low bits",
            [](FramePlan &f) {
                f.statedLength = 65537;
                f.lengthBytes = 3;
            },
            {"81fe000137fa213d7f9f4d5158"}, {"817e000148656c6c6f"});
        row("raw bytes have no header",
            [](FramePlan &f) {
                f.isRaw = true;
                f.rsv1 = true;
                f.masking = Masking::On;
                f.fragmentBytes = 1;
                f.statedLength = 9;
            },
            {"48656c6c6f"}, {"48656c6c6f"});
        row("raw bytes that are none are no write",
            [](FramePlan &f) {
                f.isRaw = true;
                f.payload.clear();
            },
            {}, {});
        row("fragments of 2", [](FramePlan &f) { f.fragmentBytes = 2; },
            {"018237fa213d7f9f"
             "008237fa213d5b96"
             "808137fa213d58"},
            {"01024865"
             "00026c6c"
             "80016f"});
        row("fragments that come out even", [](FramePlan &f) { f.fragmentBytes = 5; },
            {"818537fa213d7f9f4d5158"}, {"810548656c6c6f"});
        row("the rsv bits of a fragmented message are in its first frame, FIN of the plan in its last",
            [](FramePlan &f) {
                f.fragmentBytes = 3;
                f.rsv1 = f.rsv2 = f.rsv3 = true;
                f.fin = false;
            },
            {"718337fa213d7f9f4d"
             "008237fa213d5b95"},
            {"710348656c"
             "00026c6f"});
        row("split in the header, at its end and in the payload, with pauses",
            [](FramePlan &f) {
                f.masking = Masking::Off;
                f.cuts = {{1, 0ms}, {2, 20ms}, {4, 30ms}};
            },
            {"81", "05", "wait 20", "4865", "wait 30", "6c6c6f"},
            {"81", "05", "wait 20", "4865", "wait 30", "6c6c6f"});
        row("the mask goes on behind a cut",
            [](FramePlan &f) {
                f.cuts = {{6, 0ms}, {7, 0ms}};
            },
            {"818537fa213d", "7f", "9f4d5158"}, {"810548656c6c", "6f"});
        row("a cut at 0 is a pause before all",
            [](FramePlan &f) {
                f.cuts = {{0, 5ms}};
            },
            {"wait 5", "818537fa213d7f9f4d5158"}, {"wait 5", "810548656c6c6f"});
        row("cuts at one place add up",
            [](FramePlan &f) {
                f.masking = Masking::Off;
                f.cuts = {{2, 5ms}, {2, 6ms}};
            },
            {"8105", "wait 5", "wait 6", "48656c6c6f"}, {"8105", "wait 5", "wait 6", "48656c6c6f"});
        row("cuts at and beyond the end come after the last byte",
            [](FramePlan &f) {
                f.masking = Masking::Off;
                f.cuts = {{7, 5ms}, {1000, 6ms}};
            },
            {"810548656c6c6f", "wait 5", "wait 6"}, {"810548656c6c6f", "wait 5", "wait 6"});
        row("cuts count through the fragments",
            [](FramePlan &f) {
                f.masking = Masking::Off;
                f.fragmentBytes = 4;
                f.cuts = {{6, 0ms}, {7, 0ms}};
            },
            {"010448656c6c", "80", "016f"}, {"010448656c6c", "80", "016f"});
    }
    void eachOptionGivesTheseBytes()
    {
        QFETCH(Change, change);
        FramePlan frame = text("Hello");
        change(frame);
        QFETCH(QStringList, client);
        QCOMPARE(written(clientWriter(), {frame}), client);
        QFETCH(QStringList, server);
        QCOMPARE(written(serverWriter(), {frame}), server);
    }

    void anEmptyFrameIsAHeader()
    {
        FramePlan ping{Opcode::Ping, {}};
        QCOMPARE(written(clientWriter(), {ping}), QStringList{"898037fa213d"});
        ping.fragmentBytes = 3;
        QCOMPARE(written(serverWriter(), {ping}), QStringList{"8900"});
    }

    void everyFrameHasAFreshMask()
    {
        std::uint8_t next = 0;
        const auto counting = [&next] {
            ++next;
            return websocket::MaskKey{std::byte{next}, {}, {}, {}};
        };
        FramePlan message = text("ab");
        message.fragmentBytes = 1;
        QCOMPARE(written({counting, true}, {message, text("")}),
                 QStringList({"018101000000"
                              "60"
                              "808102000000"
                              "60",
                              "818003000000"}));
    }

    void framesWithoutCutsShareAWriteAndThoseWithCutsDoNot()
    {
        FramePlan cut = text("b");
        cut.cuts = {{1, 0ms}};
        QCOMPARE(written(serverWriter(), {text("a"), text("a"), cut, text("c"), text("c")}),
                 (QStringList{"810161810161", "81", "0162", "810163810163"}));
    }
    void whatWasTakenIsNotWrittenToAnyMore()
    {
        FrameWriter writer = serverWriter();
        std::vector<Command> commands;
        writer.write(text("a"), commands);
        writer.endBatch();
        writer.write(text("b"), commands);
        QCOMPARE(linesOf(commands), (QStringList{"810161", "810162"}));
    }
    void aWriteOfAnotherHandIsNotShared()
    {
        FrameWriter writer = serverWriter();
        std::vector<Command> commands{SendBytes{base::toBytes("HTTP")}};
        writer.write(text("a"), commands);
        QCOMPARE(linesOf(commands), (QStringList{"48545450", "810161"}));
    }

    void writesAreBounded_data()
    {
        QTest::addColumn<int>("payload");
        QTest::addColumn<int>("fragment");
        QTest::addColumn<int>("writes");
        const int batch = int(kMaxBatchBytes);
        const int most = int(kMaxWriteBytes);
        QTest::newRow("the largest that is batched") << batch << 0 << 1;
        QTest::newRow("one more") << batch + 1 << 0 << 1;
        QTest::newRow("exactly one write") << most - 14 << 0 << 1;
        QTest::newRow("one byte more than a write holds") << most - 13 << 0 << 2;
        QTest::newRow("many writes") << 10 * most << 0 << 11;
        QTest::newRow("many fragments in a write") << most << 1000 << 2;
        QTest::newRow("fragments larger than a write") << 4 * most << 3 * most << 5;
    }
    void writesAreBounded()
    {
        QFETCH(int, payload);
        QFETCH(int, fragment);
        FramePlan frame = text(std::string(std::size_t(payload), 'x'));
        for (std::size_t i = 0; i < frame.payload.size(); ++i)
            frame.payload[i] = static_cast<std::byte>(i * 31 + i / 251);
        frame.fragmentBytes = std::uint64_t(fragment);
        std::vector<Command> commands;
        clientWriter().write(frame, commands);
        for (const Command &command : commands)
            QVERIFY(std::get<SendBytes>(command).bytes.size() <= kMaxWriteBytes + 14);
        QTEST(int(commands.size()), "writes");
        QVERIFY(payloadOf(joined(commands)) == frame.payload);
    }

    void bytesOfARequestAreCutLikeFrames()
    {
        const auto request = base::asBytes("GET / HTTP/1.1\r\n\r\n");
        std::vector<Command> commands;
        const std::vector<WriteCut> cuts{{3, 10ms}, {99, 7ms}};
        writeInPieces(request, cuts, commands);
        QCOMPARE(linesOf(commands),
                 (QStringList{"474554", "wait 10", "202f20485454502f312e310d0a0d0a", "wait 7"}));
        commands.clear();
        writeInPieces({}, {}, commands);
        QVERIFY(commands.empty());
    }

private:
    /// What a decoder reads of these frames, unmasked and joined.
    static base::Bytes payloadOf(base::ByteSpan wire)
    {
        base::Bytes all;
        websocket::FrameHeader header;
        while (websocket::readFrameHeader(wire, header)) {
            base::Bytes part(wire.begin() + std::ptrdiff_t(header.size()),
                             wire.begin() + std::ptrdiff_t(header.size() + header.payloadLength));
            websocket::applyMask(part, header.maskKey);
            base::append(all, part);
            wire = wire.subspan(header.size() + header.payloadLength);
        }
        return all;
    }
};

QTEST_APPLESS_MAIN(TestFrameWriter)
#include "tst_framewriter.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/framespec.h"

#include <QTest>

using namespace hop101;
using namespace hop101::cli;
using namespace std::chrono_literals;
using plan::FramePlan;
using plan::Masking;
using websocket::Opcode;

Q_DECLARE_METATYPE(FramePlan)

class TestCliFrameSpec : public QObject
{
    Q_OBJECT
private slots:
    void eachWordIsRead_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<FramePlan>("expected");
        const auto row = [](const char *name, const char *spec, const auto &change) {
            FramePlan frame;
            change(frame);
            QTest::newRow(name) << spec << frame;
        };
        row("a kind alone", "ping", [](FramePlan &f) { f.opcode = Opcode::Ping; });
        row("a reserved opcode", "11", [](FramePlan &f) { f.opcode = static_cast<Opcode>(11); });
        row("opcode 0", "0", [](FramePlan &f) { f.opcode = Opcode::Continuation; });
        row("text takes the rest", "text,text=a,b=c",
            [](FramePlan &f) { f.payload = base::toBytes("a,b=c"); });
        row("hex", "binary,hex=00 FF", [](FramePlan &f) {
            f.opcode = Opcode::Binary;
            f.payload = *base::fromHex("00ff");
        });
        row("raw", "raw,hex=8105", [](FramePlan &f) {
            f.isRaw = true;
            f.payload = *base::fromHex("8105");
        });
        row("switches", "text,fin=0,rsv1,rsv2=1,rsv3=on,compress=off", [](FramePlan &f) {
            f.fin = false;
            f.rsv1 = f.rsv2 = f.rsv3 = true;
            f.compress = false;
        });
        row("mask off", "text,mask=off", [](FramePlan &f) { f.masking = Masking::Off; });
        row("mask on", "text,mask=on", [](FramePlan &f) { f.masking = Masking::On; });
        row("a mask key", "text,mask=37FA213d", [](FramePlan &f) {
            f.masking = Masking::On;
            f.maskKey =
                websocket::MaskKey{std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};
        });
        row("lengths", "text,length=9,stated=18446744073709551615,fragment=3", [](FramePlan &f) {
            f.lengthBytes = 9;
            f.statedLength = ~std::uint64_t{0};
            f.fragmentBytes = 3;
        });
        row("cuts in any order", "text,cut=9:250,cut=2", [](FramePlan &f) {
            f.cuts = {{2, 0ms}, {9, 250ms}};
        });
        row("a close code and a reason", "close,code=1001,text=bye", [](FramePlan &f) {
            f.opcode = Opcode::Close;
            f.payload = base::toBytes("\x03\xe9"
                                      "bye");
        });
    }
    void eachWordIsRead()
    {
        QFETCH(QString, spec);
        QFETCH(FramePlan, expected);
        const auto frame = frameFrom(spec.toStdString());
        QVERIFY2(frame, frame ? "" : frame.error().sentence.c_str());
        QVERIFY(frame.value() == expected);
    }

    void mistakes_data()
    {
        QTest::addColumn<QString>("spec");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *name, const char *spec, const char *named) {
            QTest::newRow(name) << spec << named;
        };
        row("nothing", "", "“”");
        row("no kind", "fin=0", "“fin=0”");
        row("opcode 16", "16", "“16”");
        row("an unknown option", "text,size=3", "“size=3”");
        row("a switch with another value", "text,rsv1=2", "“rsv1=2”");
        row("half a mask key", "text,mask=37fa", "“mask=37fa”");
        row("a length field of 2 bytes", "text,length=2", "“length=2”");
        row("a length that is no number", "text,stated=many", "“stated=many”");
        row("a length beyond 64 bits", "text,stated=18446744073709551616", "“stated=18446744073709551616”");
        row("half a byte of hex", "raw,hex=810", "“hex=810”");
        row("a code of no close", "ping,code=1000", "“code=1000”");
        row("a code beyond 16 bits", "close,code=65536", "“code=65536”");
        row("a cut that is no place", "text,cut=x", "“cut=x”");
        row("a pause beyond a day", "text,cut=1:86400001", "“cut=1:86400001”");
    }
    void mistakes()
    {
        QFETCH(QString, spec);
        QFETCH(QString, named);
        const auto frame = frameFrom(spec.toStdString());
        QVERIFY(!frame);
        const QString sentence = QString::fromStdString(frame.error().sentence);
        QVERIFY2(sentence.contains(named) && sentence.endsWith('.'), qPrintable(sentence));
    }

    void cutsAreSortedAndCounted()
    {
        const auto cuts = cutsFrom("--cut", {"30:5", "4"});
        QVERIFY(cuts && cuts.value() == (std::vector<plan::WriteCut>{{4, 0ms}, {30, 5ms}}));
        QVERIFY(cutsFrom("--cut", std::vector<std::string>(plan::kMaxCuts, "1")));
        QVERIFY(!cutsFrom("--cut", std::vector<std::string>(plan::kMaxCuts + 1, "1")));
        for (const char *wrong : {"", ":", "1:", ":1", "1:2:3", "-1", "1.5", " 1"})
            QVERIFY2(!cutFrom("--cut", wrong), wrong);
    }
};

QTEST_APPLESS_MAIN(TestCliFrameSpec)
#include "tst_cli_framespec.moc"

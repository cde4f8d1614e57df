// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/messageassembler.h"

#include <QTest>

using namespace hop101::websocket;

namespace {

QString lineOf(const FramePlace &place)
{
    static const char *const roles[] = {"control", "start", "continue", "orphan", "new inside"};
    QString line = QString("%1 op=%2 of %3")
                       .arg(roles[static_cast<int>(place.role)])
                       .arg(static_cast<int>(place.opcode))
                       .arg(place.message);
    if (place.abandoned != 0)
        line += QString(" abandons %1").arg(place.abandoned);
    if (place.isCompressed)
        line += " compressed";
    return place.endsMessage ? line + " ends" : line;
}

} // namespace

class TestMessageAssembler : public QObject
{
    Q_OBJECT
private slots:
    /// A frame is its opcode as a hex digit; '+' behind it says that FIN is missing, '*' that RSV1 is set.
    void places_data()
    {
        QTest::addColumn<QString>("frames");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<quint64>("open");
        const auto row = [](const char *name, const QString &frames, const QStringList &expected,
                            quint64 open = 0) { QTest::newRow(name) << frames << expected << open; };
        row("whole messages", "1 2", {"start op=1 of 1 ends", "start op=2 of 2 ends"});
        row("a message in three frames", "1+ 0+ 0",
            {"start op=1 of 1", "continue op=1 of 1", "continue op=1 of 1 ends"});
        row("control frames stand between", "2+ 9 a 8 0",
            {"start op=2 of 1", "control op=9 of 2 ends", "control op=10 of 3 ends", "control op=8 of 4 ends",
             "continue op=2 of 1 ends"});
        row("a fragmented control frame opens nothing", "9+ 1",
            {"control op=9 of 1 ends", "start op=1 of 2 ends"});
        row("an unfinished message is open", "1 2+ 9",
            {"start op=1 of 1 ends", "start op=2 of 2", "control op=9 of 3 ends"}, 2);
        row("a continuation of nothing", "0 1", {"orphan op=0 of 1 ends", "start op=1 of 2 ends"});
        row("a continuation of nothing opens nothing", "0+ 0", {"orphan op=0 of 1", "orphan op=0 of 2 ends"});
        row("a continuation behind the end", "1+ 0 0",
            {"start op=1 of 1", "continue op=1 of 1 ends", "orphan op=0 of 3 ends"});
        row("a whole message inside another", "1+ 2 0",
            {"start op=1 of 1", "new inside op=2 of 2 abandons 1 ends", "orphan op=0 of 3 ends"});
        row("a fragmented message inside another", "1+ 2+ 0",
            {"start op=1 of 1", "new inside op=2 of 2 abandons 1", "continue op=2 of 2 ends"});
        row("reserved data opcodes are messages", "3+ 0 7",
            {"start op=3 of 1", "continue op=3 of 1 ends", "start op=7 of 3 ends"});
        row("reserved control opcodes are none", "1+ b f 0",
            {"start op=1 of 1", "control op=11 of 2 ends", "control op=15 of 3 ends",
             "continue op=1 of 1 ends"});
        row("RFC 7692 6: RSV1 of the first frame counts", "1+* 0+ 0* 1+ 0*",
            {"start op=1 of 1 compressed", "continue op=1 of 1 compressed",
             "continue op=1 of 1 compressed ends", "start op=1 of 4", "continue op=1 of 4 ends"});
    }
    void places()
    {
        QFETCH(QString, frames);
        MessageAssembler assembler;
        QStringList lines;
        std::uint64_t id = 0;
        for (const QString &frame : frames.split(' ')) {
            const FrameHeader header{.fin = !frame.contains('+'),
                                     .rsv1 = frame.contains('*'),
                                     .opcode = static_cast<Opcode>(frame.first(1).toInt(nullptr, 16))};
            lines += lineOf(assembler.place(header, ++id));
        }
        QTEST(lines, "expected");
        QTEST(quint64(assembler.openMessage()), "open");
        QCOMPARE(assembler.isMessageOpen(), assembler.openMessage() != 0);
    }

    void resetForgetsTheOpenMessage()
    {
        MessageAssembler assembler;
        (void)assembler.place({.fin = false, .opcode = Opcode::Text}, 5);
        QVERIFY(assembler.isMessageOpen());
        assembler.reset();
        QVERIFY(!assembler.isMessageOpen());
        QCOMPARE(lineOf(assembler.place({.opcode = Opcode::Continuation}, 6)), "orphan op=0 of 6 ends");
    }
};

QTEST_APPLESS_MAIN(TestMessageAssembler)
#include "tst_messageassembler.moc"

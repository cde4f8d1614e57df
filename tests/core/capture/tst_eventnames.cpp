// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/eventnames.h"

#include <QTest>

using namespace hop101;
using namespace hop101::capture;

class TestEventNames : public QObject
{
    Q_OBJECT
private slots:
    void eachKindHasANameOfItsOwn()
    {
        for (int number = 1; number <= int(hop::EventKind::Note); ++number) {
            const auto kind = static_cast<hop::EventKind>(number);
            QVERIFY(kindFromName(kindName(kind)) == kind);
        }
        QVERIFY(!kindFromName("Frame") && !kindFromName("") && !kindFromName("unknown"));
    }
    void eachOpcodeHasANameOfItsOwn()
    {
        for (std::uint16_t number = 0; number < 16; ++number)
            QVERIFY(opcodeFromName(opcodeName(static_cast<websocket::Opcode>(number))) == number);
        QVERIFY(!opcodeFromName("TEXT") && !opcodeFromName("reserved 1") && !opcodeFromName("reserved 16"));
    }
    void theSenderIsThePartyOnThatSide()
    {
        const std::vector<Party> parties{{{1}, "a", Role::Client, ""}, {{2}, "b", Role::Proxy, ""}};
        const std::vector<Hop> hops{{{1}, {1}, {2}, "", "", ""}, {{2}, {2}, {3}, "", "", ""}};
        const auto sender = [&](std::uint32_t hop, hop::Direction direction) {
            return QString(senderName(hops, parties, {hop}, direction));
        };
        QCOMPARE(sender(1, hop::Direction::FromLeft), "client");
        QCOMPARE(sender(1, hop::Direction::FromRight), "proxy");
        QCOMPARE(sender(2, hop::Direction::FromLeft), "proxy");
        QCOMPARE(sender(2, hop::Direction::FromRight), "server"); // a party that is not told
        QCOMPARE(sender(3, hop::Direction::FromLeft), "client");
        QCOMPARE(sender(0, hop::Direction::FromRight), "server");
    }
};

QTEST_APPLESS_MAIN(TestEventNames)
#include "tst_eventnames.moc"

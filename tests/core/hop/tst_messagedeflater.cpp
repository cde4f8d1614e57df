// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/messagedeflater.h"
#include "core/websocket/inflater.h"

#include <QTest>

#include <random>

using namespace hop101;
using namespace hop101::hop;

namespace {

base::Bytes randomBytes(std::size_t size)
{
    std::mt19937 random(1);
    base::Bytes bytes(size);
    for (std::byte &byte : bytes)
        byte = static_cast<std::byte>(random());
    return bytes;
}

MessageBytes inPieces(const base::Bytes &bytes)
{
    MessageBytes message;
    message.append(bytes);
    return message;
}

base::Bytes inflated(websocket::Inflater &inflater, base::ByteSpan wire)
{
    base::Bytes out;
    base::Bytes room(64 * 1024);
    for (auto state = websocket::InflateState::RoomFull; state == websocket::InflateState::RoomFull;) {
        const auto step = inflater.take(wire, room);
        state = step.state;
        base::append(out, base::ByteSpan(room).first(step.size));
    }
    return inflater.endMessage() ? out : base::Bytes{};
}

} // namespace

class TestMessageDeflater : public QObject
{
    Q_OBJECT
private slots:
    void bothWaysAreOneStream()
    {
        MessageDeflater deflater({15, false});
        websocket::Inflater inflater({15, false});
        for (const std::size_t size : {5, 300'000, 0, 1'000'000, 17}) {
            const auto message = randomBytes(size);
            QVERIFY(inflated(inflater, deflater.deflated(message)) == message);
            MessageBytes wire = deflater.deflated(inPieces(message));
            base::Bytes whole;
            while (!wire.isEmpty())
                base::append(whole, wire.takeFront());
            QVERIFY(inflated(inflater, whole) == message);
        }
    }

    void exampleOfTheRfc()
    {
        MessageDeflater deflater({15, false});
        const auto hex = [](base::ByteSpan bytes) { return base::toHex(bytes); };
        QCOMPARE(hex(deflater.deflated(base::asBytes("Hello"))), std::string("f248cdc9c90700")); // 7.2.3.1
        QCOMPARE(hex(deflater.deflated(base::asBytes("Hello"))), std::string("f200110000")); // 7.2.3.2
        QCOMPARE(hex(deflater.deflated(base::ByteSpan())), std::string("00")); // 7.2.3.6
    }
};

QTEST_APPLESS_MAIN(TestMessageDeflater)
#include "tst_messagedeflater.moc"

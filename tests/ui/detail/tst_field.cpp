// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/field.h"

#include "ui/detail/bitstrip.h"
#include "ui/detail/fieldmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace hop101;
using ui::Field;

namespace {

/// "FIN=1@0+1 …"
QString printed(const std::vector<Field> &fields)
{
    QStringList parts;
    for (const Field &field : fields)
        parts +=
            QString("%1=%2@%3+%4").arg(field.name, field.value).arg(field.bytes.first).arg(field.bytes.size);
    return parts.join(" | ");
}

std::vector<Field> fieldsOf(const char *hex, hop::Direction direction = hop::Direction::FromLeft)
{
    hop::Event event;
    event.id = {1};
    event.kind = hop::EventKind::Frame;
    event.direction = direction;
    const base::Bytes wire = *base::fromHex(hex);
    event.wireSize = std::int64_t(wire.size());
    return ui::frameFields(event, wire);
}

} // namespace

class TestField : public QObject
{
    Q_OBJECT
private slots:
    void framesHaveTheirFields_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("expected");
        const QString bits =
            "FIN=%1@0+1 | RSV1=%2@0+1 | RSV2=%3@0+1 | RSV3=%4@0+1 | Opcode=%5@0+1 | MASK=%6@1+1 | ";
        QTest::newRow("RFC 6455 5.7 masked text") << QByteArray("818537fa213d7f9f4d5158")
                                                  << bits.arg("1", "0", "0", "0", "0x1 text", "1")
                + "Length=5 bytes@1+1 | Masking key=37 fa 21 3d@2+4 | Payload=5 bytes (masked)@6+5";
        QTest::newRow("RFC 6455 5.7 first fragment")
            << QByteArray("010348656c")
            << bits.arg("0", "0", "0", "0", "0x1 text", "0") + "Length=3 bytes@1+1 | Payload=3 bytes@2+3";
        QTest::newRow("RSV2 and a reserved opcode")
            << QByteArray("ab00") << bits.arg("1", "0", "1", "0", "0xb reserved", "0") + "Length=0 bytes@1+1";
        QTest::newRow("a close with its code") << QByteArray("880203e8")
                                               << bits.arg("1", "0", "0", "0", "0x8 close", "0")
                + "Length=2 bytes@1+1 | Close code=1000 normal closure@2+2 | Payload=2 bytes@2+2";
        QTest::newRow("a masked close") << QByteArray("888200000001"
                                                      "03e8")
                                        << bits.arg("1", "0", "0", "0", "0x8 close", "1")
                + "Length=2 bytes@1+1 | Masking key=00 00 00 01@2+4 | Close code=1000 normal closure@6+2 | "
                  "Payload=2 bytes (masked)@6+2";
        QTest::newRow("16-bit length") << QByteArray("827e0100")
                                       << bits.arg("1", "0", "0", "0", "0x2 binary", "0")
                + "Length=256 bytes@1+3 | Payload=256 bytes@4+256";
        QTest::newRow("a cut header") << QByteArray("82") << "Cut header=@0+1";
    }
    void framesHaveTheirFields()
    {
        QFETCH(QByteArray, hex);
        QTEST(printed(fieldsOf(hex.constData())), "expected");
    }
    void aCompressedFrameSaysSo()
    {
        hop::Event event;
        event.id = event.message = {1};
        event.kind = hop::EventKind::Frame;
        event.flags = hop::flag::Compressed | hop::flag::MessageEnd;
        event.messageSize = 15;
        event.wireSize = 12;
        event.ended = true;
        const base::Bytes wire = *base::fromHex("c107f248cdc9c90700aabbcc");
        std::vector<Field> fields = ui::frameFields(event, wire);
        QVERIFY(fields[1].meaning.startsWith("The message is compressed"));
        QCOMPARE(fields[1].section, QString("RFC 7692 6"));
        QCOMPARE(fields[7].value, QString("10 bytes (compressed)"));
        QCOMPARE(fields[8].name, QString("Message"));
        QCOMPARE(fields[8].value, QString("15 bytes, 1.5 to 1"));
        QCOMPARE(fields[8].bytes, fields[7].bytes);
        event.messageSize = -1;
        fields = ui::frameFields(event, wire);
        QCOMPARE(fields[8].value, QString("not known"));
        event.flags = hop::flag::Compressed;
        QCOMPARE(ui::frameFields(event, wire)[8].name, QString("Message so far"));
    }
    void anAnswersExtensionsAreExplained()
    {
        hop::Event head;
        head.kind = hop::EventKind::ResponseHead;
        head.code = 101;
        const std::string text = "HTTP/1.1 101 x\r\nSec-WebSocket-Extensions: permessage-deflate; "
                                 "server_max_window_bits=9\r\n\r\n";
        QVERIFY(ui::headFields(head, base::asBytes(text))[1].meaning.contains("window of 9 bits"));
        head.code = 200;
        QVERIFY(!ui::headFields(head, base::asBytes(text))[1].meaning.contains("window"));
    }
    void everyFieldOfAFrameSaysWhatItMeansAndWhere()
    {
        for (const Field &field : fieldsOf("888200000001"
                                           "03e8")) {
            QVERIFY2(!field.meaning.isEmpty(), qPrintable(field.name));
            QVERIFY2(field.section.startsWith("RFC 6455"), qPrintable(field.name));
        }
    }
    void headsHaveALineAField()
    {
        hop::Event event;
        event.kind = hop::EventKind::ResponseHead;
        const base::Bytes wire = base::toBytes("HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nX-Y:\t1 \r\n\r\n");
        event.wireSize = std::int64_t(wire.size());
        const std::vector<Field> fields = ui::fieldsOf(event, wire);
        QCOMPARE(printed(fields),
                 QString("Status line=HTTP/1.1 101 OK@0+17 | Upgrade=websocket@17+20 | X-Y=1@37+9 | Empty "
                         "line=@46+2"));
        QVERIFY(fields[1].section == "RFC 9110 7.8");
        QVERIFY(fields[2].meaning.isEmpty());
    }
    void aByteFindsItsField()
    {
        const std::vector<Field> fields = fieldsOf("818537fa213d7f9f4d5158");
        QCOMPARE(fields[std::size_t(ui::fieldAt(fields, 0))].name, QString("FIN"));
        QCOMPARE(fields[std::size_t(ui::fieldAt(fields, 3))].name, QString("Masking key"));
        QCOMPARE(fields[std::size_t(ui::fieldAt(fields, 10))].name, QString("Payload"));
        QCOMPARE(ui::fieldAt(fields, 11), -1);
    }
    void theModelIsInOrder()
    {
        ui::FieldModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFields(fieldsOf("818537fa213d7f9f4d5158"));
        QCOMPARE(model.rowCount(), 9);
        QCOMPARE(model.index(4, ui::FieldModel::Place).data().toString(), QString::fromUtf8("0.4–7"));
        QCOMPARE(model.index(7, ui::FieldModel::Place).data().toString(), QString::fromUtf8("2–5"));
        model.setFields({});
        QCOMPARE(model.rowCount(), 0);
    }
    void everyBitOfTheStripHitsItsField()
    {
        ui::BitStrip strip;
        strip.resize(400, 50);
        const std::vector<Field> fields = fieldsOf("818537fa213d7f9f4d5158");
        strip.setFields(fields, 0x8185);
        QSet<int> hit;
        for (int x = 0; x < strip.width(); ++x)
            hit.insert(strip.fieldAtPlace({x, 30}));
        hit.remove(-1);
        QCOMPARE(hit.size(), 7); // FIN, three RSV, opcode, MASK, length
    }
};

QTEST_MAIN(TestField)
#include "tst_field.moc"

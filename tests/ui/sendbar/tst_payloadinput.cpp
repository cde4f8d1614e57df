// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sendbar/payloadinput.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hop101;
using ui::PayloadFault;
using ui::PayloadFormat;

Q_DECLARE_METATYPE(hop101::ui::PayloadFormat)
Q_DECLARE_METATYPE(hop101::ui::PayloadFault)

class TestPayloadInput : public QObject
{
    Q_OBJECT
private slots:
    void whatIsTypedBecomesBytes_data()
    {
        QTest::addColumn<PayloadFormat>("format");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("hex");
        const auto row = [](const char *name, PayloadFormat format, const char *typed, const char *hex) {
            QTest::newRow(name) << format << QString::fromUtf8(typed) << QByteArray(hex);
        };
        row("text is UTF-8", PayloadFormat::Text, "ä€", "c3a4e282ac");
        row("empty text", PayloadFormat::Text, "", "");
        row("JSON is sent as it was typed", PayloadFormat::Json, "{ \"b\" : 1.0 }",
            "7b20226222203a20312e30207d");
        row("a JSON number alone", PayloadFormat::Json, "7", "37");
        row("hex with white space and both cases", PayloadFormat::Hex, "4a 4B\n00fF", "4a4b00ff");
        row("no hex is an empty message", PayloadFormat::Hex, " ", "");
        row("base64 (RFC 4648 10)", PayloadFormat::Base64, "Zm9v YmE=", "666f6f6261");
    }
    void whatIsTypedBecomesBytes()
    {
        QFETCH(PayloadFormat, format);
        QFETCH(QString, typed);
        QFETCH(QByteArray, hex);
        const auto parsed = ui::parsePayload(format, typed);
        QVERIFY(bool(parsed));
        QCOMPARE(QByteArray::fromStdString(base::toHex(parsed.value())), hex);
    }
    void mistakesHaveAPlace_data()
    {
        QTest::addColumn<PayloadFormat>("format");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<PayloadFault>("fault");
        QTest::addColumn<int>("at");
        const auto row = [](const char *name, PayloadFormat format, const char *typed, PayloadFault fault,
                            int at) {
            QTest::newRow(name) << format << QString::fromUtf8(typed) << fault << at;
        };
        row("JSON with a single quote", PayloadFormat::Json, "{'a':1}", PayloadFault::NotJson, 1);
        row("JSON behind a character of two bytes", PayloadFormat::Json, "[\"ä\" x]", PayloadFault::NotJson,
            5);
        row("JSON that is not finished", PayloadFormat::Json, "{\"a\":", PayloadFault::NotJson, 5);
        row("no hex digit", PayloadFormat::Hex, "00 0g", PayloadFault::NotHex, 4);
        row("half a byte of hex", PayloadFormat::Hex, "00 0", PayloadFault::OddHex, 4);
        row("base64url is not base64", PayloadFormat::Base64, "Zm9-", PayloadFault::NotBase64, 3);
        row("base64 without its padding", PayloadFormat::Base64, "Zm8", PayloadFault::NotBase64, 3);
        row("no file", PayloadFormat::File, "", PayloadFault::NoFile, 0);
        row("a file that is not there", PayloadFormat::File, "/nowhere/at/all", PayloadFault::FileUnreadable,
            0);
    }
    void mistakesHaveAPlace()
    {
        QFETCH(PayloadFormat, format);
        QFETCH(QString, typed);
        QFETCH(PayloadFault, fault);
        const auto parsed = ui::parsePayload(format, typed);
        QVERIFY(!parsed);
        QCOMPARE(int(parsed.error().fault), int(fault));
        QTEST(int(parsed.error().at), "at");
        QVERIFY(!ui::describe(parsed.error(), typed).isEmpty());
        QVERIFY(!ui::describe(parsed.error(), typed).contains('%'));
    }
    void aFileIsReadWhole()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("x");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("\0\xff", 2));
        file.close();
        const auto parsed = ui::parsePayload(PayloadFormat::File, path);
        QVERIFY(bool(parsed));
        QCOMPARE(base::toHex(parsed.value()), std::string("00ff"));
    }
};

QTEST_GUILESS_MAIN(TestPayloadInput)
#include "tst_payloadinput.moc"

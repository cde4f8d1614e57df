// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace hop101;
using namespace hop101::formats;

class TestJson : public QObject
{
    Q_OBJECT
private slots:
    void whateverTheBytesItIsValid()
    {
        std::string all;
        for (int byte = 0; byte < 256; ++byte)
            all += static_cast<char>(byte);
        const Json json = {{"value", all}, {all, 1}};
        for (const int indent : {-1, 2}) {
            const QByteArray text = QByteArray::fromStdString(write(json, indent));
            QJsonParseError error;
            QVERIFY(QJsonDocument::fromJson(text, &error).isObject());
            QCOMPARE(error.error, QJsonParseError::NoError);
            QCOMPARE(text.contains('\n'), indent > 0);
        }
    }
    void membersKeepTheirOrder()
    {
        QCOMPARE(write({{"b", 1}, {"a", 2}}, -1), std::string("{\"b\":1,\"a\":2}"));
    }
    void bytesAreTextOrBase64()
    {
        Json text = Json::object();
        addBytes(text, base::asBytes("zwölf"));
        QCOMPARE(write(text, -1), std::string("{\"text\":\"zwölf\"}"));
        Json binary = Json::object();
        addBytes(binary, base::asBytes("\xff\xfe"));
        QCOMPARE(write(binary, -1), std::string("{\"base64\":\"//4=\"}"));
        Json empty = Json::object();
        addBytes(empty, {});
        QCOMPARE(write(empty, -1), std::string("{\"text\":\"\"}"));
    }
};

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"

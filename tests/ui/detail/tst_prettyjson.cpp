// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/prettyjson.h"

#include <QTest>

using hop101::ui::prettyJson;

class TestPrettyJson : public QObject
{
    Q_OBJECT
private slots:
    void onlyWhiteSpaceChanges_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("pretty");
        const auto row = [](const char *name, const char *json, const char *pretty) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(pretty);
        };
        row("members keep their order and are not merged", "{\"b\":1,\"a\":2,\"a\":3}",
            "{\n  \"b\": 1,\n  \"a\": 2,\n  \"a\": 3\n}");
        row("numbers stay as they were written", "[1.0,1e5,12345678901234567890123]",
            "[\n  1.0,\n  1e5,\n  12345678901234567890123\n]");
        row("brackets in strings are no structure", "[\"{\\\"a\\\":[1,2]}\", \"\\\\\"]",
            "[\n  \"{\\\"a\\\":[1,2]}\",\n  \"\\\\\"\n]");
        row("empty ones stay on their line", "[ {} , [\n] ]", "[\n  {},\n  []\n]");
        row("a value alone", " true ", "true");
    }
    void onlyWhiteSpaceChanges()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, pretty);
        const auto result = prettyJson({json.constData(), std::size_t(json.size())});
        QVERIFY(result.has_value());
        QCOMPARE(QByteArray::fromStdString(*result), pretty);
    }
    void whatIsNoJsonIsNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not closed") << QByteArray("[1");
        QTest::newRow("words") << QByteArray("hello");
        QTest::newRow("not UTF-8") << QByteArray("[\"\xff\"]");
    }
    void whatIsNoJsonIsNothing()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!prettyJson({text.constData(), std::size_t(text.size())}).has_value());
    }
    void deepNestingStaysSmall()
    {
        constexpr int kDepth = 10'000;
        const std::string deep = std::string(kDepth, '[') + std::string(kDepth, ']');
        const auto result = prettyJson(deep);
        QVERIFY(!result || result->size() < std::size_t(kDepth) * 300);
    }
};

QTEST_APPLESS_MAIN(TestPrettyJson)
#include "tst_prettyjson.moc"

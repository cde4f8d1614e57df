// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include <QTest>

using namespace hop101;
using namespace hop101::plan;
using namespace std::chrono_literals;

static Plan unusualPlan()
{
    Plan plan;
    plan.url = "wss://h:1/x";
    plan.method = "POST";
    plan.target = "*";
    plan.version = "HTTP/1.0";
    plan.headers = {{"Host", "", true, ValueSource::Host},
                    {"X-Latin", "gr\xfc\xdf", false},
                    {"X-Utf8", "gr\xc3\xbc\xc3\x9f \"quoted\""},
                    {"Sec-WebSocket-Key", "", true, ValueSource::Key}};
    plan.tls = {false, "/tmp/ca.pem", "other.example", {"00ff", "abcd"}};
    plan.timeouts = {1ms, 2ms, 3ms, 0ms};
    plan.onError = OnError::KeepOpen;
    plan.autoPong = false;
    plan.autoClose = false;
    plan.frames = {
        {websocket::Opcode::Text, base::toBytes("hello \xc3\xa9"), false},
        {websocket::Opcode::Text, base::toBytes("\xff\xfe")},
        {websocket::Opcode::Binary, base::toBytes(std::string_view("\0\1\2", 3)), true, true, true, true},
        {static_cast<websocket::Opcode>(11), base::toBytes("reserved")},
        {websocket::Opcode::Close, {}}};
    return plan;
}

class TestPlanJson : public QObject
{
    Q_OBJECT
private slots:
    void roundTrip()
    {
        for (const Plan &plan : {Plan{}, defaultPlan("ws://h/"), unusualPlan()}) {
            const auto back = fromJson(toJson(plan));
            QVERIFY(back);
            QVERIFY(back.value() == plan);
        }
    }

    void payloadIsTextWhereItCanBe()
    {
        const auto json = toJson(unusualPlan());
        QVERIFY(json.find("\"text\": \"hello \xc3\xa9\"") != std::string::npos);
        QVERIFY(json.find("\"base64\": \"AAEC\"") != std::string::npos);
        QVERIFY(json.find("\"base64\": \"//4=\"") != std::string::npos);
        QVERIFY(json.find("\"opcode\": 11") != std::string::npos);
    }

    void missingFieldsKeepTheirDefaultsAndUnknownOnesAreIgnored()
    {
        const auto plan = fromJson(R"({"url": "h", "later": {"version": 2}})");
        QVERIFY(plan);
        Plan expected;
        expected.url = "h";
        QVERIFY(plan.value() == expected);
    }

    void errors_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const char *json, const char *field) {
            QTest::newRow(name) << json << field;
        };
        row("a header's name is a number", R"({"headers": [{"name": "a"}, {"name": 3}]})", "/headers/1/name");
        row("headers are no list", R"({"headers": {}})", "/headers");
        row("a header is no object", R"({"headers": ["Host: x"]})", "/headers/0");
        row("unknown source", R"({"headers": [{"source": "dice"}]})", "/headers/0/source");
        row("enabled is text", R"({"headers": [{"enabled": "yes"}]})", "/headers/0/enabled");
        row("base64 with stray bits", R"({"headers": [{"value": {"base64": "Zh=="}}]})",
            "/headers/0/value/base64");
        row("tls is no object", R"({"tls": true})", "/tls");
        row("a fingerprint is a number", R"({"tls": {"acceptedFingerprints": ["a", 1]}})",
            "/tls/acceptedFingerprints/1");
        row("negative time-out", R"({"timeouts": {"close": -1}})", "/timeouts/close");
        row("time-out beyond a day", R"({"timeouts": {"tls": 86400001}})", "/timeouts/tls");
        row("time-out with a fraction", R"({"timeouts": {"connect": 1.5}})", "/timeouts/connect");
        row("unknown onError", R"({"onError": "ignore"})", "/onError");
        row("opcode 16", R"({"frames": [{"opcode": 16}]})", "/frames/0/opcode");
        row("unknown opcode name", R"({"frames": [{"opcode": "shout"}]})", "/frames/0/opcode");
        row("payload is no base64", R"({"frames": [{}, {"base64": "!"}]})", "/frames/1/base64");
        row("the first of two errors is told", R"({"method": 1, "version": 2})", "/method");
    }
    void errors()
    {
        QFETCH(QString, json);
        QFETCH(QString, field);
        const auto plan = fromJson(json.toStdString());
        QVERIFY(!plan);
        QCOMPARE(QString::fromStdString(plan.error().field), field);
    }

    void whatIsNotJsonIsToldByOffset()
    {
        QVERIFY((fromJson("{\"url\": x}").error() == PlanError{"", 8}));
        QVERIFY((fromJson("{\"frames\": 1e999}").error() == PlanError{"", 0}));
        QVERIFY(fromJson("").error().field.empty());
        QVERIFY(!fromJson("[]"));
        QVERIFY(!fromJson("\"\xff\""));
        QVERIFY(!fromJson(std::string(100'000, '[')));
    }

    void limits()
    {
        const auto withHeaders = [](std::size_t count) {
            Plan plan;
            plan.headers.resize(count);
            return fromJson(toJson(plan));
        };
        QVERIFY(withHeaders(kMaxHeaderRows));
        QVERIFY(!withHeaders(kMaxHeaderRows + 1));
        Plan plan;
        plan.frames.resize(kMaxFrames);
        QVERIFY(fromJson(toJson(plan)));
        plan.frames.resize(kMaxFrames + 1);
        QCOMPARE(fromJson(toJson(plan)).error().field, std::string("/frames"));
        QVERIFY(fromJson("{}" + std::string(kMaxPlanBytes - 2, ' ')));
        QVERIFY(!fromJson("{}" + std::string(kMaxPlanBytes - 1, ' ')));
    }
};

QTEST_APPLESS_MAIN(TestPlanJson)
#include "tst_planjson.moc"

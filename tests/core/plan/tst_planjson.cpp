// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"

#include <QTest>

#include <random>

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

/// Any plan that can be written: what is drawn decides each field.
class Dice
{
public:
    explicit Dice(unsigned seed) : m_random(seed) { }

    Plan plan()
    {
        Plan plan;
        plan.url = text();
        plan.method = text();
        plan.target = text();
        plan.version = text();
        plan.key = text();
        for (auto n = below(4); n > 0; --n)
            plan.headers.push_back({text(), text(), coin(), static_cast<ValueSource>(below(3))});
        if (coin())
            plan.rawRequest = base::toBytes(text());
        plan.requestCuts = cuts();
        plan.tls = {coin(), text(), text(), {text(), text()}};
        plan.timeouts = {ms(), ms(), ms(), ms()};
        plan.limits = {number(), number(), number()};
        plan.onError = coin() ? OnError::Fail : OnError::KeepOpen;
        plan.autoPong = coin();
        plan.autoClose = coin();
        plan.autoMask = coin();
        for (auto n = below(4); n > 0; --n)
            plan.frames.push_back(frame());
        return plan;
    }

private:
    std::uint64_t below(std::uint64_t end) { return m_random() % end; }
    bool coin() { return below(2) == 0; }
    std::uint64_t number() { return coin() ? m_random() : below(1000); }
    std::chrono::milliseconds ms() { return std::chrono::milliseconds(below(86'400'001)); }
    std::string text()
    {
        std::string octets(below(6), ' ');
        for (char &octet : octets)
            octet = static_cast<char>(below(256));
        return octets;
    }
    std::vector<WriteCut> cuts()
    {
        std::vector<WriteCut> list;
        std::uint64_t at = 0;
        for (auto n = below(3); n > 0; --n)
            list.push_back({at += below(100), ms()});
        return list;
    }
    FramePlan frame()
    {
        FramePlan frame{
            static_cast<websocket::Opcode>(below(16)), base::toBytes(text()), coin(), coin(), coin(), coin()};
        frame.masking = static_cast<Masking>(below(3));
        if (coin())
            frame.maskKey = {std::byte(below(256)), std::byte(below(256)), {}, std::byte(below(256))};
        frame.lengthBytes = std::array<std::uint8_t, 4>{0, 1, 3, 9}[below(4)];
        if (coin())
            frame.statedLength = number();
        frame.fragmentBytes = number();
        frame.compress = coin();
        frame.isRaw = coin();
        frame.cuts = cuts();
        return frame;
    }

    std::mt19937_64 m_random;
};

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

    void anyPlanComesBackAsItWas()
    {
        Dice dice(20260);
        for (int i = 0; i < 500; ++i) {
            const Plan plan = dice.plan();
            const std::string json = toJson(plan);
            const auto back = fromJson(json);
            QVERIFY2(back && back.value() == plan, json.c_str());
        }
    }

    void exactBytesAreReadable()
    {
        Plan plan;
        plan.rawRequest = base::toBytes("GET / HTTP/1.1\r\n\r\n");
        plan.requestCuts = {{3, 250ms}};
        FramePlan raw{websocket::Opcode::Text, base::toBytes("plain")};
        raw.isRaw = true;
        raw.maskKey = websocket::MaskKey{std::byte{0x37}, std::byte{0xfa}, std::byte{0x21}, std::byte{0x3d}};
        plan.frames = {raw, {}};
        const auto json = toJson(plan);
        for (const char *part : {"\"rawRequest\": \"GET / HTTP/1.1\\r\\n\\r\\n\"", "\"raw\": true",
                                 "\"maskKey\": \"37fa213d\"", "\"base64\": \"cGxhaW4=\"", "\"wait\": 250"})
            QVERIFY2(json.find(part) != std::string::npos, part);
        // A plain frame stays short.
        QCOMPARE(json.rfind("masking"), std::string::npos);
        QVERIFY(json.find("cuts", json.find("\"text\": \"\"")) == std::string::npos);
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
        row("a frame's length field of two bytes", R"({"frames": [{"lengthBytes": 2}]})",
            "/frames/0/lengthBytes");
        row("a frame's length field of 257 bytes", R"({"frames": [{"lengthBytes": 257}]})",
            "/frames/0/lengthBytes");
        row("a mask key of three bytes", R"({"frames": [{"maskKey": "010203"}]})", "/frames/0/maskKey");
        row("a mask key of five bytes", R"({"frames": [{"maskKey": "0102030405"}]})", "/frames/0/maskKey");
        row("a mask key that is no hex", R"({"frames": [{"maskKey": "nothex12"}]})", "/frames/0/maskKey");
        row("a mask key that is a number", R"({"frames": [{"maskKey": 12345678}]})", "/frames/0/maskKey");
        row("unknown masking", R"({"frames": [{"masking": "maybe"}]})", "/frames/0/masking");
        row("negative stated length", R"({"frames": [{"statedLength": -1}]})", "/frames/0/statedLength");
        row("fragments of half a byte", R"({"frames": [{"fragmentBytes": 0.5}]})", "/frames/0/fragmentBytes");
        row("raw is text", R"({"frames": [{"raw": "yes"}]})", "/frames/0/raw");
        row("compress is a number", R"({"frames": [{"compress": 1}]})", "/frames/0/compress");
        row("cuts are no list", R"({"requestCuts": {"at": 1}})", "/requestCuts");
        row("a cut is no object", R"({"requestCuts": [3]})", "/requestCuts/0");
        row("a cut before the one before it", R"({"requestCuts": [{"at": 3}, {"at": 2}]})",
            "/requestCuts/1/at");
        row("a pause beyond a day", R"({"frames": [{"cuts": [{"wait": 86400001}]}]})",
            "/frames/0/cuts/0/wait");
        row("a negative place of a cut", R"({"frames": [{"cuts": [{"at": -1}]}]})", "/frames/0/cuts/0/at");
        row("a raw request that is a number", R"({"rawRequest": 7})", "/rawRequest");
        row("a key that is a number", R"({"key": 7})", "/key");
        row("limits are no object", R"({"limits": []})", "/limits");
        row("a negative limit", R"({"limits": {"inflateRatio": -1}})", "/limits/inflateRatio");
        row("autoMask is text", R"({"autoMask": "no"})", "/autoMask");
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
        Plan split;
        split.requestCuts.resize(kMaxCuts);
        QVERIFY(fromJson(toJson(split)));
        split.requestCuts.resize(kMaxCuts + 1);
        QCOMPARE(fromJson(toJson(split)).error().field, std::string("/requestCuts"));
        QVERIFY(fromJson("{}" + std::string(kMaxPlanBytes - 2, ' ')));
        QVERIFY(!fromJson("{}" + std::string(kMaxPlanBytes - 1, ' ')));
    }
};

QTEST_APPLESS_MAIN(TestPlanJson)
#include "tst_planjson.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/capturejson.h"

#include "core/formats/json.h"
#include "tests/core/doctor/evidencefrom.h"
#include "tests/core/doctor/recordedsession.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats;

namespace {

std::string written(const capture::Reader &reader, std::uint64_t from, std::uint64_t to)
{
    std::string text;
    writeCaptureJson(reader, {from}, {to}, [&text](std::string_view piece) {
        text += piece;
        return true;
    });
    return text;
}

} // namespace

class TestCaptureJson : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_session.opened().client(doctor::kGoodRequest).server(doctor::kGood101);
        std::string flood;
        for (int n = 0; n < 600; ++n)
            flood += serverText("x");
        m_session.server(flood);
        m_reader = m_session.read();
    }
    void anyRangeIsOneValidObject_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<int>("count");
        QTest::newRow("all") << 1 << 604 << 604;
        QTest::newRow("one") << 3 << 3 << 1;
        QTest::newRow("more than a page") << 2 << 300 << 299;
        QTest::newRow("exactly a page") << 1 << 256 << 256;
        QTest::newRow("beyond the end") << 600 << 100'000 << 5;
        QTest::newRow("nothing") << 700 << 800 << 0;
        QTest::newRow("from 0 is from the first") << 0 << 2 << 2;
    }
    void anyRangeIsOneValidObject()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(int, count);
        const std::string text = written(*m_reader, std::uint64_t(from), std::uint64_t(to));
        const Json json = Json::parse(text, nullptr, false);
        QVERIFY(json.is_object());
        QVERIFY(text.ends_with("}\n"));
        QCOMPARE(json["eventCount"].get<int>(), 604);
        QCOMPARE(int(json["events"].size()), count);
        for (int i = 0; i < count; ++i)
            QCOMPARE(json["events"][std::size_t(i)]["event"].get<int>(), std::max(from, 1) + i);
    }
    void theExchangeIsSummedUp()
    {
        const Json json = Json::parse(written(*m_reader, 1, 1));
        QCOMPARE(json["exchanges"].size(), std::size_t(1));
        QCOMPARE(json["exchanges"][0]["lead"].get<std::string>(), std::string("Upgraded."));
        QCOMPARE(json["complete"].get<bool>(), true);
        QVERIFY(json["damage"].is_null());
        QCOMPARE(json["parties"].size(), std::size_t(2));
    }
    void aSinkThatIsFullStopsIt()
    {
        int pieces = 0;
        QVERIFY(
            !writeCaptureJson(*m_reader, {1}, {604}, [&pieces](std::string_view) { return ++pieces < 3; }));
        QCOMPARE(pieces, 3);
    }

private:
    RecordedSession m_session;
    std::unique_ptr<capture::Reader> m_reader;
};

QTEST_GUILESS_MAIN(TestCaptureJson)
#include "tst_capturejson.moc"

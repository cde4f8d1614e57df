// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/hartime.h"

#include <QTest>

using namespace hop101::formats;
using namespace std::chrono;

class TestHarTime : public QObject
{
    Q_OBJECT
private slots:
    void readsDates_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<qint64>("microseconds"); // of 1970; −1: none
        const auto row = [](const char *text, qint64 us) { QTest::newRow(text) << std::string(text) << us; };
        row("2023-11-14T22:13:20Z", 1'700'000'000'000'000);
        row("2023-11-14T22:13:20.5Z", 1'700'000'000'500'000);
        row("2023-11-14T22:13:20.123456Z", 1'700'000'000'123'456);
        row("2023-11-14T22:13:20.1234567Z", 1'700'000'000'123'456);
        row("2023-11-15T00:13:20.000+02:00", 1'700'000'000'000'000);
        row("2023-11-14T17:13:20-0500", 1'700'000'000'000'000);
        row("2023-11-14T22:13:20", 1'700'000'000'000'000);
        row("1970-01-01T00:00:00Z", 0);
        row("", -1);
        row("yesterday", -1);
        row("2023-02-30T00:00:00Z", -1);
        row("2023-11-14T25:13:20Z", -1);
        row("2023-11-14", -1);
        row("9999-11-14T22:13:20Z", -1);
        row("2023-11-14T22:13:20Q", -1);
        row("2023-11-14T22:13:20+", -1);
    }
    void readsDates()
    {
        QFETCH(std::string, text);
        QFETCH(qint64, microseconds);
        const auto time = harTime(text);
        const auto us =
            time ? duration_cast<std::chrono::microseconds>(time->time_since_epoch()).count() : -1;
        QCOMPARE(qint64(us), microseconds);
    }
    void readsSeconds_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<qint64>("ns");
        const auto row = [](const char *text, qint64 ns) { QTest::newRow(text) << std::string(text) << ns; };
        row("1700000000", 1'700'000'000'000'000'000);
        row("1700000000.123456789", 1'700'000'000'123'456'789);
        row("1700000000.1234567891234", 1'700'000'000'123'456'789);
        row("1700000000123", 1'700'000'000'123'000'000);
        row("1700000000123.5", 1'700'000'000'123'500'000);
        row("1.7e9", 1'700'000'000'000'000'000);
        row("0", 0);
        row("-1", -1);
        row("", -1);
        row("x", -1);
        row("1e300", -1);
    }
    void readsSeconds()
    {
        QFETCH(std::string, text);
        QFETCH(qint64, ns);
        const auto time = harSeconds(text);
        QCOMPARE(time ? qint64(time->time_since_epoch().count()) : -1, ns);
    }
    void writesWhatItReads()
    {
        const WallTime time(nanoseconds(1'700'000'000'120'456'789));
        QCOMPARE(harSecondsText(time), std::string("1700000000.120456789"));
        QCOMPARE(*harSeconds(harSecondsText(time)), time);
        QCOMPARE(harTimeText(time), std::string("2023-11-14T22:13:20.120456Z"));
        QCOMPARE(harSecondsText(WallTime(seconds(5))), std::string("5"));
        QCOMPARE(harMillisecondsText(nanoseconds(1'500'000)), std::string("1.5"));
        QCOMPARE(harMillisecondsText(nanoseconds(0)), std::string("0"));
    }
    void readsMilliseconds()
    {
        QCOMPARE(*harMilliseconds("1.5"), nanoseconds(1'500'000));
        QVERIFY(!harMilliseconds("-1"));
        QVERIFY(!harMilliseconds(""));
        QVERIFY(!harMilliseconds("1e30"));
    }
};

QTEST_APPLESS_MAIN(TestHarTime)
#include "tst_hartime.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/rowtext.h"

#include <QTest>

#include <limits>

using namespace hop101;
using namespace hop101::diagram;

class TestQuantityText : public QObject
{
    Q_OBJECT
private slots:
    void sizes_data()
    {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << quint64(0) << "0 B";
        QTest::newRow("the last in bytes") << quint64(999) << "999 B";
        QTest::newRow("the first in KB") << quint64(1000) << "1.0 KB";
        QTest::newRow("powers of 1000") << quint64(64000) << "64.0 KB";
        QTest::newRow("rounded") << quint64(65536) << "65.5 KB";
        QTest::newRow("the last in KB") << quint64(999949) << "999.9 KB";
        QTest::newRow("never 1000.0 KB") << quint64(999950) << "1.0 MB";
        QTest::newRow("GB") << quint64(1) * 1024 * 1024 * 1024 << "1.1 GB";
        QTest::newRow("the largest") << std::numeric_limits<quint64>::max() << "18.4 EB";
    }
    void sizes()
    {
        QFETCH(quint64, bytes);
        QTEST(QString::fromStdString(sizeText(bytes)), "text");
    }
    void times_data()
    {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("the start") << qint64(0) << "0.000";
        QTest::newRow("microseconds") << qint64(214'499) << "0.214";
        QTest::newRow("the last with three places") << qint64(999'999'499) << "999.999";
        QTest::newRow("from a second on one place")
            << qint64(999'999'500) << QString::fromUtf8("1\u2009000.0");
        QTest::newRow("grouped") << qint64(12'431'000'000) << QString::fromUtf8("12\u2009431.0");
        QTest::newRow("a day") << qint64(86'400'000'000'000) << QString::fromUtf8("86\u2009400\u2009000.0");
        QTest::newRow("before the start, in a damaged file") << qint64(-1'500'000) << "-1.500";
        QTest::newRow("the least") << std::numeric_limits<qint64>::min()
                                   << QString::fromUtf8("-9\u2009223\u2009372\u2009036\u2009854.8");
    }
    void times()
    {
        QFETCH(qint64, nanoseconds);
        QTEST(QString::fromStdString(timeText(hop::Nanoseconds(nanoseconds))), "text");
    }
    void durations_data()
    {
        QTest::addColumn<qint64>("microseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("a round trip") << qint64(310) << "0.31 ms";
        QTest::newRow("milliseconds") << qint64(42'300) << "42 ms";
        QTest::newRow("never 1000 ms") << qint64(999'500) << "1.0 s";
        QTest::newRow("seconds") << qint64(12'428'000) << "12.4 s";
        QTest::newRow("never 60.0 s") << qint64(59'950'000) << "1 min";
        QTest::newRow("minutes") << qint64(200'000'000) << "3 min 20 s";
        QTest::newRow("hours") << qint64(7'500'000'000) << "2 h 5 min";
    }
    void durations()
    {
        QFETCH(qint64, microseconds);
        QTEST(QString::fromStdString(durationText(std::chrono::microseconds(microseconds))), "text");
    }
};

QTEST_APPLESS_MAIN(TestQuantityText)
#include "tst_quantitytext.moc"

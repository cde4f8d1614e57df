// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/backend.h"

#include <QTest>

using namespace hop101::doctor::config;

class TestBackend : public QObject
{
    Q_OBJECT
private slots:
    void itsPartsAreFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("parts");
        QTest::newRow("all") << "http://app:3000/ws?x" << QStringList{"http", "app", "3000", "/ws?x"};
        QTest::newRow("no port") << "WSS://app" << QStringList{"wss", "app", "", ""};
        QTest::newRow("no scheme") << "app:80" << QStringList{"", "app", "80", ""};
        QTest::newRow("IPv6") << "http://[::1]:80/" << QStringList{"http", "[::1]", "80", "/"};
        QTest::newRow("a socket") << "http://unix:/run/x:/ws"
                                  << QStringList{"http", "unix:/run/x", "", "/ws"};
        QTest::newRow("no host") << "ws://" << QStringList{"ws", "", "", ""};
    }
    void itsPartsAreFound()
    {
        QFETCH(QString, text);
        const Backend out = backendFrom(text.toStdString());
        const QStringList parts{QString::fromStdString(out.scheme), QString::fromStdString(out.host),
                                QString::fromStdString(out.port), QString::fromStdString(out.uri)};
        QTEST(parts, "parts");
    }
    void timesAreRead()
    {
        QCOMPARE(millisecondsFrom("60", 1000), 60'000LL);
        QCOMPARE(millisecondsFrom("60", 1), 60LL);
        QCOMPARE(millisecondsFrom("1m 30s", 1000), 90'000LL);
        QCOMPARE(millisecondsFrom("500ms", 1000), 500LL);
        QCOMPARE(millisecondsFrom("1h", 1), 3'600'000LL);
        QCOMPARE(millisecondsFrom("", 1), -1LL);
        QCOMPARE(millisecondsFrom("x", 1), -1LL);
        QCOMPARE(millisecondsFrom("5q", 1), -1LL);
        QCOMPARE(millisecondsFrom("99999999999999999999y99999999999999999y", 1), 4'000'000'000'000'000LL);
        QCOMPARE(QString::fromStdString(durationText(60'000)), "60 s");
        QCOMPARE(QString::fromStdString(durationText(7'200'000)), "2 h");
        QCOMPARE(QString::fromStdString(durationText(1500)), "1500 ms");
    }
};

QTEST_APPLESS_MAIN(TestBackend)
#include "tst_backend.moc"

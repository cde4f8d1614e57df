// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/writer.h"
#include "tests/core/doctor/config/judged.h"

#include <QTest>

using namespace hop101::doctor::config;

class TestWriter : public QObject
{
    Q_OBJECT
private slots:
    void theDoctorFindsNothingInWhatIsWritten_data()
    {
        QTest::addColumn<int>("product");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isTls");
        for (int product = 0; product < 4; ++product) {
            for (const char *path : {"/", "/chat", "/chat/", "/a/b.c", "/x y;{\n}"}) {
                for (const char *host : {"127.0.0.1", "::1", "h.example"}) {
                    for (const bool isTls : {false, true})
                        QTest::addRow("%d %s %s %d", product, path, host, int(isTls))
                            << product << path << host << isTls;
                }
            }
        }
    }
    void theDoctorFindsNothingInWhatIsWritten()
    {
        QFETCH(int, product);
        QFETCH(QString, path);
        QFETCH(QString, host);
        QFETCH(bool, isTls);
        Endpoint endpoint{path.toStdString(),
                          host.toStdString(),
                          std::uint16_t(isTls ? 8443 : 8101),
                          isTls,
                          {},
                          std::chrono::seconds(7200),
                          8080};
        const Product as = Product(product);
        const auto report = judged::report(as, proxyBlock(as, endpoint));
        QCOMPARE(judged::found(report), "passes");
        QCOMPARE(report.places.size(), std::size_t(1));
        QVERIFY(!judged::remarks(report).contains("nginx-read-timeout")
                && !judged::remarks(report).contains("idle-cut"));
        QCOMPARE(recognised("x", proxyBlock(as, endpoint)), std::optional(as));
    }
    void anOldApacheGetsItsTunnel()
    {
        Endpoint endpoint;
        endpoint.version = {2, 4, 46};
        const std::string old = proxyBlock(Product::Apache, endpoint);
        QVERIFY(old.find("\"ws://127.0.0.1:80/\"") != std::string::npos
                && old.find("upgrade=") == std::string::npos);
        endpoint.version = {2, 4, 47};
        QVERIFY(proxyBlock(Product::Apache, endpoint).find("upgrade=websocket") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestWriter)
#include "tst_writer.moc"

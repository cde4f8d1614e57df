// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pathwords.h"

#include "core/http/headparser.h"

#include <QTest>

#include <set>

using namespace hop101;
using namespace hop101::net;

class TestPathWords : public QObject
{
    Q_OBJECT
private slots:
    void sizesAreRoundWhereTheyAre()
    {
        QCOMPARE(sizeText(0), std::string("0 B"));
        QCOMPARE(sizeText(125), std::string("125 B"));
        QCOMPARE(sizeText(1024), std::string("1 KiB"));
        QCOMPARE(sizeText(1025), std::string("1025 B"));
        QCOMPARE(sizeText(1024 * 1024), std::string("1 MiB"));
        QCOMPARE(sizeText(1024 * 1024 + 1024), std::string("1025 KiB"));
    }
    void aLongValueIsCut()
    {
        QCOMPARE(elided(std::string(200, 'x')), std::string(200, 'x'));
        QCOMPARE(elided(std::string(201, 'x')), std::string(200, 'x') + "…");
    }
    void headsInWords()
    {
        const auto head = http::parseRequestHead(
            base::asBytes(std::string_view("GET / HTTP/1.0\r\nConnection: close\r\n\r\n")));
        QCOMPARE(upgradeWords(head), std::string("HTTP/1.0, no Upgrade, Connection: close"));
        QCOMPARE(statusWords({}), std::string("no answer"));
        const auto answer =
            http::parseResponseHead(base::asBytes(std::string_view("HTTP/1.1 502 Bad Gateway\r\n\r\n")));
        QCOMPARE(statusWords(answer), std::string("502 Bad Gateway"));
    }
    void aHeaderIsSetInPlaceOfAllOfItsName()
    {
        plan::Plan plan;
        plan.headers = {{"X-a", "1"}, {"B", "2"}, {"x-A", "3"}};
        setHeader(plan, "X-A", "4");
        QCOMPARE(plan.headers.size(), std::size_t(2));
        QCOMPARE(plan.headers.back().value, std::string("4"));
        QVERIFY(hasHeader(plan, "b"));
        plan.headers.front().enabled = false;
        QVERIFY(!hasHeader(plan, "B"));
    }
    void payloadsAndProbesAreNotAlike()
    {
        QVERIFY(pattern(1000, 1) == pattern(1000, 1));
        QVERIFY(pattern(1000, 1) != pattern(1000, 2));
        QCOMPARE(pattern(16, 1).size(), std::size_t(16));
        QCOMPARE(freshProbe().size(), std::size_t(16));
        QVERIFY(freshProbe() != freshProbe());
    }
};

QTEST_APPLESS_MAIN(TestPathWords)
#include "tst_pathwords.moc"

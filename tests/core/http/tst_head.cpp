// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/head.h"

#include <QTest>

using namespace hop101::http;

namespace {

HeaderFields fieldsOf(std::initializer_list<std::pair<const char *, const char *>> pairs)
{
    HeaderFields fields;
    for (const auto &[name, value] : pairs) {
        HeaderField field;
        field.name = name;
        field.value = value;
        fields.lines.push_back(field);
    }
    return fields;
}

} // namespace

class TestHead : public QObject
{
    Q_OBJECT
private slots:
    void findsTheFirstIgnoringCase()
    {
        const HeaderFields fields = fieldsOf({{"Host", "a"}, {"SERVER", "b"}, {"server", "c"}});
        QCOMPARE(fields.find("Server"), &fields.lines[1]);
        QCOMPARE(fields.find("host"), &fields.lines[0]);
        QCOMPARE(fields.find("Hos"), nullptr);
        QCOMPARE(HeaderFields{}.find("Host"), nullptr);
    }

    void countsIgnoringCase()
    {
        const HeaderFields fields = fieldsOf({{"Host", "a"}, {"SERVER", "b"}, {"server", "c"}});
        QCOMPARE(fields.count("Server"), std::size_t(2));
        QCOMPARE(fields.count("HOST"), std::size_t(1));
        QCOMPARE(fields.count("Via"), std::size_t(0));
    }

    void combinesInOrder()
    {
        const HeaderFields fields = fieldsOf({{"Via", "a"}, {"X", "no"}, {"via", ""}, {"VIA", "b, c"}});
        QCOMPARE(fields.combined("Via"), "a, , b, c");
        QCOMPARE(fields.combined("X"), "no");
        QCOMPARE(fields.combined("Y"), "");
    }

    void looksForTokensInEveryField()
    {
        const HeaderFields fields =
            fieldsOf({{"Connection", "keep-alive"}, {"connection", "foo , UPGRADE"}, {"Upgrade", "h2c"}});
        QVERIFY(fields.hasToken("Connection", "upgrade"));
        QVERIFY(fields.hasToken("CONNECTION", "Keep-Alive"));
        QVERIFY(!fields.hasToken("Connection", "up"));
        QVERIFY(!fields.hasToken("Connection", "h2c"));
        QVERIFY(!fields.hasToken("Via", "upgrade"));
    }

    void faultsCombine()
    {
        const LineFault both = LineFault::BareLf | LineFault::BadValue;
        QVERIFY(has(both, LineFault::BareLf));
        QVERIFY(has(both, LineFault::BadValue));
        QVERIFY(!has(both, LineFault::ObsFold));
        QVERIFY(!has(LineFault::None, LineFault::BareLf));
    }

    void interimIs1xxBut101_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isInterim");
        QTest::newRow("no status") << -1 << false;
        QTest::newRow("99") << 99 << false;
        QTest::newRow("100 continue") << 100 << true;
        QTest::newRow("101 switches") << 101 << false;
        QTest::newRow("103 early hints") << 103 << true;
        QTest::newRow("199") << 199 << true;
        QTest::newRow("200") << 200 << false;
    }
    void interimIs1xxBut101()
    {
        QFETCH(int, status);
        ResponseHead head;
        head.status = status;
        QTEST(head.isInterim(), "isInterim");
    }
};

QTEST_APPLESS_MAIN(TestHead)
#include "tst_head.moc"

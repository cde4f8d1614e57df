// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/closecode.h"

#include "core/websocket/utf8.h"

#include <QTest>

using namespace hop101;
using namespace hop101::websocket;

class TestCloseCode : public QObject
{
    Q_OBJECT
private slots:
    void allowedRanges_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        QTest::addColumn<bool>("isAllowed");
        const auto row = [](int first, int last, bool isAllowed) {
            QTest::addRow("%d to %d %s", first, last, isAllowed ? "yes" : "no") << first << last << isAllowed;
        };
        row(0, 999, false);
        row(1000, 1003, true);
        row(1004, 1006, false);
        row(1007, 1014, true);
        row(1015, 2999, false);
        row(3000, 4999, true);
        row(5000, 65535, false);
    }
    void allowedRanges()
    {
        QFETCH(int, first);
        QFETCH(int, last);
        QFETCH(bool, isAllowed);
        for (int code = first; code <= last; ++code)
            QVERIFY2(isCloseCodeAllowed(std::uint16_t(code)) == isAllowed, qPrintable(QString::number(code)));
    }

    void names_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("name");
        QTest::newRow("1000") << 1000 << "normal closure";
        QTest::newRow("1001") << 1001 << "going away";
        QTest::newRow("1002") << 1002 << "protocol error";
        QTest::newRow("1003") << 1003 << "unsupported data";
        QTest::newRow("1004 is reserved") << 1004 << "";
        QTest::newRow("1005") << 1005 << "no status received";
        QTest::newRow("1006") << 1006 << "abnormal closure";
        QTest::newRow("1007") << 1007 << "invalid payload data";
        QTest::newRow("1008") << 1008 << "policy violation";
        QTest::newRow("1009") << 1009 << "message too big";
        QTest::newRow("1010") << 1010 << "mandatory extension";
        QTest::newRow("1011") << 1011 << "internal error";
        QTest::newRow("1012") << 1012 << "service restart";
        QTest::newRow("1013") << 1013 << "try again later";
        QTest::newRow("1014") << 1014 << "bad gateway";
        QTest::newRow("1015") << 1015 << "TLS handshake failed";
        QTest::newRow("1016 is unknown") << 1016 << "";
        QTest::newRow("3000") << 3000 << "unauthorized";
        QTest::newRow("3003") << 3003 << "forbidden";
        QTest::newRow("3008") << 3008 << "timeout";
        QTest::newRow("4000 is private") << 4000 << "";
    }
    void names()
    {
        QFETCH(int, code);
        QTEST(QString(closeCodeName(std::uint16_t(code))), "name");
    }

    void everyAssignedCodeHasAName()
    {
        for (std::uint16_t code = 1000; code <= 1015; ++code)
            QVERIFY2((*closeCodeName(code) != '\0') == (code != 1004), qPrintable(QString::number(code)));
    }

    void readsBodies_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("empty") << QByteArray() << -1 << QByteArray();
        QTest::newRow("one byte") << QByteArray("\x03") << -1 << QByteArray();
        QTest::newRow("code alone") << QByteArray("\x03\xe8") << 1000 << QByteArray();
        QTest::newRow("code and reason") << QByteArray("\x03\xe9"
                                                       "bye")
                                         << 1001 << QByteArray("bye");
        QTest::newRow("a reason that is no UTF-8")
            << QByteArray("\x13\x88\xff") << 5000 << QByteArray("\xff");
        QTest::newRow("both bytes with their top bit set") << QByteArray("\xff\xfe") << 65534 << QByteArray();
    }
    void readsBodies()
    {
        QFETCH(QByteArray, payload);
        const CloseBody body =
            readCloseBody(std::as_bytes(std::span(payload.data(), std::size_t(payload.size()))));
        QTEST(body.code ? int(*body.code) : -1, "code");
        QTEST(QByteArray(body.reason.data(), qsizetype(body.reason.size())), "reason");
    }

    void writesBodies_data()
    {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<int>("kept");
        const QByteArray two = "\xc3\xa9", three = "\xe2\x82\xac", four = "\xf0\x9f\x98\x80";
        QTest::newRow("no reason") << QByteArray() << 0;
        QTest::newRow("a short reason") << QByteArray("going") << 5;
        QTest::newRow("123 bytes fit") << QByteArray(123, 'x') << 123;
        QTest::newRow("124 bytes do not") << QByteArray(124, 'x') << 123;
        QTest::newRow("two bytes that fit") << QByteArray(121, 'x') + two << 123;
        QTest::newRow("two bytes across the limit") << QByteArray(122, 'x') + two << 122;
        QTest::newRow("three bytes, one beyond") << QByteArray(121, 'x') + three << 121;
        QTest::newRow("three bytes, two beyond") << QByteArray(122, 'x') + three << 122;
        QTest::newRow("four bytes, one beyond") << QByteArray(120, 'x') + four << 120;
        QTest::newRow("four bytes, three beyond") << QByteArray(122, 'x') + four << 122;
        QTest::newRow("four bytes behind the limit") << QByteArray(123, 'x') + four << 123;
        QTest::newRow("continuations only have no boundary") << QByteArray(200, '\x80') << 123;
    }
    void writesBodies()
    {
        QFETCH(QByteArray, reason);
        const base::Bytes body = closeBody(4321, reason.toStdString());
        QCOMPARE(body[0], std::byte{4321 >> 8});
        QCOMPARE(body[1], std::byte{4321 & 0xff});
        QTEST(int(body.size()) - 2, "kept");
        const CloseBody read = readCloseBody(body);
        QCOMPARE(read.code, std::optional<std::uint16_t>(std::uint16_t(4321)));
        QVERIFY(reason.startsWith(QByteArray(read.reason.data(), qsizetype(read.reason.size()))));
        if (isUtf8(base::asBytes(reason.toStdString())))
            QVERIFY(isUtf8(base::asBytes(read.reason)));
    }
};

QTEST_APPLESS_MAIN(TestCloseCode)
#include "tst_closecode.moc"

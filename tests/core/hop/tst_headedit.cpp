// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/headedit.h"

#include <QTest>

using namespace hop101;
using namespace hop101::hop;

namespace {

const std::string kHead = "GET / HTTP/1.1\r\nhost:  a \r\nX: 1\r\nHost: b\r\n\r\n";

std::string text(const base::Bytes &bytes)
{
    return base::toText(bytes);
}

} // namespace

class TestHeadEdit : public QObject
{
    Q_OBJECT
private slots:
    void aHeaderIsSetInItsPlace()
    {
        QCOMPARE(text(withHeader(base::asBytes(kHead), "Host", "c")),
                 std::string("GET / HTTP/1.1\r\nHost: c\r\nX: 1\r\n\r\n"));
        QCOMPARE(text(withHeader(base::asBytes(kHead), "Y", "2")),
                 std::string("GET / HTTP/1.1\r\nhost:  a \r\nX: 1\r\nHost: b\r\nY: 2\r\n\r\n"));
    }
    void anotherOneStandsBehind()
    {
        QCOMPARE(text(withAnotherHeader(base::asBytes("HTTP/1.1 200 OK\r\n\r\n"), "X", "1")),
                 std::string("HTTP/1.1 200 OK\r\nX: 1\r\n\r\n"));
    }
    void oneIsRemovedWithAllOfItsName()
    {
        QCOMPARE(text(withoutHeader(base::asBytes(kHead), "HOST")),
                 std::string("GET / HTTP/1.1\r\nX: 1\r\n\r\n"));
        QCOMPARE(text(withoutHeader(base::asBytes(kHead), "Z")), kHead);
    }
    void aHeadThatEndsByLfKeepsIt()
    {
        QCOMPARE(text(withHeader(base::asBytes("HTTP/1.1 200 OK\nA: b\n\n"), "A", "c")),
                 std::string("HTTP/1.1 200 OK\nA: c\r\n\n"));
    }
    void everyMatchIsReplaced()
    {
        QCOMPARE(text(withReplacement(base::asBytes("aXbXc"), "X", "XX")), std::string("aXXbXXc"));
        QCOMPARE(text(withReplacement(base::asBytes("abc"), "", "x")), std::string("abc"));
    }
};

QTEST_APPLESS_MAIN(TestHeadEdit)
#include "tst_headedit.moc"

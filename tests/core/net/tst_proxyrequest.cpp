// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxyrequest.h"

#include "core/http/headparser.h"

#include <QTest>

using namespace hop101;
using namespace hop101::net;

class TestProxyRequest : public QObject
{
    Q_OBJECT
private slots:
    void whatIsAskedFor_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QString>("target"); // empty: none
        QTest::addColumn<QByteArray>("onward");
        const auto row = [](const char *name, const char *head, const char *target, const char *onward) {
            QTest::newRow(name) << QByteArray(head) << QString(target) << QByteArray(onward);
        };
        row("a tunnel", "CONNECT h.example:443 HTTP/1.1\r\nHost: h.example:443\r\n\r\n", "h.example 443", "");
        row("a tunnel to an IPv6 address", "CONNECT [::1]:80 HTTP/1.1\r\n\r\n", "::1 80", "");
        row("a tunnel without a port", "CONNECT h.example HTTP/1.1\r\n\r\n", "", "");
        row("a tunnel to a path", "CONNECT h.example:80/x HTTP/1.1\r\n\r\n", "", "");
        row("a tunnel with a password", "CONNECT me:pw@h.example:80 HTTP/1.1\r\n\r\n", "", "");
        row("a whole URL", "GET http://h.example:81/a?b HTTP/1.1\r\nX: 1\r\nHost: h.example:81\r\n\r\n",
            "h.example 81", "GET /a?b HTTP/1.1\r\nX: 1\r\nHost: h.example:81\r\n\r\n");
        row("a URL of WebSocket without a path", "GET ws://h.example HTTP/1.1\r\nHost: h.example\r\n\r\n",
            "h.example 80", "GET / HTTP/1.1\r\nHost: h.example\r\n\r\n");
        row("a Host that names something else",
            "GET http://h.example/ HTTP/1.1\r\nHost: other\r\nX: 1\r\n\r\n", "h.example 80",
            "GET / HTTP/1.1\r\nHost: h.example\r\nX: 1\r\n\r\n");
        row("a path", "GET /chat HTTP/1.1\r\nHost: h.example\r\n\r\n", "", "");
        row("another scheme", "GET ftp://h.example/ HTTP/1.1\r\n\r\n", "", "");
    }
    void whatIsAskedFor()
    {
        QFETCH(const QByteArray, head);
        QFETCH(const QString, target);
        QFETCH(const QByteArray, onward);
        const base::ByteSpan raw = base::asBytes({head.constData(), static_cast<std::size_t>(head.size())});
        const auto request = proxyRequestOf(http::parseRequestHead(raw), raw);
        QCOMPARE(request.has_value(), !target.isEmpty());
        if (!request)
            return;
        QCOMPARE(QString::fromStdString(request->target.host) + ' ' + QString::number(request->target.port),
                 target);
        QCOMPARE(request->isTunnel, head.startsWith("CONNECT"));
        QCOMPARE(base::toText(request->head), onward.toStdString());
    }
};

QTEST_APPLESS_MAIN(TestProxyRequest)
#include "tst_proxyrequest.moc"

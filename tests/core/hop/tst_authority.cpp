// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/authority.h"

#include <QTest>

using namespace hop101::hop;

class TestAuthority : public QObject
{
    Q_OBJECT
private slots:
    void hosts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("is");
        const auto row = [](const char *text, bool is) { QTest::newRow(text) << QByteArray(text) << is; };
        row("example.org", true);
        row("example.org:8443", true);
        row("example.org:", true); // port = *DIGIT
        row("127.0.0.1:1", true);
        row("[::1]", true);
        row("[::1]:65535", true);
        row("[::ffff:127.0.0.1]:1", true);
        row("under_score.local", true);
        row("a%20b", true);
        row("", false);
        row(":80", false);
        row("a:65536", false);
        row("a:80a", false);
        row("a:80:80", false);
        row("::1", false);
        row("[]", false);
        row("[::1", false);
        row("[::1]80", false);
        row("[::g]", false);
        row("a b", false);
        row("a%2", false);
        row("a%2g", false);
        row("http://a", false);
        row("a/", false);
        row("user@a", false);
        row("a,b", true); // a comma may stand in a name
    }
    void hosts()
    {
        QFETCH(QByteArray, text);
        QTEST(isHostAndPort(text.toStdString()), "is");
    }

    void origins_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("is");
        const auto row = [](const char *text, bool is) { QTest::newRow(text) << QByteArray(text) << is; };
        row("null", true);
        row("https://example.org", true);
        row("https://example.org:8443", true);
        row("http://[::1]:3000", true);
        row("https://a https://b", true); // RFC 6454 section 7.1: a list
        row("file://", true); // as Chromium says for a file
        row("moz-extension://5a3f0a8e-6b1f-4c8a-9c40-3d1f6e0b7a11", true);
        row("", false);
        row("NULL", false);
        row("example.org", false);
        row("https://", false);
        row("https://example.org/", false);
        row("https://example.org/path", false);
        row("https://a, https://b", false);
        row("https://a  https://b", false);
        row("null https://a", false);
        row("1https://a", false);
        row("://a", false);
    }
    void origins()
    {
        QFETCH(QByteArray, text);
        QTEST(isOrigin(text.toStdString()), "is");
    }

    void targets_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("is");
        const auto row = [](const char *text, bool is) { QTest::newRow(text) << QByteArray(text) << is; };
        row("/", true);
        row("/chat?room=1#x", true);
        row("//double", true);
        row("http://example.org", true);
        row("HTTPS://example.org:1/chat", true);
        row("http://example.org?q", true);
        row("http:///chat", false);
        row("http://a b/", false);
        row("ws://example.org/chat", false);
        row("example.org:80", false);
        row("chat", false);
        row("?q", false);
        row("*", false);
        row("", false);
    }
    void targets()
    {
        QFETCH(QByteArray, text);
        QTEST(isPathOrHttpUri(text.toStdString()), "is");
    }
};

QTEST_APPLESS_MAIN(TestAuthority)
#include "tst_authority.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/streamkind.h"

#include <QTest>

using namespace hop101;
using namespace hop101::formats::pcap;

namespace {

class TestStreamKind : public QObject
{
    Q_OBJECT
private slots:
    void firstBytesTell_data();
    void firstBytesTell();
    void framesAreTold_data();
    void framesAreTold();
};

void TestStreamKind::firstBytesTell_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &bytes, StreamKind kind) {
        QTest::newRow(name) << bytes << static_cast<int>(kind);
    };
    row("nothing", "", StreamKind::Unknown);
    row("a request", "GET / HTTP/1.1\r\n", StreamKind::Request);
    row("the start of a method", "GE", StreamKind::Unknown);
    row("a known method alone", "GET ", StreamKind::Request);
    row("a broken version", "GET / HTTQ\r\n", StreamKind::Request);
    row("another method", "MKCOL /a HTTP/1.1\r\n", StreamKind::Request);
    row("another method, not to its version", "MKCOL /a", StreamKind::Unknown);
    row("words in capitals", "HELO me\r\n", StreamKind::Other);
    row("empty lines in front", "\r\n\r\nGET / HTTP/1.1\r\n", StreamKind::Request);
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\n", StreamKind::Other);
    row("a response", "HTTP/1.1 101", StreamKind::Response);
    row("the start of a response", "HTT", StreamKind::Unknown);
    row("TLS", QByteArray("\x16\x03\x01\x02", 4), StreamKind::Tls);
    row("the start of TLS", QByteArray("\x16", 1), StreamKind::Unknown);
    row("no TLS", QByteArray("\x16\x04\x01", 3), StreamKind::Other);
    row("zeros", QByteArray(4, '\0'), StreamKind::Other);
}

void TestStreamKind::firstBytesTell()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, kind);
    QCOMPARE(static_cast<int>(kindOf(base::asBytes(bytes.toStdString()))), kind);
}

void TestStreamKind::framesAreTold_data()
{
    QTest::addColumn<QString>("hex");
    QTest::addColumn<bool>("isMasked");
    QTest::addColumn<bool>("isLike");
    const auto row = [](const char *name, const char *hex, bool isMasked, bool isLike) {
        QTest::newRow(name) << QString(hex) << isMasked << isLike;
    };
    row("a text", "81 05 68656c6c6f", false, true);
    row("a masked text", "81 85 37fa213d 7f9f4d5158", true, true);
    row("masked by a server", "81 85 37fa213d 7f9f4d5158", false, false);
    row("compressed", "c1 07 f248cdc9c90700", false, true);
    row("two, the second one cut", "81 01 61 82 7e 1000 61", false, true);
    row("two, the second one none", "81 01 61 ff 01", false, false);
    row("a length that could be shorter", "82 7e 0005 6162", false, false);
    row("a ping in fragments", "09 00", false, false);
    row("half a header", "81", false, false);
    row("letters", "7b 22 61 22", false, false);
    row("zeros", "00 00 00 00", false, false);
}

void TestStreamKind::framesAreTold()
{
    QFETCH(const QString, hex);
    QFETCH(const bool, isMasked);
    QFETCH(const bool, isLike);
    QCOMPARE(looksLikeFrames(*base::fromHex(hex.toStdString()), isMasked), isLike);
}

} // namespace

QTEST_APPLESS_MAIN(TestStreamKind)
#include "tst_streamkind.moc"

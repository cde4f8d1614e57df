// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/tlsfilter.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace hop101::tls;
namespace base = hop101::base;

namespace {

constexpr std::int64_t kFrom = 1700000000;
constexpr std::int64_t kUntil = 1800000000;
constexpr std::int64_t kWithin = 1750000000;

const Identity &identity()
{
    static const Identity made = makeSelfSigned({{"example.test", "127.0.0.1"}, kFrom, kUntil}).value();
    return made;
}

ClientOptions trusting(const std::string &name)
{
    ClientOptions options;
    options.verifyName = name;
    options.systemAuthorities = false;
    options.authoritiesPem = identity().certificatePem;
    options.verifyAt = kWithin;
    return options;
}

/// A client and a server with nothing but memory between them.
struct Pair
{
    TlsFilter client;
    TlsFilter server;
    base::Bytes atClient{};
    base::Bytes atServer{};

    explicit Pair(const ClientOptions &options, ServerOptions serverOptions = {identity()})
        : client(TlsFilter::client(options).value()), server(TlsFilter::server(serverOptions).value())
    { }

    static bool move(TlsFilter &from, TlsFilter &to, base::Bytes &plaintext, std::size_t chunk)
    {
        const base::Bytes bytes = from.takeOutput();
        for (base::ByteSpan left = bytes; !left.empty(); left = left.subspan(std::min(chunk, left.size())))
            to.receive(left.first(std::min(chunk, left.size())), plaintext);
        return !bytes.empty();
    }
    void pump(std::size_t chunk = 65536)
    {
        bool moved = true;
        while (moved) {
            moved = move(client, server, atServer, chunk);
            moved = move(server, client, atClient, chunk) || moved;
        }
    }
};

base::Bytes pattern(std::size_t size)
{
    base::Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::byte>(i * 31 + i / 251);
    return bytes;
}

QStringList causes(const TlsFilter &filter)
{
    static const char *const names[] = {"self-signed",   "unknown issuer", "wrong name", "expired",
                                        "not yet valid", "revoked",        "other"};
    QStringList list;
    for (const VerifyProblem &problem : filter.verifyProblems())
        list += QLatin1String(names[static_cast<int>(causeOf(problem))]);
    return list;
}

} // namespace

class TestTlsFilter : public QObject
{
    Q_OBJECT
private slots:
    void bothWaysAtAnyChunking_data()
    {
        QTest::addColumn<int>("chunk");
        for (const int chunk : {1, 2, 3, 5, 7, 64, 1000, 16384, 65536})
            QTest::addRow("%d bytes a read", chunk) << chunk;
    }
    void bothWaysAtAnyChunking()
    {
        QFETCH(int, chunk);
        const auto size = static_cast<std::size_t>(chunk);
        Pair pair(trusting("example.test"));
        QVERIFY(pair.client.state() == TlsState::Handshaking);
        pair.pump(size);
        QVERIFY(pair.client.state() == TlsState::Up);
        QVERIFY(pair.server.state() == TlsState::Up);
        const base::Bytes out = pattern(40000);
        const base::Bytes back = pattern(33);
        QCOMPARE(pair.client.send(out), out.size());
        QCOMPARE(pair.server.send(back), back.size());
        pair.pump(size);
        QVERIFY(pair.atServer == out);
        QVERIFY(pair.atClient == back);
    }
    void whatWasAgreedIsToldOnBothSides()
    {
        Pair pair(trusting("example.test"));
        pair.pump();
        QCOMPARE(pair.client.negotiated().version, std::string("TLSv1.3"));
        QCOMPARE(pair.client.negotiated().alpn, std::string("http/1.1"));
        QCOMPARE(pair.server.negotiated().alpn, std::string("http/1.1"));
        QCOMPARE(pair.server.negotiated().sni, std::string("example.test"));
        QVERIFY(!pair.client.negotiated().cipher.empty());
        QCOMPARE(pair.client.peerCertificates().size(), std::size_t{1});
        QVERIFY(pair.client.peerCertificates() == readCertificates(identity().certificatePem));
    }
    void protocolsThatDoNotMeetAreNoError()
    {
        ServerOptions server{identity()};
        server.alpn = {"h2"};
        Pair pair(trusting("example.test"), server);
        pair.pump();
        QVERIFY(pair.client.state() == TlsState::Up);
        QVERIFY(pair.client.negotiated().alpn.empty());
    }
    void theServerNameSentIsApartFromTheNameVerified_data()
    {
        QTest::addColumn<QString>("verifyName");
        QTest::addColumn<QString>("sni"); // "default" for none given
        QTest::addColumn<QString>("seen");
        QTest::addColumn<QStringList>("problems");
        QTest::newRow("name for both") << "example.test"
                                       << "default"
                                       << "example.test" << QStringList();
        QTest::newRow("another server name") << "example.test"
                                             << "other.test"
                                             << "other.test" << QStringList();
        QTest::newRow("no server name") << "example.test"
                                        << ""
                                        << "" << QStringList();
        QTest::newRow("an address is verified, not sent") << "127.0.0.1"
                                                          << "default"
                                                          << "" << QStringList();
        QTest::newRow("an address is not sent when asked for") << "example.test"
                                                               << "127.0.0.1"
                                                               << "" << QStringList();
        QTest::newRow("a wrong address") << "127.0.0.2"
                                         << "default"
                                         << "" << QStringList{"wrong name"};
        QTest::newRow("an IPv6 address") << "::1"
                                         << "default"
                                         << "" << QStringList{"wrong name"};
        QTest::newRow("a wrong name") << "other.test"
                                      << "default"
                                      << "other.test" << QStringList{"wrong name"};
        QTest::newRow("any name will do") << ""
                                          << "default"
                                          << "" << QStringList();
    }
    void theServerNameSentIsApartFromTheNameVerified()
    {
        QFETCH(QString, verifyName);
        QFETCH(QString, sni);
        QFETCH(QString, seen);
        QFETCH(QStringList, problems);
        ClientOptions options = trusting(verifyName.toStdString());
        if (sni != QLatin1String("default"))
            options.sni = sni.toStdString();
        Pair pair(options);
        pair.pump();
        QVERIFY(pair.client.state() == TlsState::Up);
        QCOMPARE(QString::fromStdString(pair.server.negotiated().sni), seen);
        QCOMPARE(causes(pair.client), problems);
    }
    void aBadCertificateIsToldAndTheHandshakeGoesOn_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("problems");
        QTest::newRow("good") << qint64{kWithin} << true << "example.test" << QStringList();
        QTest::newRow("self-signed") << qint64{kWithin} << false << "example.test"
                                     << QStringList{"self-signed"};
        QTest::newRow("expired") << qint64{kUntil + 1} << true << "example.test" << QStringList{"expired"};
        QTest::newRow("not yet valid")
            << qint64{kFrom - 1} << true << "example.test" << QStringList{"not yet valid"};
        QTest::newRow("all at once") << qint64{kUntil + 1} << false << "other.test"
                                     << QStringList{"self-signed", "wrong name", "expired"};
    }
    void aBadCertificateIsToldAndTheHandshakeGoesOn()
    {
        QFETCH(qint64, at);
        QFETCH(bool, trusted);
        QFETCH(QString, name);
        QFETCH(QStringList, problems);
        ClientOptions options = trusting(name.toStdString());
        options.verifyAt = at;
        if (!trusted)
            options.authoritiesPem.clear();
        Pair pair(options);
        pair.pump();
        QVERIFY(pair.client.state() == TlsState::Up);
        QStringList found = causes(pair.client);
        found.sort();
        problems.sort();
        QCOMPARE(found, problems);
        for (const VerifyProblem &problem : pair.client.verifyProblems())
            QVERIFY(!problem.text.empty());
    }
    void authoritiesComeFromAFileToo()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("ca.pem")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(identity().certificatePem.data(), static_cast<qint64>(identity().certificatePem.size()));
        file.close();
        ClientOptions options = trusting("example.test");
        options.authoritiesPem.clear();
        options.authoritiesFile = file.fileName().toStdString();
        Pair pair(options);
        pair.pump();
        QCOMPARE(causes(pair.client), QStringList());
    }
    void authoritiesThatCannotBeReadFail()
    {
        ClientOptions missing;
        missing.authoritiesFile = "/nonexistent/ca.pem";
        QVERIFY(TlsFilter::client(missing).error().fault == TlsFault::BadAuthorities);
        ClientOptions empty;
        empty.authoritiesPem = "hello";
        QVERIFY(TlsFilter::client(empty).error().fault == TlsFault::BadAuthorities);
    }
    void optionsThatTlsCannotCarryFail()
    {
        ClientOptions protocol;
        protocol.alpn = {std::string(256, 'x')};
        QVERIFY(TlsFilter::client(protocol).error().fault == TlsFault::BadOptions);
        ClientOptions name;
        name.verifyName = std::string(300, 'x');
        QVERIFY(TlsFilter::client(name).error().fault == TlsFault::BadOptions);
        QVERIFY(TlsFilter::server({}).error().fault == TlsFault::BadIdentity);
    }
    void eachSideClosesForItself()
    {
        Pair pair(trusting("example.test"));
        pair.pump();
        pair.client.close();
        QVERIFY(!pair.client.canSend());
        QCOMPARE(pair.client.send(base::asBytes("late")), std::size_t{0});
        pair.pump();
        QVERIFY(pair.server.peerClosed());
        QVERIFY(pair.server.state() == TlsState::Up);
        QCOMPARE(pair.server.send(base::asBytes("still here")), std::size_t{10});
        pair.pump();
        QCOMPARE(base::toText(pair.atClient), std::string("still here"));
        pair.server.close();
        pair.pump();
        QVERIFY(pair.client.peerClosed());
        QVERIFY(pair.client.state() == TlsState::Closed);
        QVERIFY(pair.server.state() == TlsState::Closed);
        pair.client.receiveEnd();
        QVERIFY(!pair.client.wasTruncated());
    }
    void anEndWithoutCloseNotifyIsATruncation()
    {
        Pair pair(trusting("example.test"));
        pair.pump();
        pair.client.receiveEnd();
        QVERIFY(pair.client.wasTruncated());
        QVERIFY(pair.client.state() == TlsState::Up);
        QVERIFY(!pair.client.peerClosed());
    }
    void anEndInsideTheHandshakeFails()
    {
        Pair pair(trusting("example.test"));
        pair.client.receiveEnd();
        QVERIFY(pair.client.state() == TlsState::Failed);
        QVERIFY(pair.client.error().fault == TlsFault::Truncated);
    }
    void closingInsideTheHandshakeSendsNothing()
    {
        Pair pair(trusting("example.test"));
        (void)pair.client.takeOutput();
        pair.client.close();
        QVERIFY(pair.client.state() == TlsState::Closed);
        QVERIFY(pair.client.takeOutput().empty());
    }
    void plaintextFromThePeerIsNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("fault");
        QTest::newRow("an HTTP answer")
            << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << static_cast<int>(TlsFault::NotTls);
        QTest::newRow("one byte of it") << QByteArray("H") << static_cast<int>(TlsFault::NotTls);
        QTest::newRow("a record of an unknown version")
            << QByteArray::fromHex("16090900050102030405") << static_cast<int>(TlsFault::Protocol);
        QTest::newRow("a fatal alert: handshake_failure")
            << QByteArray::fromHex("15030300020228") << static_cast<int>(TlsFault::PeerAlert);
        QTest::newRow("a handshake message of nonsense")
            << QByteArray::fromHex("1603030004ffffffff") << static_cast<int>(TlsFault::Protocol);
    }
    void plaintextFromThePeerIsNamed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, fault);
        for (qsizetype chunk = 1; chunk <= bytes.size(); ++chunk) {
            auto client = TlsFilter::client(trusting("example.test")).value();
            base::Bytes plaintext;
            for (qsizetype at = 0; at < bytes.size(); at += chunk)
                client.receive(base::asBytes(bytes.mid(at, chunk).toStdString()), plaintext);
            QVERIFY(client.state() == TlsState::Failed);
            QCOMPARE(static_cast<int>(client.error().fault), fault);
            QVERIFY(client.error().fault == TlsFault::NotTls || !client.error().reason.empty());
            QCOMPARE(client.error().alert, client.error().fault == TlsFault::PeerAlert ? 40 : -1);
            QVERIFY(plaintext.empty());
        }
    }
    void aDamagedRecordFailsWithAReason()
    {
        Pair pair(trusting("example.test"));
        pair.pump();
        QCOMPARE(pair.client.send(base::asBytes("hello")), std::size_t{5});
        base::Bytes wire = pair.client.takeOutput();
        wire.back() ^= std::byte{1};
        pair.server.receive(wire, pair.atServer);
        QVERIFY(pair.server.state() == TlsState::Failed);
        QCOMPARE(pair.server.error().reason, std::string("decryption failed or bad record mac"));
        QVERIFY(pair.atServer.empty());
        base::Bytes ignored;
        pair.client.receive(pair.server.takeOutput(), ignored); // the alert bad_record_mac
        QVERIFY(pair.client.state() == TlsState::Failed);
        QVERIFY(pair.client.error().fault == TlsFault::PeerAlert);
        QCOMPARE(pair.client.error().alert, 20);
    }
    void outputThatNobodyTakesIsBounded()
    {
        Pair pair(trusting("example.test"));
        pair.pump();
        const base::Bytes big = pattern(3 * kMaxOutputBytes);
        const std::size_t taken = pair.client.send(big);
        QVERIFY(taken < big.size());
        QVERIFY(pair.client.outputBytes() < kMaxOutputBytes + 17 * 1024);
        base::ByteSpan left = base::ByteSpan(big).subspan(taken);
        while (!left.empty()) {
            pair.pump();
            left = left.subspan(pair.client.send(left));
        }
        pair.pump();
        QVERIFY(pair.atServer == big);
    }
    void keysAreLoggedOnceForWhoeverDecrypts()
    {
        Pair pair(trusting("example.test"));
        pair.pump();
        const auto log = QString::fromStdString(pair.client.takeKeyLog());
        QVERIFY(log.contains(QLatin1String("CLIENT_TRAFFIC_SECRET_0 ")));
        QVERIFY(log.endsWith(QLatin1Char('\n')));
        QVERIFY(pair.client.takeKeyLog().empty());
    }
    void aMovedFilterGoesOn()
    {
        Pair pair(trusting("example.test"));
        TlsFilter other = std::move(pair.client);
        pair.client = std::move(other);
        pair.pump();
        QVERIFY(pair.client.state() == TlsState::Up);
        QVERIFY(!pair.client.takeKeyLog().empty());
    }
};

QTEST_APPLESS_MAIN(TestTlsFilter)
#include "tst_tlsfilter.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tlsdecrypter.h"

#include <QTest>

#include <array>
#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <utility>

using namespace hop101;
using namespace hop101::formats::pcap;
using hop::Direction;

namespace {

template<auto Free>
struct Freed
{
    template<typename T>
    void operator()(T *pointer) const
    {
        Free(pointer);
    }
};

/// A client and a server of OpenSSL in memory; what goes between them is heard.
class Pair
{
public:
    Pair(int version, const char *suite, TlsDecrypter::Listener &listener, TlsDecrypter &tls,
         std::uint64_t options = 0)
        : m_listener(listener), m_tls(tls), m_clientContext(SSL_CTX_new(TLS_client_method())),
          m_serverContext(SSL_CTX_new(TLS_server_method()))
    {
        for (SSL_CTX *context : {m_clientContext.get(), m_serverContext.get()}) {
            SSL_CTX_set_min_proto_version(context, version);
            SSL_CTX_set_max_proto_version(context, version);
            SSL_CTX_set_security_level(context, 0); // which forbids short tags and SHA-1
            SSL_CTX_set_options(context, options);
            SSL_CTX_set_dh_auto(context, 1);
            if (version == TLS1_3_VERSION)
                SSL_CTX_set_ciphersuites(context, suite);
            else
                SSL_CTX_set_cipher_list(context, suite);
        }
        certify();
        m_client.reset(SSL_new(m_clientContext.get()));
        m_server.reset(SSL_new(m_serverContext.get()));
        for (SSL *ssl : {m_client.get(), m_server.get()})
            SSL_set_bio(ssl, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
        SSL_set_tlsext_host_name(m_client.get(), "a.example");
        SSL_set_connect_state(m_client.get());
        SSL_set_accept_state(m_server.get());
    }

    void shake(TlsKeys &keys)
    {
        std::string log;
        const auto note = [](const SSL *ssl, const char *line) {
            static_cast<std::string *>(SSL_get_ex_data(ssl, 0))->append(line).append("\n");
        };
        SSL_CTX_set_keylog_callback(m_clientContext.get(), note);
        SSL_set_ex_data(m_client.get(), 0, &m_log);
        m_isHeld = true; // its keys are in the log before the first packet is read
        for (int i = 0; i < 10; ++i) {
            SSL_do_handshake(m_client.get());
            move();
            SSL_do_handshake(m_server.get());
            move();
        }
        keys.add(m_log);
        m_isHeld = false;
        for (const auto &[from, bytes] : m_held)
            m_tls.take(from, bytes, m_listener);
        m_held.clear();
        QVERIFY(SSL_is_init_finished(m_client.get()) == 1 && SSL_is_init_finished(m_server.get()) == 1);
    }
    void say(Direction from, std::string_view text)
    {
        SSL *ssl = from == Direction::FromLeft ? m_client.get() : m_server.get();
        QCOMPARE(SSL_write(ssl, text.data(), static_cast<int>(text.size())), static_cast<int>(text.size()));
        move();
        std::string heard(text.size(), ' ');
        SSL *peer = from == Direction::FromLeft ? m_server.get() : m_client.get();
        SSL_read(peer, heard.data(), static_cast<int>(heard.size()));
        move();
    }
    void updateKeys(Direction from)
    {
        SSL_key_update(from == Direction::FromLeft ? m_client.get() : m_server.get(),
                       SSL_KEY_UPDATE_REQUESTED);
    }
    /// Of what goes over next, the decrypter gets one byte otherwise: so many bytes from the end.
    void changeNext(std::size_t back) { m_changed = back; }
    void close()
    {
        SSL_shutdown(m_client.get());
        move();
    }

private:
    void certify()
    {
        static const std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>> key(EVP_RSA_gen(2048)); // takes long
        const std::unique_ptr<X509, Freed<X509_free>> certificate(X509_new());
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
        X509_set_pubkey(certificate.get(), key.get());
        X509_sign(certificate.get(), key.get(), EVP_sha256());
        SSL_CTX_use_certificate(m_serverContext.get(), certificate.get());
        SSL_CTX_use_PrivateKey(m_serverContext.get(), key.get());
    }
    void move()
    {
        moveFrom(Direction::FromLeft, m_client.get(), m_server.get());
        moveFrom(Direction::FromRight, m_server.get(), m_client.get());
    }
    void moveFrom(Direction from, SSL *out, SSL *in)
    {
        base::Bytes bytes(BIO_pending(SSL_get_wbio(out)));
        if (bytes.empty())
            return;
        BIO_read(SSL_get_wbio(out), bytes.data(), static_cast<int>(bytes.size()));
        BIO_write(SSL_get_rbio(in), bytes.data(), static_cast<int>(bytes.size()));
        if (m_changed > 0)
            bytes[bytes.size() - std::exchange(m_changed, 0)] ^= std::byte{1};
        if (m_isHeld)
            m_held.emplace_back(from, bytes);
        else
            m_tls.take(from, bytes, m_listener);
    }

    TlsDecrypter::Listener &m_listener;
    TlsDecrypter &m_tls;
    std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>> m_clientContext, m_serverContext;
    std::unique_ptr<SSL, Freed<SSL_free>> m_client, m_server;
    std::vector<std::pair<Direction, base::Bytes>> m_held;
    bool m_isHeld = false;
    std::size_t m_changed = 0;
    std::string m_log;
};

class Heard : public TlsDecrypter::Listener
{
public:
    void secured() override { text += "secured|"; }
    void inside(Direction from, base::ByteSpan bytes) override
    {
        text += (from == Direction::FromLeft ? ">" : "<") + base::toText(bytes) + '|';
    }
    void closed(Direction from) override { text += from == Direction::FromLeft ? ">end|" : "<end|"; }
    std::string text;
};

class TestTlsDecrypter : public QObject
{
    Q_OBJECT
private slots:
    void whatIsInsideComesOut_data();
    void whatIsInsideComesOut();
    void blocksWithAMacComeOut_data();
    void blocksWithAMacComeOut();
    void aChangedRecordIsNotOpened_data();
    void aChangedRecordIsNotOpened();
    void suitesAreThoseOfOpenSsl();
    void withoutKeysItIsNamed();
    void otherSuitesAreNamed();
    void aMissingPieceEndsItsSideAlone();
};

void TestTlsDecrypter::whatIsInsideComesOut_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("suite");
    for (const char *suite :
         {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_8_SHA256"})
        QTest::newRow(suite) << TLS1_3_VERSION << QString(suite);
    for (const char *suite :
         {"ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305",
          "AES128-GCM-SHA256", "AES256-GCM-SHA384", "DHE-RSA-AES128-GCM-SHA256", "DHE-RSA-AES256-GCM-SHA384",
          "DHE-RSA-CHACHA20-POLY1305", "AES128-CCM", "AES256-CCM", "AES128-CCM8", "AES256-CCM8",
          "DHE-RSA-AES128-CCM", "DHE-RSA-AES256-CCM", "DHE-RSA-AES128-CCM8", "DHE-RSA-AES256-CCM8"})
        QTest::newRow(suite) << TLS1_2_VERSION << QString(suite);
}

void TestTlsDecrypter::whatIsInsideComesOut()
{
    QFETCH(const int, version);
    QFETCH(const QString, suite);
    TlsKeys keys;
    TlsDecrypter tls(keys);
    Heard heard;
    Pair pair(version, qPrintable(suite), heard, tls);
    pair.shake(keys);
    QCOMPARE(tls.state(), TlsDecrypter::State::Reading);
    pair.say(Direction::FromLeft, "GET");
    pair.say(Direction::FromRight, "101");
    std::string expected = "secured|>GET|<101|";
    if (version == TLS1_3_VERSION) {
        for (int i = 0; i < 3; ++i) {
            pair.updateKeys(Direction::FromLeft);
            pair.say(Direction::FromLeft, "new keys");
            pair.say(Direction::FromRight, "yes");
            expected += ">new keys|<yes|";
        }
    }
    pair.close();
    QCOMPARE(heard.text, expected + ">end|");
    QCOMPARE(tls.serverName(), std::string("a.example"));
    QCOMPARE(tls.version(), std::string(version == TLS1_3_VERSION ? "TLSv1.3" : "TLSv1.2"));
    QCOMPARE(tls.suite(), suite.toStdString());
}

void TestTlsDecrypter::blocksWithAMacComeOut_data()
{
    QTest::addColumn<QString>("suite");
    QTest::addColumn<bool>("isMacOfSealed");
    for (const char *suite :
         {"AES128-SHA", "AES256-SHA", "AES128-SHA256", "AES256-SHA256", "DHE-RSA-AES128-SHA",
          "DHE-RSA-AES256-SHA", "DHE-RSA-AES128-SHA256", "DHE-RSA-AES256-SHA256", "ECDHE-RSA-AES128-SHA",
          "ECDHE-RSA-AES256-SHA", "ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA384"}) {
        QTest::addRow("%s, MAC of the ciphertext", suite) << QString(suite) << true;
        QTest::addRow("%s, MAC of the text", suite) << QString(suite) << false;
    }
}

/// In every length of padding, and over more than one record.
void TestTlsDecrypter::blocksWithAMacComeOut()
{
    QFETCH(const QString, suite);
    QFETCH(const bool, isMacOfSealed);
    TlsKeys keys;
    TlsDecrypter tls(keys);
    Heard heard;
    Pair pair(TLS1_2_VERSION, qPrintable(suite), heard, tls, isMacOfSealed ? 0 : SSL_OP_NO_ENCRYPT_THEN_MAC);
    pair.shake(keys);
    QCOMPARE(tls.state(), TlsDecrypter::State::Reading);
    QCOMPARE(tls.suite(), suite.toStdString());
    std::string expected = "secured|";
    for (std::size_t size = 1; size <= 33; ++size) {
        const std::string text(size, static_cast<char>('A' + size));
        pair.say(Direction::FromLeft, text);
        pair.say(Direction::FromRight, text);
        expected += '>' + text + "|<" + text + '|';
    }
    const std::string most(16'384, 'm');
    pair.say(Direction::FromRight, most + "rest");
    pair.close();
    QCOMPARE(heard.text, expected + '<' + most + "|<rest|>end|");
}

void TestTlsDecrypter::aChangedRecordIsNotOpened_data()
{
    QTest::addColumn<QString>("suite");
    QTest::addColumn<bool>("isMacOfSealed");
    for (const char *suite : {"AES128-SHA", "ECDHE-RSA-AES256-SHA384", "AES128-CCM8", "AES256-GCM-SHA384"})
        QTest::addRow("%s", suite) << QString(suite) << true;
    QTest::newRow("MAC of the text") << "AES128-SHA256" << false;
}

void TestTlsDecrypter::aChangedRecordIsNotOpened()
{
    QFETCH(const QString, suite);
    QFETCH(const bool, isMacOfSealed);
    // The last byte is in the tag, the MAC or the padding; the fifth last block in the text.
    for (const std::size_t back : {1, 65}) {
        TlsKeys keys;
        TlsDecrypter tls(keys);
        Heard heard;
        Pair pair(TLS1_2_VERSION, qPrintable(suite), heard, tls,
                  isMacOfSealed ? 0 : SSL_OP_NO_ENCRYPT_THEN_MAC);
        pair.shake(keys);
        pair.say(Direction::FromRight, "good");
        pair.changeNext(back);
        pair.say(Direction::FromLeft, std::string(100, 'x'));
        pair.say(Direction::FromRight, "too");
        QCOMPARE(heard.text, std::string("secured|<good|<too|"));
    }
}

void TestTlsDecrypter::suitesAreThoseOfOpenSsl()
{
    const std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>> context(SSL_CTX_new(TLS_method()));
    const std::unique_ptr<SSL, Freed<SSL_free>> ssl(SSL_new(context.get()));
    int count = 0;
    for (unsigned number = 0; number <= 0xffff; ++number) {
        const TlsSuite *suite = tlsSuite(static_cast<std::uint16_t>(number));
        if (!suite)
            continue;
        ++count;
        const std::array bytes{static_cast<unsigned char>(number >> 8U), static_cast<unsigned char>(number)};
        const SSL_CIPHER *cipher = SSL_CIPHER_find(ssl.get(), bytes.data());
        QVERIFY2(cipher, suite->name);
        QCOMPARE(suite->name, SSL_CIPHER_get_name(cipher));
        QCOMPARE(suite->isTls13, SSL_CIPHER_get_kx_nid(cipher) == NID_kx_any);
        QCOMPARE(suite->keyBytes() * 8, static_cast<std::size_t>(SSL_CIPHER_get_bits(cipher, nullptr)));
        QCOMPARE(suite->mac == nullptr, SSL_CIPHER_is_aead(cipher) == 1);
        if (suite->mac)
            QCOMPARE(OBJ_txt2nid(suite->mac), SSL_CIPHER_get_digest_nid(cipher));
        const QString name = QString::fromLatin1(suite->name);
        QCOMPARE(suite->digest, name.contains("SHA384") ? "SHA384" : "SHA256");
        QCOMPARE(suite->tagBytes(),
                 std::size_t(suite->mac                                            ? 0
                                 : name.contains("CCM_8") || name.endsWith("CCM8") ? 8
                                                                                   : 16));
    }
    QCOMPARE(count, 44);
}

void TestTlsDecrypter::withoutKeysItIsNamed()
{
    TlsKeys keys, none;
    TlsDecrypter tls(none);
    Heard heard;
    Pair pair(TLS1_3_VERSION, "TLS_AES_128_GCM_SHA256", heard, tls);
    pair.shake(keys);
    pair.say(Direction::FromLeft, "secret");
    QCOMPARE(tls.state(), TlsDecrypter::State::NoKeys);
    QCOMPARE(tls.serverName(), std::string("a.example"));
    QCOMPARE(heard.text, std::string());
}

void TestTlsDecrypter::otherSuitesAreNamed()
{
    TlsKeys keys;
    TlsDecrypter tls(keys);
    Heard heard;
    Pair pair(TLS1_2_VERSION, "ECDHE-ARIA128-GCM-SHA256", heard, tls);
    pair.shake(keys);
    QCOMPARE(tls.state(), TlsDecrypter::State::NotRead);
    QCOMPARE(tls.suite(), std::string("0xc060"));
}

void TestTlsDecrypter::aMissingPieceEndsItsSideAlone()
{
    TlsKeys keys;
    TlsDecrypter tls(keys);
    Heard heard;
    Pair pair(TLS1_3_VERSION, "TLS_AES_128_GCM_SHA256", heard, tls);
    pair.shake(keys);
    pair.say(Direction::FromLeft, "a");
    tls.lose(Direction::FromLeft);
    pair.say(Direction::FromLeft, "b");
    pair.say(Direction::FromRight, "c");
    QCOMPARE(heard.text, std::string("secured|>a|<c|"));
}

} // namespace

QTEST_APPLESS_MAIN(TestTlsDecrypter)
#include "tst_tlsdecrypter.moc"

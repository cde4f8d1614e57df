// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/tlsfilter.h"

#include "core/tls/openssl.h"
#include "core/tls/tlscontext.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cassert>
#include <climits>

namespace hop101::tls {

namespace {

constexpr std::size_t kRecordBytes = 16 * 1024; // RFC 8446 section 5.1

/// Content types of records: change_cipher_spec, alert, handshake, application_data (RFC 8446 section 5.1).
bool beginsRecord(std::byte first) noexcept
{
    return first >= std::byte{20} && first <= std::byte{23};
}

} // namespace

struct TlsFilter::Engine
{
    ContextPtr context;
    std::string alpn; ///< server: wire form of what it may choose
    SslPtr ssl;
    BIO *in = nullptr; ///< owned by ssl
    BIO *out = nullptr; ///< owned by ssl
    TlsState state = TlsState::Handshaking;
    TlsError error;
    Negotiated negotiated;
    std::vector<Certificate> peerCertificates;
    std::vector<VerifyProblem> verifyProblems;
    std::string keyLog;
    bool hasInput = false;
    bool isTruncated = false;

    explicit Engine(ContextPtr made);
    static Engine &of(const SSL *ssl);
    static int noteProblem(int ok, X509_STORE_CTX *store);
    static void noteKey(const SSL *ssl, const char *line);
    static int chooseAlpn(SSL *ssl, const unsigned char **chosen, unsigned char *size,
                          const unsigned char *offered, unsigned offeredSize, void *);

    bool setNames(const ClientOptions &options);
    void handshake();
    void becomeUp();
    void notePeerCertificates();
    void read(base::Bytes &plaintext);
    void fail(int result);
    void finishIfBothClosed();
    bool has(int shutdownFlag) const { return (SSL_get_shutdown(ssl.get()) & shutdownFlag) != 0; }
};

TlsFilter::Engine::Engine(ContextPtr made) : context(std::move(made))
{
    SSL_CTX_set_keylog_callback(context.get(), &Engine::noteKey);
    ssl.reset(SSL_new(context.get()));
    in = BIO_new(BIO_s_mem());
    out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(in, -1); // empty means "more may come", not the end
    SSL_set_bio(ssl.get(), in, out);
    SSL_set_app_data(ssl.get(), this);
}

TlsFilter::Engine &TlsFilter::Engine::of(const SSL *ssl)
{
    return *static_cast<Engine *>(SSL_get_app_data(ssl));
}

int TlsFilter::Engine::noteProblem(int ok, X509_STORE_CTX *store)
{
    if (ok)
        return 1;
    const auto *ssl =
        static_cast<const SSL *>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto &problems = of(ssl).verifyProblems;
    const int code = X509_STORE_CTX_get_error(store);
    const int depth = X509_STORE_CTX_get_error_depth(store);
    const VerifyProblem problem{code, depth, X509_verify_cert_error_string(code)};
    if (std::find(problems.begin(), problems.end(), problem) == problems.end())
        problems.push_back(problem);
    return 1; // the handshake goes on, so that all problems are seen and the caller decides
}

void TlsFilter::Engine::noteKey(const SSL *ssl, const char *line)
{
    of(ssl).keyLog.append(line).append("\n");
}

int TlsFilter::Engine::chooseAlpn(SSL *ssl, const unsigned char **chosen, unsigned char *size,
                                  const unsigned char *offered, unsigned offeredSize, void *)
{
    const std::string &own = of(ssl).alpn;
    unsigned char *found = nullptr;
    if (SSL_select_next_proto(&found, size, reinterpret_cast<const unsigned char *>(own.data()),
                              static_cast<unsigned>(own.size()), offered, offeredSize)
        != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

bool TlsFilter::Engine::setNames(const ClientOptions &options)
{
    X509_VERIFY_PARAM *param = SSL_get0_param(ssl.get());
    const std::string &name = options.verifyName;
    if (isIpAddress(name))
        X509_VERIFY_PARAM_set1_ip_asc(param, name.c_str());
    else if (!name.empty() && X509_VERIFY_PARAM_set1_host(param, name.data(), name.size()) != 1)
        return false;
    X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (options.verifyAt)
        X509_VERIFY_PARAM_set_time(param, *options.verifyAt);

    const std::string sni = options.sni.value_or(name);
    // "Literal IPv4 and IPv6 addresses are not permitted in HostName" (RFC 6066 section 3).
    if (sni.empty() || isIpAddress(sni))
        return true;
    negotiated.sni = sni;
    return SSL_set_tlsext_host_name(ssl.get(), sni.c_str()) == 1;
}

void TlsFilter::Engine::handshake()
{
    ERR_clear_error();
    const int result = SSL_do_handshake(ssl.get());
    if (result == 1)
        becomeUp();
    else
        fail(result);
}

void TlsFilter::Engine::becomeUp()
{
    state = TlsState::Up;
    negotiated.version = SSL_get_version(ssl.get());
    negotiated.cipher = SSL_get_cipher_name(ssl.get());
    const unsigned char *chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl.get(), &chosen, &size);
    if (size > 0)
        negotiated.alpn.assign(reinterpret_cast<const char *>(chosen), size);
    if (SSL_is_server(ssl.get()))
        if (const char *sni = SSL_get_servername(ssl.get(), TLSEXT_NAMETYPE_host_name))
            negotiated.sni = sni;
    notePeerCertificates();
}

void TlsFilter::Engine::notePeerCertificates()
{
    const auto *chain = SSL_get_peer_cert_chain(ssl.get());
    for (int i = 0; i < sk_X509_num(chain); ++i)
        peerCertificates.push_back(describe(sk_X509_value(chain, i)));
    std::stable_sort(verifyProblems.begin(), verifyProblems.end(),
                     [](const VerifyProblem &a, const VerifyProblem &b) { return a.depth < b.depth; });
    // Nothing that ends verification early may look like success.
    if (const long result = SSL_get_verify_result(ssl.get());
        !SSL_is_server(ssl.get()) && result != X509_V_OK && verifyProblems.empty())
        verifyProblems.push_back({static_cast<int>(result), 0, X509_verify_cert_error_string(result)});
}

void TlsFilter::Engine::read(base::Bytes &plaintext)
{
    while (state == TlsState::Up) {
        ERR_clear_error();
        const std::size_t before = plaintext.size();
        plaintext.resize(before + kRecordBytes);
        std::size_t got = 0;
        const int result = SSL_read_ex(ssl.get(), plaintext.data() + before, kRecordBytes, &got);
        plaintext.resize(before + got);
        if (result == 1)
            continue;
        fail(result);
        return;
    }
}

void TlsFilter::Engine::fail(int result)
{
    switch (SSL_get_error(ssl.get(), result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        return;
    case SSL_ERROR_ZERO_RETURN:
        finishIfBothClosed();
        return;
    default:
        error = errorFromQueue(TlsFault::Protocol);
        state = TlsState::Failed;
    }
}

void TlsFilter::Engine::finishIfBothClosed()
{
    if (state == TlsState::Up && has(SSL_SENT_SHUTDOWN) && has(SSL_RECEIVED_SHUTDOWN))
        state = TlsState::Closed;
}

base::Result<TlsFilter, TlsError> TlsFilter::client(const ClientOptions &options)
{
    auto context = clientContext(options);
    if (!context)
        return context.error();
    auto engine = std::make_unique<Engine>(std::move(context).value());
    SSL_set_connect_state(engine->ssl.get());
    SSL_set_verify(engine->ssl.get(), SSL_VERIFY_NONE, &Engine::noteProblem);
    if (!engine->setNames(options))
        return TlsError{TlsFault::BadOptions, -1, "server name"};
    engine->handshake();
    return TlsFilter(std::move(engine));
}

base::Result<TlsFilter, TlsError> TlsFilter::server(const ServerOptions &options)
{
    auto context = serverContext(options);
    if (!context)
        return context.error();
    auto engine = std::make_unique<Engine>(std::move(context).value());
    engine->alpn = *alpnWireForm(options.alpn);
    if (!engine->alpn.empty())
        SSL_CTX_set_alpn_select_cb(engine->context.get(), &Engine::chooseAlpn, nullptr);
    SSL_set_accept_state(engine->ssl.get());
    return TlsFilter(std::move(engine));
}

TlsFilter::TlsFilter(std::unique_ptr<Engine> engine) : m_engine(std::move(engine)) { }
TlsFilter::TlsFilter(TlsFilter &&) noexcept = default;
TlsFilter &TlsFilter::operator=(TlsFilter &&) noexcept = default;
TlsFilter::~TlsFilter() = default;

void TlsFilter::receive(base::ByteSpan ciphertext, base::Bytes &plaintext)
{
    Engine &e = *m_engine;
    if (ciphertext.empty() || e.state == TlsState::Failed || e.state == TlsState::Closed)
        return;
    assert(ciphertext.size() <= INT_MAX && "pieces come from a socket");
    if (!e.hasInput && !beginsRecord(ciphertext.front())) {
        // OpenSSL waits for five bytes first, and then has a different name for each wrong guess.
        e.state = TlsState::Failed;
        e.error = {TlsFault::NotTls, -1, {}};
        return;
    }
    e.hasInput = true;
    BIO_write(e.in, ciphertext.data(), static_cast<int>(ciphertext.size()));
    if (e.state == TlsState::Handshaking)
        e.handshake();
    if (e.state == TlsState::Up)
        e.read(plaintext);
}

void TlsFilter::receiveEnd()
{
    Engine &e = *m_engine;
    if (e.state == TlsState::Handshaking) {
        e.state = TlsState::Failed;
        e.error = {TlsFault::Truncated, -1, {}};
    }
    e.isTruncated = e.isTruncated || !peerClosed();
}

std::size_t TlsFilter::send(base::ByteSpan plaintext)
{
    Engine &e = *m_engine;
    std::size_t taken = 0;
    while (taken < plaintext.size() && canSend() && outputBytes() < kMaxOutputBytes) {
        ERR_clear_error();
        std::size_t written = 0;
        const std::size_t piece = std::min(kRecordBytes, plaintext.size() - taken);
        const int result = SSL_write_ex(e.ssl.get(), plaintext.data() + taken, piece, &written);
        if (result != 1) {
            e.fail(result);
            break;
        }
        taken += written;
    }
    return taken;
}

void TlsFilter::close()
{
    Engine &e = *m_engine;
    if (e.state == TlsState::Handshaking)
        e.state = TlsState::Closed;
    if (e.state != TlsState::Up || e.has(SSL_SENT_SHUTDOWN))
        return;
    ERR_clear_error();
    SSL_shutdown(e.ssl.get());
    e.finishIfBothClosed();
}

base::Bytes TlsFilter::takeOutput()
{
    base::Bytes bytes(outputBytes());
    std::size_t taken = 0;
    if (!bytes.empty())
        BIO_read_ex(m_engine->out, bytes.data(), bytes.size(), &taken);
    assert(taken == bytes.size() && "a memory BIO gives all that it holds");
    return bytes;
}

std::size_t TlsFilter::outputBytes() const
{
    return BIO_ctrl_pending(m_engine->out);
}

TlsState TlsFilter::state() const noexcept
{
    return m_engine->state;
}

bool TlsFilter::canSend() const noexcept
{
    return m_engine->state == TlsState::Up && !m_engine->has(SSL_SENT_SHUTDOWN);
}

bool TlsFilter::peerClosed() const noexcept
{
    return m_engine->has(SSL_RECEIVED_SHUTDOWN) && m_engine->state != TlsState::Failed;
}

bool TlsFilter::wasTruncated() const noexcept
{
    return m_engine->isTruncated;
}

const TlsError &TlsFilter::error() const noexcept
{
    return m_engine->error;
}

const Negotiated &TlsFilter::negotiated() const noexcept
{
    return m_engine->negotiated;
}

const std::vector<Certificate> &TlsFilter::peerCertificates() const noexcept
{
    return m_engine->peerCertificates;
}

const std::vector<VerifyProblem> &TlsFilter::verifyProblems() const noexcept
{
    return m_engine->verifyProblems;
}

std::string TlsFilter::takeKeyLog()
{
    return std::exchange(m_engine->keyLog, {});
}

} // namespace hop101::tls

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/tls/certificate.h"
#include "core/tls/identity.h"
#include "core/tls/tlserror.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hop101::tls {

/// send() takes nothing more while this much ciphertext waits in takeOutput().
inline constexpr std::size_t kMaxOutputBytes = 1024 * 1024;

struct ClientOptions
{
    std::string verifyName; ///< host name or IP address the certificate must be for; empty: any name will do
    std::optional<std::string> sni; ///< server name to send (RFC 6066 section 3); none: verifyName; empty:
                                    ///< send none. Never sent for an IP address
    std::vector<std::string> alpn{"http/1.1"}; ///< RFC 7301; empty: do not offer
    bool systemAuthorities = true; ///< trust what this system trusts
    std::string authoritiesFile; ///< PEM file of further authorities
    std::string authoritiesPem; ///< further authorities as text
    std::optional<std::int64_t> verifyAt; ///< seconds since 1970-01-01 UTC; none: the system's clock
};

struct ServerOptions
{
    Identity identity;
    std::vector<std::string> alpn{"http/1.1"}; ///< chosen from if the client offers; no overlap is no error
};

enum class TlsState : std::uint8_t {
    Handshaking,
    Up, ///< plaintext goes both ways, or one way after one side's close_notify
    Closed, ///< both close_notify are exchanged, or close() came before the handshake's end
    Failed, ///< error() says why; takeOutput() may hold an alert for the peer
};

/// What the handshake agreed on.
struct Negotiated
{
    std::string version; ///< "TLSv1.3"
    std::string cipher; ///< "TLS_AES_256_GCM_SHA384"
    std::string alpn; ///< empty: none agreed
    std::string sni; ///< that the client sent; empty: none
    bool operator==(const Negotiated &) const = default;
};

/// TLS 1.2 and 1.3 over any transport: ciphertext in, plaintext out, and back. No socket, thread or timer.
///
/// After each call take takeOutput() and send it. The certificate is always verified, but a problem never
/// ends the handshake: when state() becomes Up the caller reads verifyProblems() and decides, before it sends
/// anything. Plaintext is handed out at once, so nothing but one incomplete record is kept. Session tickets,
/// resumption and renegotiation are off: each hop shows a whole handshake. Movable, not copyable, not
/// thread-safe.
class TlsFilter
{
public:
    /// The first handshake message is in takeOutput() at once.
    static base::Result<TlsFilter, TlsError> client(const ClientOptions &options);
    static base::Result<TlsFilter, TlsError> server(const ServerOptions &options);
    TlsFilter(TlsFilter &&) noexcept;
    TlsFilter &operator=(TlsFilter &&) noexcept;
    ~TlsFilter();

    /// Takes all of `ciphertext` and appends what it decrypts to. Ignored when Failed or Closed.
    void receive(base::ByteSpan ciphertext, base::Bytes &plaintext);
    /// The transport ended: fails a handshake; without close_notify the stream is wasTruncated().
    void receiveEnd();
    /// Encrypts the front of `plaintext`; the number of bytes taken, 0 unless canSend().
    [[nodiscard]] std::size_t send(base::ByteSpan plaintext);
    /// Sends close_notify: no more plaintext from us, the peer may go on (RFC 8446 section 6.1).
    void close();
    /// Ciphertext for the transport; empty when there is none.
    [[nodiscard]] base::Bytes takeOutput();
    std::size_t outputBytes() const;

    TlsState state() const noexcept;
    bool canSend() const noexcept;
    /// close_notify came: the peer sends no more.
    bool peerClosed() const noexcept;
    /// The transport ended without close_notify: data may be missing.
    bool wasTruncated() const noexcept;
    const TlsError &error() const noexcept; ///< only when Failed

    const Negotiated &negotiated() const noexcept; ///< filled when Up
    const std::vector<Certificate> &
    peerCertificates() const noexcept; ///< the peer's own first; as the peer sent them
    const std::vector<VerifyProblem> &
    verifyProblems() const noexcept; ///< empty: trusted; the peer's own certificate first
    /// NSS key log lines since the last call, each with its line end (SSLKEYLOGFILE format).
    std::string takeKeyLog();

private:
    struct Engine;
    explicit TlsFilter(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> m_engine;
};

} // namespace hop101::tls

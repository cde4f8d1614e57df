// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace hop101::tls {

enum class TlsFault : std::uint8_t {
    NotTls, ///< the first byte received begins no TLS record: the peer speaks something else
    PeerAlert, ///< the peer sent a fatal alert (RFC 8446 section 6.2)
    Protocol, ///< records or handshake messages that cannot be accepted
    Truncated, ///< the transport ended inside the handshake
    BadAuthorities, ///< the CA file or text cannot be read, or holds no certificate
    BadIdentity, ///< certificate and key cannot be read, or do not belong together
    BadOptions, ///< a name or protocol that TLS cannot carry
};

/// Why a TLS operation failed. `reason` is OpenSSL's own wording ("wrong version number"), for showing
/// beside our text, never for comparing.
struct TlsError
{
    TlsFault fault = TlsFault::Protocol;
    int alert = -1; ///< number of the peer's alert with PeerAlert
    std::string reason;
    bool operator==(const TlsError &) const = default;
};

} // namespace hop101::tls

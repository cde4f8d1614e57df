// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/tlskeys.h"

#include <cstdint>
#include <optional>
#include <string>

namespace hop101::formats::pcap {

/// What a ClientHello says (RFC 8446 section 4.1.2).
struct ClientHello
{
    TlsRandom random{};
    std::string serverName; ///< RFC 6066 section 3; empty: none
};
/// What a ServerHello says (RFC 8446 section 4.1.3).
struct ServerHello
{
    TlsRandom random{};
    std::uint16_t version = 0; ///< 0x0304: TLS 1.3
    std::uint16_t suite = 0;
    bool isMacOfSealed = false; ///< encrypt_then_mac (RFC 7366)
    bool isRetry = false; ///< HelloRetryRequest: another ServerHello follows
};

/// `body`: of a handshake message, behind its type and length. Nothing where it is cut or contradicts itself.
std::optional<ClientHello> clientHello(base::ByteSpan body);
std::optional<ServerHello> serverHello(base::ByteSpan body);
/// "TLSv1.3"
std::string versionName(std::uint16_t version);

} // namespace hop101::formats::pcap

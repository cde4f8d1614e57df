// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/formats/pcap/tlssuite.h"

#include <array>
#include <optional>

namespace hop101::formats::pcap {

/// The keys of one direction.
struct TlsWriteKeys
{
    base::Bytes key, iv;
    base::Bytes mac; ///< of a suite that has one
};
/// TLS 1.3, RFC 8446 section 7.3. Nothing where the secret is none of this suite.
std::optional<TlsWriteKeys> keysOfTrafficSecret(const TlsSuite &suite, base::ByteSpan secret);
/// RFC 8446 section 7.2: the secret after a KeyUpdate.
std::optional<base::Bytes> nextTrafficSecret(const TlsSuite &suite, base::ByteSpan secret);
/// TLS 1.2, RFC 5246 section 6.3: of the client and of the server.
std::optional<std::array<TlsWriteKeys, 2>> keysOfMaster(const TlsSuite &suite, base::ByteSpan master,
                                                        base::ByteSpan clientRandom,
                                                        base::ByteSpan serverRandom);

} // namespace hop101::formats::pcap

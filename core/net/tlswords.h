// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "core/tls/tlsfilter.h"

#include <string>

namespace hop101::net {

/// One sentence or OpenSSL's own words: why TLS failed.
std::string wordsFor(const tls::TlsError &error);
/// "self-signed certificate; hostname mismatch"; empty where the certificate is trusted.
std::string objectionTo(const tls::TlsFilter &filter);
/// For the Secured input: subject and fingerprint of the peer's certificate.
std::string nameOfPeer(const tls::TlsFilter &filter);
session::CertificateDoubt doubtAbout(const tls::TlsFilter &filter);
/// "2026-11-22 10:42:07 UTC" for seconds since 1970.
std::string utcText(std::int64_t seconds);

} // namespace hop101::net

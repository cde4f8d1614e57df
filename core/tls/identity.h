// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/tls/certificate.h"
#include "core/tls/tlserror.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hop101::tls {

/// What a server proves itself with. The first certificate is its own, further ones are its issuers.
struct Identity
{
    std::string certificatePem;
    std::string keyPem; ///< without passphrase
};

/// Reads both files. BadIdentity where one cannot be read, or where the key is not the certificate's.
base::Result<Identity, TlsError> readIdentity(const std::string &certificateFile, const std::string &keyFile);
/// BadIdentity where the texts are no certificate and key that belong together.
base::Result<base::Done, TlsError> checkIdentity(const Identity &identity);
/// The certificates of a PEM text in order; empty where there is none.
std::vector<Certificate> readCertificates(std::string_view pem);

struct SelfSigned
{
    std::vector<std::string> names; ///< host names and IP addresses; the first is the common name too
    std::int64_t notBefore = 0; ///< seconds since 1970-01-01 UTC
    std::int64_t notAfter = 0;
};
/// A new P-256 key and a certificate that signs itself, for servers that only listen here and for tests.
/// BadIdentity where `names` is empty or holds what no certificate can.
base::Result<Identity, TlsError> makeSelfSigned(const SelfSigned &wanted);

} // namespace hop101::tls

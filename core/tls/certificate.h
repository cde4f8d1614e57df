// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hop101::tls {

/// What people want to know of an X.509 certificate, as plain values (RFC 5280).
struct Certificate
{
    std::string subject; ///< RFC 2253 order and escapes, UTF-8; may be empty
    std::string issuer;
    std::string serial; ///< upper-case hex
    std::string fingerprint; ///< SHA-256 of the DER form, 64 lower-case hex digits
    std::string publicKey; ///< "RSA 2048", "EC 256"
    std::int64_t notBefore = 0; ///< seconds since 1970-01-01 UTC
    std::int64_t notAfter = 0;
    std::vector<std::string> altNames; ///< "DNS:example.org", "IP:127.0.0.1"; other kinds are left out
    base::Bytes der;
    bool operator==(const Certificate &) const = default;
};

/// One reason why a certificate is not trusted.
struct VerifyProblem
{
    int code = 0; ///< X509_V_ERR_… of OpenSSL
    int depth = 0; ///< 0 is the peer's own certificate, 1 its issuer…
    std::string text; ///< OpenSSL's wording: "self-signed certificate"
    bool operator==(const VerifyProblem &) const = default;
};

/// Groups the codes that people act on differently.
enum class VerifyCause : std::uint8_t {
    SelfSigned,
    UnknownIssuer,
    WrongName,
    Expired,
    NotYetValid,
    Revoked,
    Other
};
VerifyCause causeOf(const VerifyProblem &problem) noexcept;

} // namespace hop101::tls

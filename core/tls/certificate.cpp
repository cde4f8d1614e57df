// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/certificate.h"

#include <openssl/x509_vfy.h>

namespace hop101::tls {

VerifyCause causeOf(const VerifyProblem &problem) noexcept
{
    switch (problem.code) {
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return VerifyCause::SelfSigned;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        return VerifyCause::UnknownIssuer;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return VerifyCause::WrongName;
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return VerifyCause::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return VerifyCause::NotYetValid;
    case X509_V_ERR_CERT_REVOKED:
        return VerifyCause::Revoked;
    default:
        return VerifyCause::Other;
    }
}

} // namespace hop101::tls

// SPDX-License-Identifier: GPL-3.0-or-later
// Only for the sources of core/tls: the one place that owns OpenSSL's objects.
#pragma once

#include "core/tls/certificate.h"
#include "core/tls/tlserror.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string_view>
#include <vector>

namespace hop101::tls {

template<auto free>
struct FreeWith
{
    template<typename T>
    void operator()(T *object) const noexcept
    {
        free(object);
    }
};
using BioPtr = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, FreeWith<X509_free>>;
using ContextPtr = std::unique_ptr<SSL_CTX, FreeWith<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, FreeWith<SSL_free>>;

/// Empties this thread's OpenSSL error queue; the earliest entry is the cause.
std::string takeReason();
TlsError errorFromQueue(TlsFault fault);

/// A BIO that reads `text`, which must outlive it.
BioPtr readingFrom(std::string_view text);
std::string contentOf(BIO *bio);
/// All certificates in a PEM text, in order.
std::vector<CertificatePtr> certificatesIn(std::string_view pem);
Certificate describe(X509 *certificate);
/// True for a literal IPv4 or IPv6 address without brackets.
bool isIpAddress(const std::string &name);

} // namespace hop101::tls

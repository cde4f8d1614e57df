// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/openssl.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <cctype>
#include <climits>

namespace hop101::tls {

std::string takeReason()
{
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    if (code == 0)
        return {};
    if (const char *reason = ERR_reason_error_string(code))
        return reason;
    std::array<char, 256> text{};
    ERR_error_string_n(code, text.data(), text.size());
    return text.data();
}

TlsError errorFromQueue(TlsFault fault)
{
    TlsError error{fault, -1, {}};
    const unsigned long code = ERR_peek_error();
    const int reason = ERR_GET_REASON(code);
    if (ERR_GET_LIB(code) == ERR_LIB_SSL && reason >= SSL_AD_REASON_OFFSET
        && reason < SSL_AD_REASON_OFFSET + 256) {
        error.fault = TlsFault::PeerAlert;
        error.alert = reason - SSL_AD_REASON_OFFSET;
    }
    error.reason = takeReason();
    return error;
}

BioPtr readingFrom(std::string_view text)
{
    if (text.size() > INT_MAX)
        return nullptr;
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string contentOf(BIO *bio)
{
    const char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

std::vector<CertificatePtr> certificatesIn(std::string_view pem)
{
    std::vector<CertificatePtr> all;
    const BioPtr bio = readingFrom(pem);
    while (X509 *next = bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr)
        all.emplace_back(next);
    ERR_clear_error(); // the end of the text is an "error" as well
    return all;
}

bool isIpAddress(const std::string &name)
{
    ASN1_OCTET_STRING *address = a2i_IPADDRESS(name.c_str());
    ASN1_OCTET_STRING_free(address);
    ERR_clear_error();
    return address != nullptr;
}

namespace {

std::string textOf(const X509_NAME *name)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(bio.get(), name, 0,
                       XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    return contentOf(bio.get());
}

std::string serialOf(X509 *certificate)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    i2a_ASN1_INTEGER(bio.get(), X509_get0_serialNumber(certificate));
    return contentOf(bio.get());
}

std::int64_t secondsOf(const ASN1_TIME *time)
{
    int days = 0;
    int seconds = 0;
    const std::unique_ptr<ASN1_TIME, FreeWith<ASN1_TIME_free>> epoch(ASN1_TIME_set(nullptr, 0));
    if (!ASN1_TIME_diff(&days, &seconds, epoch.get(), time)) {
        ERR_clear_error();
        return 0;
    }
    return std::int64_t{days} * 86400 + seconds;
}

std::string ipText(const ASN1_OCTET_STRING *address)
{
    const unsigned char *bytes = ASN1_STRING_get0_data(address);
    const int size = ASN1_STRING_length(address);
    std::string text;
    for (int i = 0; i < size; i += size == 4 ? 1 : 2) {
        std::array<char, 8> part{};
        if (size == 4)
            std::snprintf(part.data(), part.size(), "%d", bytes[i]);
        else if (i + 1 < size)
            std::snprintf(part.data(), part.size(), "%x", bytes[i] << 8 | bytes[i + 1]);
        text += (text.empty() ? "" : size == 4 ? "." : ":");
        text += part.data();
    }
    return text;
}

std::vector<std::string> altNamesOf(X509 *certificate)
{
    std::vector<std::string> names;
    const std::unique_ptr<GENERAL_NAMES, FreeWith<GENERAL_NAMES_free>> all(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; i < sk_GENERAL_NAME_num(all.get()); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(all.get(), i);
        if (name->type == GEN_DNS) {
            const auto *text = reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.dNSName));
            names.push_back(
                "DNS:" + std::string(text, static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName))));
        } else if (name->type == GEN_IPADD) {
            names.push_back("IP:" + ipText(name->d.iPAddress));
        }
    }
    ERR_clear_error();
    return names;
}

std::string publicKeyOf(X509 *certificate)
{
    EVP_PKEY *key = X509_get0_pubkey(certificate);
    const char *type = key ? EVP_PKEY_get0_type_name(key) : nullptr;
    ERR_clear_error();
    if (!type)
        return "unknown";
    return std::string(type) + " " + std::to_string(EVP_PKEY_get_bits(key));
}

base::Bytes derOf(X509 *certificate)
{
    const int size = i2d_X509(certificate, nullptr);
    base::Bytes der(size > 0 ? static_cast<std::size_t>(size) : 0);
    auto *to = reinterpret_cast<unsigned char *>(der.data());
    if (size > 0)
        i2d_X509(certificate, &to);
    return der;
}

std::string fingerprintOf(base::ByteSpan der)
{
    std::array<std::byte, 32> digest{};
    EVP_Digest(der.data(), der.size(), reinterpret_cast<unsigned char *>(digest.data()), nullptr,
               EVP_sha256(), nullptr);
    return base::toHex(digest);
}

} // namespace

Certificate describe(X509 *certificate)
{
    Certificate out;
    out.subject = textOf(X509_get_subject_name(certificate));
    out.issuer = textOf(X509_get_issuer_name(certificate));
    out.serial = serialOf(certificate);
    out.publicKey = publicKeyOf(certificate);
    out.notBefore = secondsOf(X509_get0_notBefore(certificate));
    out.notAfter = secondsOf(X509_get0_notAfter(certificate));
    out.altNames = altNamesOf(certificate);
    out.der = derOf(certificate);
    out.fingerprint = fingerprintOf(out.der);
    return out;
}

} // namespace hop101::tls

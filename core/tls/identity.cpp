// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tls/identity.h"

#include "core/tls/openssl.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <fstream>
#include <optional>

namespace hop101::tls {

namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{4} * 1024 * 1024; // a chain with its key has some kilobytes

std::optional<std::string> contentOfFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    std::string content(kMaxFileBytes + 1, '\0');
    // read(), for it takes a folder's failure as one: the iterators of the buffer throw it.
    file.read(content.data(), static_cast<std::streamsize>(content.size()));
    content.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad() || content.empty() || content.size() > kMaxFileBytes)
        return {};
    return content;
}

void setSerial(X509 *certificate)
{
    std::array<unsigned char, 16> bytes{};
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7fU) | 0x40U); // positive (RFC 5280 section 4.1.2.2)
    BIGNUM *number = BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
}

bool addExtension(X509 *certificate, int nid, const std::string &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool addNames(X509 *certificate, const std::vector<std::string> &names)
{
    std::string alternatives;
    for (const std::string &name : names) {
        // The value goes through OpenSSL's configuration syntax, in which these have a meaning of their own.
        if (name.empty() || name.find_first_of(",;\n\r\\\"#@$ ") != std::string::npos)
            return false;
        alternatives += alternatives.empty() ? "" : ",";
        alternatives += (isIpAddress(name) ? "IP:" : "DNS:") + name;
    }
    X509_NAME *subject = X509_get_subject_name(certificate);
    const auto *common = reinterpret_cast<const unsigned char *>(names.front().c_str());
    return X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, common, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate, subject) == 1
        && addExtension(certificate, NID_subject_alt_name, alternatives);
}

bool fill(X509 *certificate, EVP_PKEY *key, const SelfSigned &wanted)
{
    X509_set_version(certificate, X509_VERSION_3);
    setSerial(certificate);
    ASN1_TIME_set(X509_getm_notBefore(certificate), wanted.notBefore);
    ASN1_TIME_set(X509_getm_notAfter(certificate), wanted.notAfter);
    X509_set_pubkey(certificate, key);
    // CA:TRUE, because some programs refuse to import any other self-signed certificate as trusted.
    return addNames(certificate, wanted.names)
        && addExtension(certificate, NID_basic_constraints, "critical,CA:TRUE")
        && addExtension(certificate, NID_ext_key_usage, "serverAuth")
        && X509_sign(certificate, key, EVP_sha256()) > 0;
}

TlsError badIdentity()
{
    TlsError error = errorFromQueue(TlsFault::BadIdentity);
    error.fault = TlsFault::BadIdentity;
    return error;
}

} // namespace

base::Result<base::Done, TlsError> checkIdentity(const Identity &identity)
{
    ERR_clear_error();
    const BioPtr certificateText = readingFrom(identity.certificatePem);
    const BioPtr keyText = readingFrom(identity.keyPem);
    const CertificatePtr certificate(PEM_read_bio_X509(certificateText.get(), nullptr, nullptr, nullptr));
    if (!certificate)
        return badIdentity();
    // An empty passphrase, so that an encrypted key fails instead of asking at the terminal.
    std::string noPassphrase;
    const KeyPtr key(PEM_read_bio_PrivateKey(keyText.get(), nullptr, nullptr, noPassphrase.data()));
    if (!key || X509_check_private_key(certificate.get(), key.get()) != 1)
        return badIdentity();
    return base::Done{};
}

base::Result<Identity, TlsError> readIdentity(const std::string &certificateFile, const std::string &keyFile)
{
    const auto certificate = contentOfFile(certificateFile);
    const auto key = contentOfFile(keyFile);
    if (!certificate || !key)
        return TlsError{TlsFault::BadIdentity, -1,
                        "cannot read " + (certificate ? keyFile : certificateFile)};
    Identity identity{*certificate, *key};
    if (auto checked = checkIdentity(identity); !checked)
        return checked.error();
    return identity;
}

std::vector<Certificate> readCertificates(std::string_view pem)
{
    std::vector<Certificate> all;
    for (const CertificatePtr &certificate : certificatesIn(pem))
        all.push_back(describe(certificate.get()));
    return all;
}

base::Result<Identity, TlsError> makeSelfSigned(const SelfSigned &wanted)
{
    ERR_clear_error();
    const KeyPtr key(EVP_EC_gen("P-256"));
    const CertificatePtr certificate(X509_new());
    if (!key || !certificate || wanted.names.empty() || !fill(certificate.get(), key.get(), wanted))
        return badIdentity();
    const BioPtr certificateText(BIO_new(BIO_s_mem()));
    const BioPtr keyText(BIO_new(BIO_s_mem()));
    if (!PEM_write_bio_X509(certificateText.get(), certificate.get())
        || !PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr))
        return badIdentity();
    return Identity{contentOf(certificateText.get()), contentOf(keyText.get())};
}

} // namespace hop101::tls

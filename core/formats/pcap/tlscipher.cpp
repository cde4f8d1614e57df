// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tlscipher.h"

#include "core/formats/pcap/byteorder.h"

#include <algorithm>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <span>
#include <string>
#include <vector>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kHeadBytes = 5;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kSaltBytes = 4; ///< of GCM in TLS 1.2: the rest of the nonce is in the record

constexpr const char *kSha256 = "SHA256";
constexpr const char *kSha384 = "SHA384";
using enum TlsAead;
constexpr std::array<TlsSuite, 14> kSuites{{
    {0x1301, "TLS_AES_128_GCM_SHA256", Aes128Gcm, kSha256, 32, true},
    {0x1302, "TLS_AES_256_GCM_SHA384", Aes256Gcm, kSha384, 48, true},
    {0x1303, "TLS_CHACHA20_POLY1305_SHA256", ChaCha20, kSha256, 32, true},
    {0x009c, "AES128-GCM-SHA256", Aes128Gcm, kSha256, 32, false},
    {0x009d, "AES256-GCM-SHA384", Aes256Gcm, kSha384, 48, false},
    {0x009e, "DHE-RSA-AES128-GCM-SHA256", Aes128Gcm, kSha256, 32, false},
    {0x009f, "DHE-RSA-AES256-GCM-SHA384", Aes256Gcm, kSha384, 48, false},
    {0xc02b, "ECDHE-ECDSA-AES128-GCM-SHA256", Aes128Gcm, kSha256, 32, false},
    {0xc02c, "ECDHE-ECDSA-AES256-GCM-SHA384", Aes256Gcm, kSha384, 48, false},
    {0xc02f, "ECDHE-RSA-AES128-GCM-SHA256", Aes128Gcm, kSha256, 32, false},
    {0xc030, "ECDHE-RSA-AES256-GCM-SHA384", Aes256Gcm, kSha384, 48, false},
    {0xcca8, "ECDHE-RSA-CHACHA20-POLY1305", ChaCha20, kSha256, 32, false},
    {0xcca9, "ECDHE-ECDSA-CHACHA20-POLY1305", ChaCha20, kSha256, 32, false},
    {0xccaa, "DHE-RSA-CHACHA20-POLY1305", ChaCha20, kSha256, 32, false},
}};

std::size_t keyBytes(TlsAead aead) noexcept
{
    return aead == Aes128Gcm ? 16 : 32;
}

const EVP_CIPHER *cipherOf(TlsAead aead) noexcept
{
    switch (aead) {
    case Aes128Gcm:
        return EVP_aes_128_gcm();
    case Aes256Gcm:
        return EVP_aes_256_gcm();
    case ChaCha20:
        return EVP_chacha20_poly1305();
    }
    return nullptr;
}

const unsigned char *raw(base::ByteSpan bytes) noexcept
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}
unsigned char *raw(base::Bytes &bytes) noexcept
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

// OpenSSL takes what it reads as if it might write it.
OSSL_PARAM octets(const char *name, base::ByteSpan bytes) noexcept
{
    return OSSL_PARAM_construct_octet_string(name, const_cast<std::byte *>(bytes.data()), bytes.size());
}
OSSL_PARAM octets(const char *name, std::string_view text) noexcept
{
    return octets(name, base::asBytes(text));
}
OSSL_PARAM word(const char *name, const char *text) noexcept
{
    return OSSL_PARAM_construct_utf8_string(name, const_cast<char *>(text), 0);
}

std::optional<base::Bytes> derived(const char *kdfName, std::vector<OSSL_PARAM> parameters, std::size_t size)
{
    parameters.push_back(OSSL_PARAM_construct_end());
    const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> kdf(EVP_KDF_fetch(nullptr, kdfName, nullptr),
                                                                &EVP_KDF_free);
    if (!kdf)
        return std::nullopt;
    const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(EVP_KDF_CTX_new(kdf.get()),
                                                                            &EVP_KDF_CTX_free);
    base::Bytes bytes(size);
    if (!context || EVP_KDF_derive(context.get(), raw(bytes), size, parameters.data()) != 1)
        return std::nullopt;
    return bytes;
}

std::optional<base::Bytes> expandLabel(const TlsSuite &suite, base::ByteSpan secret, std::string_view label,
                                       std::size_t size)
{
    return derived("TLS13-KDF",
                   {word(OSSL_KDF_PARAM_MODE, "EXPAND_ONLY"), word(OSSL_KDF_PARAM_DIGEST, suite.digest),
                    octets(OSSL_KDF_PARAM_KEY, secret), octets(OSSL_KDF_PARAM_PREFIX, "tls13 "),
                    octets(OSSL_KDF_PARAM_LABEL, label)},
                   size);
}

} // namespace

const TlsSuite *tlsSuite(std::uint16_t number) noexcept
{
    const auto found = std::ranges::find(kSuites, number, &TlsSuite::number);
    return found == kSuites.end() ? nullptr : &*found;
}

std::optional<TlsWriteKeys> keysOfTrafficSecret(const TlsSuite &suite, base::ByteSpan secret)
{
    if (secret.size() != suite.digestBytes)
        return std::nullopt;
    auto key = expandLabel(suite, secret, "key", keyBytes(suite.aead));
    auto iv = expandLabel(suite, secret, "iv", kNonceBytes);
    if (!key || !iv)
        return std::nullopt;
    return TlsWriteKeys{std::move(*key), std::move(*iv)};
}

std::optional<base::Bytes> nextTrafficSecret(const TlsSuite &suite, base::ByteSpan secret)
{
    return expandLabel(suite, secret, "traffic upd", suite.digestBytes);
}

std::optional<std::array<TlsWriteKeys, 2>> keysOfMaster(const TlsSuite &suite, base::ByteSpan master,
                                                        base::ByteSpan clientRandom,
                                                        base::ByteSpan serverRandom)
{
    constexpr std::size_t kMasterBytes = 48;
    if (master.size() != kMasterBytes)
        return std::nullopt;
    const std::size_t key = keyBytes(suite.aead);
    const std::size_t iv = suite.aead == ChaCha20 ? kNonceBytes : kSaltBytes;
    const auto block =
        derived("TLS1-PRF",
                {word(OSSL_KDF_PARAM_DIGEST, suite.digest), octets(OSSL_KDF_PARAM_SECRET, master),
                 octets(OSSL_KDF_PARAM_SEED, "key expansion"), octets(OSSL_KDF_PARAM_SEED, serverRandom),
                 octets(OSSL_KDF_PARAM_SEED, clientRandom)},
                2 * (key + iv));
    if (!block)
        return std::nullopt;
    const auto part = [&block](std::size_t at, std::size_t size) {
        const auto bytes = base::ByteSpan(*block).subspan(at, size);
        return base::Bytes(bytes.begin(), bytes.end());
    };
    return std::array{TlsWriteKeys{part(0, key), part(2 * key, iv)},
                      TlsWriteKeys{part(key, key), part(2 * key + iv, iv)}};
}

void TlsOpener::Free::operator()(evp_cipher_ctx_st *context) const noexcept
{
    EVP_CIPHER_CTX_free(context);
}

TlsOpener::TlsOpener(const TlsSuite &suite, TlsWriteKeys keys)
    : m_suite(&suite), m_keys(std::move(keys)), m_context(EVP_CIPHER_CTX_new())
{
    if (m_context
        && EVP_DecryptInit_ex(m_context.get(), cipherOf(suite.aead), nullptr, raw(base::ByteSpan(m_keys.key)),
                              nullptr)
            != 1)
        m_context.reset();
}

TlsOpener::~TlsOpener() = default;
TlsOpener::TlsOpener(TlsOpener &&other) noexcept = default;
TlsOpener &TlsOpener::operator=(TlsOpener &&other) noexcept = default;

std::optional<TlsOpener::Opened> TlsOpener::open(base::ByteSpan record)
{
    if (!m_context || record.size() < kHeadBytes + kTagBytes)
        return std::nullopt;
    auto opened = m_suite->isTls13 ? open13(record) : open12(record);
    m_number += opened ? 1 : 0;
    return opened;
}

/// The number of the record, on the IV (RFC 8446 section 5.3, RFC 7905 section 2).
base::Bytes TlsOpener::nonceByNumber() const
{
    base::Bytes nonce = m_keys.iv;
    for (std::size_t i = 0; i < sizeof(m_number); ++i)
        nonce[nonce.size() - 1 - i] ^= static_cast<std::byte>(m_number >> (8 * i));
    return nonce;
}

std::optional<TlsOpener::Opened> TlsOpener::open13(base::ByteSpan record)
{
    if (!decrypt(nonceByNumber(), record.first(kHeadBytes), record.subspan(kHeadBytes)))
        return std::nullopt;
    // Zeros may follow the type (RFC 8446 section 5.4).
    std::size_t size = m_plain.size();
    while (size > 0 && m_plain[size - 1] == std::byte{})
        --size;
    if (size == 0)
        return Opened{};
    return Opened{std::to_integer<std::uint8_t>(m_plain[size - 1]), base::ByteSpan(m_plain).first(size - 1)};
}

std::optional<TlsOpener::Opened> TlsOpener::open12(base::ByteSpan record)
{
    base::ByteSpan sealed = record.subspan(kHeadBytes);
    base::Bytes nonce;
    if (m_suite->aead == ChaCha20) {
        nonce = nonceByNumber();
    } else {
        constexpr std::size_t kExplicitBytes = kNonceBytes - kSaltBytes;
        if (sealed.size() < kExplicitBytes + kTagBytes)
            return std::nullopt;
        nonce = m_keys.iv;
        base::append(nonce, sealed.first(kExplicitBytes));
        sealed = sealed.subspan(kExplicitBytes);
    }
    base::Bytes data; // RFC 5246 section 6.2.3.3
    appendNumber(data, m_number, ByteOrder::Big);
    base::append(data, record.first(3));
    appendNumber(data, static_cast<std::uint16_t>(sealed.size() - kTagBytes), ByteOrder::Big);
    if (!decrypt(nonce, data, sealed))
        return std::nullopt;
    return Opened{std::to_integer<std::uint8_t>(record[0]), m_plain};
}

bool TlsOpener::decrypt(base::ByteSpan nonce, base::ByteSpan data, base::ByteSpan sealed)
{
    EVP_CIPHER_CTX *context = m_context.get();
    const base::ByteSpan text = sealed.first(sealed.size() - kTagBytes);
    base::Bytes tag(sealed.end() - kTagBytes, sealed.end());
    m_plain.resize(text.size());
    int size = 0;
    return EVP_DecryptInit_ex(context, nullptr, nullptr, nullptr, raw(nonce)) == 1
        && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(kTagBytes), tag.data()) == 1
        && EVP_DecryptUpdate(context, nullptr, &size, raw(data), static_cast<int>(data.size())) == 1
        && EVP_DecryptUpdate(context, raw(m_plain), &size, raw(text), static_cast<int>(text.size())) == 1
        && EVP_DecryptFinal_ex(context, raw(m_plain) + size, &size) == 1;
}

} // namespace hop101::formats::pcap

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tlsopener.h"

#include "core/formats/pcap/byteorder.h"

#include <algorithm>
#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kHeadBytes = 5;
constexpr std::size_t kBlockBytes = 16; ///< of AES, and so of the IV in a record of CBC
constexpr int kNonceBytes = 12;

const EVP_CIPHER *cipherOf(TlsCipher cipher) noexcept
{
    using enum TlsCipher;
    switch (cipher) {
    case Aes128Gcm:
        return EVP_aes_128_gcm();
    case Aes256Gcm:
        return EVP_aes_256_gcm();
    case Aes128Ccm:
    case Aes128Ccm8:
        return EVP_aes_128_ccm();
    case Aes256Ccm:
    case Aes256Ccm8:
        return EVP_aes_256_ccm();
    case ChaCha20:
        return EVP_chacha20_poly1305();
    case Aes128Cbc:
        return EVP_aes_128_cbc();
    case Aes256Cbc:
        return EVP_aes_256_cbc();
    }
    return nullptr;
}

bool isCcm(const EVP_CIPHER_CTX *context) noexcept
{
    return EVP_CIPHER_CTX_get_mode(context) == EVP_CIPH_CCM_MODE;
}

const unsigned char *raw(base::ByteSpan bytes) noexcept
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}
unsigned char *raw(base::Bytes &bytes) noexcept
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

/// CCM is told its sizes before its key.
bool begin(EVP_CIPHER_CTX *context, const TlsSuite &suite, base::ByteSpan key)
{
    const auto tag = static_cast<int>(suite.tagBytes());
    if (EVP_DecryptInit_ex(context, cipherOf(suite.cipher), nullptr, nullptr, nullptr) != 1)
        return false;
    if (isCcm(context)
        && (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, kNonceBytes, nullptr) != 1
            || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag, nullptr) != 1))
        return false;
    EVP_CIPHER_CTX_set_padding(context, 0);
    return EVP_DecryptInit_ex(context, nullptr, nullptr, raw(key), nullptr) == 1;
}

/// What stands before the padding: bytes that each say how many they are without the last one (RFC 5246
/// section 6.2.3.2). Nothing where they do not.
std::optional<base::ByteSpan> withoutPadding(base::ByteSpan plain)
{
    if (plain.empty())
        return std::nullopt;
    const std::byte padding = plain.back();
    const std::size_t size = std::to_integer<std::size_t>(padding) + 1;
    if (size > plain.size())
        return std::nullopt;
    const bool isPadding =
        std::ranges::all_of(plain.last(size), [padding](std::byte each) { return each == padding; });
    return isPadding ? std::optional(plain.first(plain.size() - size)) : std::nullopt;
}

} // namespace

void TlsOpener::Free::operator()(evp_cipher_ctx_st *context) const noexcept
{
    EVP_CIPHER_CTX_free(context);
}

TlsOpener::TlsOpener(const TlsSuite &suite, TlsWriteKeys keys, bool isMacOfSealed)
    : m_suite(&suite), m_keys(std::move(keys)), m_isMacOfSealed(isMacOfSealed),
      m_context(EVP_CIPHER_CTX_new())
{
    if (m_context && !begin(m_context.get(), suite, m_keys.key))
        m_context.reset();
}

TlsOpener::~TlsOpener() = default;
TlsOpener::TlsOpener(TlsOpener &&other) noexcept = default;
TlsOpener &TlsOpener::operator=(TlsOpener &&other) noexcept = default;

std::optional<TlsOpener::Opened> TlsOpener::open(base::ByteSpan record)
{
    if (!m_context || record.size() < kHeadBytes + m_suite->tagBytes())
        return std::nullopt;
    auto opened = m_suite->isTls13 ? open13(record) : m_suite->mac ? openWithMac(record) : open12(record);
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

base::Bytes TlsOpener::dataBeside(base::ByteSpan record, std::size_t size) const
{
    base::Bytes data;
    appendNumber(data, m_number, ByteOrder::Big);
    base::append(data, record.first(3));
    appendNumber(data, static_cast<std::uint16_t>(size), ByteOrder::Big);
    return data;
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
    if (m_suite->cipher == TlsCipher::ChaCha20) {
        nonce = nonceByNumber();
    } else {
        const std::size_t size = kNonceBytes - m_keys.iv.size();
        if (sealed.size() < size + m_suite->tagBytes())
            return std::nullopt;
        nonce = m_keys.iv;
        base::append(nonce, sealed.first(size));
        sealed = sealed.subspan(size);
    }
    if (!decrypt(nonce, dataBeside(record, sealed.size() - m_suite->tagBytes()), sealed))
        return std::nullopt;
    return Opened{std::to_integer<std::uint8_t>(record[0]), m_plain};
}

bool TlsOpener::decrypt(base::ByteSpan nonce, base::ByteSpan data, base::ByteSpan sealed)
{
    EVP_CIPHER_CTX *context = m_context.get();
    const std::size_t tagBytes = m_suite->tagBytes();
    const base::ByteSpan text = sealed.first(sealed.size() - tagBytes);
    base::Bytes tag(sealed.end() - static_cast<std::ptrdiff_t>(tagBytes), sealed.end());
    const auto textSize = static_cast<int>(text.size());
    m_plain.resize(text.size());
    int size = 0;
    if (EVP_DecryptInit_ex(context, nullptr, nullptr, nullptr, raw(nonce)) != 1
        || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tagBytes), tag.data()) != 1
        || (isCcm(context) && EVP_DecryptUpdate(context, nullptr, &size, nullptr, textSize) != 1)
        || EVP_DecryptUpdate(context, nullptr, &size, raw(data), static_cast<int>(data.size())) != 1
        || EVP_DecryptUpdate(context, raw(m_plain), &size, raw(text), textSize) != 1)
        return false;
    // CCM has checked the tag with the text.
    return isCcm(context) || EVP_DecryptFinal_ex(context, raw(m_plain) + size, &size) == 1;
}

std::optional<TlsOpener::Opened> TlsOpener::openWithMac(base::ByteSpan record)
{
    const base::ByteSpan sealed = record.subspan(kHeadBytes);
    const std::size_t macBytes = m_suite->macBytes;
    const std::size_t blocksSize = sealed.size() - std::min(sealed.size(), m_isMacOfSealed ? macBytes : 0);
    const base::ByteSpan blocks = sealed.first(blocksSize);
    if (m_isMacOfSealed && !isMac(dataBeside(record, blocksSize), blocks, sealed.subspan(blocksSize)))
        return std::nullopt;
    if (!decryptBlocks(blocks))
        return std::nullopt;
    auto text = withoutPadding(m_plain);
    if (text && !m_isMacOfSealed) {
        if (text->size() < macBytes)
            return std::nullopt;
        const base::ByteSpan mac = text->last(macBytes);
        text = text->first(text->size() - macBytes);
        if (!isMac(dataBeside(record, text->size()), *text, mac))
            return std::nullopt;
    }
    return text ? std::optional(Opened{std::to_integer<std::uint8_t>(record[0]), *text}) : std::nullopt;
}

/// The first block is the IV.
bool TlsOpener::decryptBlocks(base::ByteSpan sealed)
{
    if (sealed.size() < 2 * kBlockBytes || sealed.size() % kBlockBytes != 0)
        return false;
    const base::ByteSpan text = sealed.subspan(kBlockBytes);
    m_plain.resize(text.size());
    int size = 0;
    return EVP_DecryptInit_ex(m_context.get(), nullptr, nullptr, nullptr, raw(sealed)) == 1
        && EVP_DecryptUpdate(m_context.get(), raw(m_plain), &size, raw(text), static_cast<int>(text.size()))
        == 1
        && static_cast<std::size_t>(size) == text.size();
}

bool TlsOpener::isMac(base::ByteSpan head, base::ByteSpan bytes, base::ByteSpan mac) const
{
    base::Bytes message(head.begin(), head.end());
    base::append(message, bytes);
    std::array<std::byte, EVP_MAX_MD_SIZE> expected;
    unsigned size = 0;
    return HMAC(EVP_get_digestbyname(m_suite->mac), m_keys.mac.data(), static_cast<int>(m_keys.mac.size()),
                raw(message), message.size(), reinterpret_cast<unsigned char *>(expected.data()), &size)
        && std::ranges::equal(base::ByteSpan(expected).first(size), mac);
}

} // namespace hop101::formats::pcap

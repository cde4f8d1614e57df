// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

struct evp_cipher_ctx_st;

namespace hop101::formats::pcap {

enum class TlsAead : std::uint8_t { Aes128Gcm, Aes256Gcm, ChaCha20 };

/// A cipher suite with authenticated encryption: the only ones that are read.
struct TlsSuite
{
    std::uint16_t number;
    const char *name; ///< as OpenSSL calls it
    TlsAead aead;
    const char *digest; ///< of HKDF or PRF
    std::size_t digestBytes;
    bool isTls13;
};
const TlsSuite *tlsSuite(std::uint16_t number) noexcept;

/// The keys of one direction.
struct TlsWriteKeys
{
    base::Bytes key, iv;
};
/// TLS 1.3, RFC 8446 section 7.3. Nothing where the secret is none of this suite.
std::optional<TlsWriteKeys> keysOfTrafficSecret(const TlsSuite &suite, base::ByteSpan secret);
/// RFC 8446 section 7.2: the secret after a KeyUpdate.
std::optional<base::Bytes> nextTrafficSecret(const TlsSuite &suite, base::ByteSpan secret);
/// TLS 1.2, RFC 5246 section 6.3: of the client and of the server.
std::optional<std::array<TlsWriteKeys, 2>> keysOfMaster(const TlsSuite &suite, base::ByteSpan master,
                                                        base::ByteSpan clientRandom,
                                                        base::ByteSpan serverRandom);

/// Opens the records of one direction, one after another, with one set of keys.
class TlsOpener
{
public:
    TlsOpener(const TlsSuite &suite, TlsWriteKeys keys);
    ~TlsOpener();
    TlsOpener(TlsOpener &&other) noexcept;
    TlsOpener &operator=(TlsOpener &&other) noexcept;

    struct Opened
    {
        std::uint8_t type = 0; ///< of what is inside
        base::ByteSpan bytes; ///< until the next call
    };
    /// `record` with its head of five bytes. Nothing where it was not sealed with these keys as the next
    /// one; then it may be tried with others.
    std::optional<Opened> open(base::ByteSpan record);

private:
    bool decrypt(base::ByteSpan nonce, base::ByteSpan data, base::ByteSpan sealed);
    std::optional<Opened> open13(base::ByteSpan record);
    std::optional<Opened> open12(base::ByteSpan record);
    base::Bytes nonceByNumber() const;

    const TlsSuite *m_suite;
    TlsWriteKeys m_keys;
    std::uint64_t m_number = 0; ///< of the next record
    struct Free
    {
        void operator()(evp_cipher_ctx_st *context) const noexcept;
    };
    std::unique_ptr<evp_cipher_ctx_st, Free> m_context;
    base::Bytes m_plain;
};

} // namespace hop101::formats::pcap

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace hop101::formats::pcap {

enum class TlsCipher : std::uint8_t {
    Aes128Gcm,
    Aes256Gcm,
    Aes128Ccm,
    Aes256Ccm,
    Aes128Ccm8, ///< with a tag of 8 bytes
    Aes256Ccm8,
    ChaCha20, ///< with Poly1305
    Aes128Cbc, ///< with a MAC: TLS 1.2 only
    Aes256Cbc,
};

/// A cipher suite that is read.
struct TlsSuite
{
    std::uint16_t number;
    const char *name; ///< as OpenSSL calls it
    TlsCipher cipher;
    const char *digest; ///< of HKDF or PRF
    std::size_t digestBytes;
    bool isTls13 = false;
    const char *mac = nullptr; ///< the digest of its HMAC; none where the cipher itself authenticates
    std::size_t macBytes = 0;

    std::size_t keyBytes() const noexcept;
    std::size_t tagBytes() const noexcept; ///< 0: it has a MAC
    /// Of what comes from the secrets. The rest of the nonce is in the record, or there is none.
    std::size_t ivBytes() const noexcept;
};
/// Null where it is not read.
const TlsSuite *tlsSuite(std::uint16_t number) noexcept;

} // namespace hop101::formats::pcap

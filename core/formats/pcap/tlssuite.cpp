// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tlssuite.h"

#include <algorithm>
#include <array>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kSaltBytes = 4; ///< of GCM and CCM in TLS 1.2 (RFC 5288 section 3, RFC 6655 section 3)

constexpr const char *kSha1 = "SHA1";
constexpr const char *kSha256 = "SHA256";
constexpr const char *kSha384 = "SHA384";
using enum TlsCipher;
constexpr std::array<TlsSuite, 44> kSuites{{
    {0x1301, "TLS_AES_128_GCM_SHA256", Aes128Gcm, kSha256, 32, true},
    {0x1302, "TLS_AES_256_GCM_SHA384", Aes256Gcm, kSha384, 48, true},
    {0x1303, "TLS_CHACHA20_POLY1305_SHA256", ChaCha20, kSha256, 32, true},
    {0x1304, "TLS_AES_128_CCM_SHA256", Aes128Ccm, kSha256, 32, true},
    {0x1305, "TLS_AES_128_CCM_8_SHA256", Aes128Ccm8, kSha256, 32, true},

    {0x009c, "AES128-GCM-SHA256", Aes128Gcm, kSha256, 32},
    {0x009d, "AES256-GCM-SHA384", Aes256Gcm, kSha384, 48},
    {0x009e, "DHE-RSA-AES128-GCM-SHA256", Aes128Gcm, kSha256, 32},
    {0x009f, "DHE-RSA-AES256-GCM-SHA384", Aes256Gcm, kSha384, 48},
    {0xc02b, "ECDHE-ECDSA-AES128-GCM-SHA256", Aes128Gcm, kSha256, 32},
    {0xc02c, "ECDHE-ECDSA-AES256-GCM-SHA384", Aes256Gcm, kSha384, 48},
    {0xc02f, "ECDHE-RSA-AES128-GCM-SHA256", Aes128Gcm, kSha256, 32},
    {0xc030, "ECDHE-RSA-AES256-GCM-SHA384", Aes256Gcm, kSha384, 48},
    {0xcca8, "ECDHE-RSA-CHACHA20-POLY1305", ChaCha20, kSha256, 32},
    {0xcca9, "ECDHE-ECDSA-CHACHA20-POLY1305", ChaCha20, kSha256, 32},
    {0xccaa, "DHE-RSA-CHACHA20-POLY1305", ChaCha20, kSha256, 32},

    {0xc09c, "AES128-CCM", Aes128Ccm, kSha256, 32},
    {0xc09d, "AES256-CCM", Aes256Ccm, kSha256, 32},
    {0xc09e, "DHE-RSA-AES128-CCM", Aes128Ccm, kSha256, 32},
    {0xc09f, "DHE-RSA-AES256-CCM", Aes256Ccm, kSha256, 32},
    {0xc0ac, "ECDHE-ECDSA-AES128-CCM", Aes128Ccm, kSha256, 32},
    {0xc0ad, "ECDHE-ECDSA-AES256-CCM", Aes256Ccm, kSha256, 32},
    {0xc0a0, "AES128-CCM8", Aes128Ccm8, kSha256, 32},
    {0xc0a1, "AES256-CCM8", Aes256Ccm8, kSha256, 32},
    {0xc0a2, "DHE-RSA-AES128-CCM8", Aes128Ccm8, kSha256, 32},
    {0xc0a3, "DHE-RSA-AES256-CCM8", Aes256Ccm8, kSha256, 32},
    {0xc0ae, "ECDHE-ECDSA-AES128-CCM8", Aes128Ccm8, kSha256, 32},
    {0xc0af, "ECDHE-ECDSA-AES256-CCM8", Aes256Ccm8, kSha256, 32},

    {0x002f, "AES128-SHA", Aes128Cbc, kSha256, 32, false, kSha1, 20},
    {0x0035, "AES256-SHA", Aes256Cbc, kSha256, 32, false, kSha1, 20},
    {0x0033, "DHE-RSA-AES128-SHA", Aes128Cbc, kSha256, 32, false, kSha1, 20},
    {0x0039, "DHE-RSA-AES256-SHA", Aes256Cbc, kSha256, 32, false, kSha1, 20},
    {0xc009, "ECDHE-ECDSA-AES128-SHA", Aes128Cbc, kSha256, 32, false, kSha1, 20},
    {0xc00a, "ECDHE-ECDSA-AES256-SHA", Aes256Cbc, kSha256, 32, false, kSha1, 20},
    {0xc013, "ECDHE-RSA-AES128-SHA", Aes128Cbc, kSha256, 32, false, kSha1, 20},
    {0xc014, "ECDHE-RSA-AES256-SHA", Aes256Cbc, kSha256, 32, false, kSha1, 20},
    {0x003c, "AES128-SHA256", Aes128Cbc, kSha256, 32, false, kSha256, 32},
    {0x003d, "AES256-SHA256", Aes256Cbc, kSha256, 32, false, kSha256, 32},
    {0x0067, "DHE-RSA-AES128-SHA256", Aes128Cbc, kSha256, 32, false, kSha256, 32},
    {0x006b, "DHE-RSA-AES256-SHA256", Aes256Cbc, kSha256, 32, false, kSha256, 32},
    {0xc023, "ECDHE-ECDSA-AES128-SHA256", Aes128Cbc, kSha256, 32, false, kSha256, 32},
    {0xc027, "ECDHE-RSA-AES128-SHA256", Aes128Cbc, kSha256, 32, false, kSha256, 32},
    {0xc024, "ECDHE-ECDSA-AES256-SHA384", Aes256Cbc, kSha384, 48, false, kSha384, 48},
    {0xc028, "ECDHE-RSA-AES256-SHA384", Aes256Cbc, kSha384, 48, false, kSha384, 48},
}};

} // namespace

std::size_t TlsSuite::keyBytes() const noexcept
{
    constexpr std::size_t kShort = 16, kLong = 32;
    switch (cipher) {
    case Aes128Gcm:
    case Aes128Ccm:
    case Aes128Ccm8:
    case Aes128Cbc:
        return kShort;
    case Aes256Gcm:
    case Aes256Ccm:
    case Aes256Ccm8:
    case ChaCha20:
    case Aes256Cbc:
        return kLong;
    }
    return 0;
}

std::size_t TlsSuite::tagBytes() const noexcept
{
    constexpr std::size_t kShort = 8, kLong = 16;
    if (mac)
        return 0;
    return cipher == Aes128Ccm8 || cipher == Aes256Ccm8 ? kShort : kLong;
}

std::size_t TlsSuite::ivBytes() const noexcept
{
    if (mac)
        return 0; // RFC 5246 section 6.2.3.2: each record has its own
    return isTls13 || cipher == ChaCha20 ? kNonceBytes : kSaltBytes;
}

const TlsSuite *tlsSuite(std::uint16_t number) noexcept
{
    const auto found = std::ranges::find(kSuites, number, &TlsSuite::number);
    return found == kSuites.end() ? nullptr : &*found;
}

} // namespace hop101::formats::pcap

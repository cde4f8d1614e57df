// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/tlswritekeys.h"

#include <cstdint>
#include <memory>

struct evp_cipher_ctx_st;

namespace hop101::formats::pcap {

/// Opens the records of one direction, one after another, with one set of keys.
class TlsOpener
{
public:
    /// `isMacOfSealed`: the MAC is that of the ciphertext (RFC 7366); counts for a suite with a MAC alone.
    TlsOpener(const TlsSuite &suite, TlsWriteKeys keys, bool isMacOfSealed = false);
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
    std::optional<Opened> open13(base::ByteSpan record);
    std::optional<Opened> open12(base::ByteSpan record);
    std::optional<Opened> openWithMac(base::ByteSpan record);
    bool decrypt(base::ByteSpan nonce, base::ByteSpan data, base::ByteSpan sealed);
    bool decryptBlocks(base::ByteSpan sealed);
    bool isMac(base::ByteSpan head, base::ByteSpan bytes, base::ByteSpan mac) const;
    base::Bytes nonceByNumber() const;
    /// What is authenticated beside the text (RFC 5246 section 6.2.3).
    base::Bytes dataBeside(base::ByteSpan record, std::size_t size) const;

    const TlsSuite *m_suite;
    TlsWriteKeys m_keys;
    bool m_isMacOfSealed;
    std::uint64_t m_number = 0; ///< of the next record
    struct Free
    {
        void operator()(evp_cipher_ctx_st *context) const noexcept;
    };
    std::unique_ptr<evp_cipher_ctx_st, Free> m_context;
    base::Bytes m_plain;
};

} // namespace hop101::formats::pcap

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tlswritekeys.h"

#include <memory>
#include <openssl/core_names.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <string_view>
#include <vector>

namespace hop101::formats::pcap {
namespace {

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
    if (!context
        || EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char *>(bytes.data()), size,
                          parameters.data())
            != 1)
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

/// Takes the parts of a key block off its front, in turn for the client and for the server.
class KeyBlock
{
public:
    explicit KeyBlock(base::ByteSpan bytes) : m_left(bytes) { }

    void take(base::Bytes &client, base::Bytes &server, std::size_t size)
    {
        for (base::Bytes *each : {&client, &server}) {
            each->assign(m_left.begin(), m_left.begin() + static_cast<std::ptrdiff_t>(size));
            m_left = m_left.subspan(size);
        }
    }

private:
    base::ByteSpan m_left;
};

} // namespace

std::optional<TlsWriteKeys> keysOfTrafficSecret(const TlsSuite &suite, base::ByteSpan secret)
{
    if (secret.size() != suite.digestBytes)
        return std::nullopt;
    auto key = expandLabel(suite, secret, "key", suite.keyBytes());
    auto iv = expandLabel(suite, secret, "iv", suite.ivBytes());
    if (!key || !iv)
        return std::nullopt;
    return TlsWriteKeys{std::move(*key), std::move(*iv), {}};
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
    const auto bytes =
        derived("TLS1-PRF",
                {word(OSSL_KDF_PARAM_DIGEST, suite.digest), octets(OSSL_KDF_PARAM_SECRET, master),
                 octets(OSSL_KDF_PARAM_SEED, "key expansion"), octets(OSSL_KDF_PARAM_SEED, serverRandom),
                 octets(OSSL_KDF_PARAM_SEED, clientRandom)},
                2 * (suite.macBytes + suite.keyBytes() + suite.ivBytes()));
    if (!bytes)
        return std::nullopt;
    std::array<TlsWriteKeys, 2> keys;
    auto &[client, server] = keys;
    KeyBlock block(*bytes);
    block.take(client.mac, server.mac, suite.macBytes);
    block.take(client.key, server.key, suite.keyBytes());
    block.take(client.iv, server.iv, suite.ivBytes());
    return keys;
}

} // namespace hop101::formats::pcap

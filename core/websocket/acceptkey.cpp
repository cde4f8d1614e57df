// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/acceptkey.h"

#include "core/base/bytes.h"

#include <openssl/evp.h>

#include <array>
#include <cassert>

namespace hop101::websocket {
namespace {

constexpr std::size_t kKeyBytes = 16;
constexpr std::size_t kSha1Bytes = 20;
using Sha1 = std::array<std::byte, kSha1Bytes>;

Sha1 sha1(const std::string &text)
{
    Sha1 digest{};
    [[maybe_unused]] const int hashed =
        EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char *>(digest.data()), nullptr,
                   EVP_sha1(), nullptr);
    assert(hashed == 1 && "SHA-1 is part of every libcrypto");
    return digest;
}

} // namespace

AcceptSteps acceptSteps(std::string_view key)
{
    AcceptSteps steps;
    steps.key = key;
    steps.keyAndGuid = steps.key + std::string(kAcceptGuid);
    const Sha1 hash = sha1(steps.keyAndGuid);
    steps.sha1Hex = base::toHex(hash);
    steps.accept = base::toBase64(hash);
    return steps;
}

std::string acceptKeyFor(std::string_view key)
{
    return base::toBase64(sha1(std::string(key).append(kAcceptGuid)));
}

bool isKeyWellFormed(std::string_view key)
{
    const auto bytes = base::fromBase64(key);
    return bytes && bytes->size() == kKeyBytes;
}

} // namespace hop101::websocket

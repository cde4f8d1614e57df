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

} // namespace

std::string acceptKeyFor(std::string_view key)
{
    const std::string text = std::string(key).append(kAcceptGuid);
    std::array<unsigned char, kSha1Bytes> digest{};
    [[maybe_unused]] const int hashed =
        EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
    assert(hashed == 1 && "SHA-1 is part of every libcrypto");
    return base::toBase64(std::as_bytes(std::span(digest)));
}

bool isKeyWellFormed(std::string_view key)
{
    const auto bytes = base::fromBase64(key);
    return bytes && bytes->size() == kKeyBytes;
}

} // namespace hop101::websocket

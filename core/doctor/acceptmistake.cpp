// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/acceptmistake.h"

#include "core/base/ascii.h"
#include "core/base/bytes.h"
#include "core/base/text.h"
#include "core/websocket/acceptkey.h"

#include <openssl/evp.h>

#include <algorithm>
#include <string>

namespace hop101::doctor {
namespace {

constexpr std::string_view kGuid = websocket::kAcceptGuid;
constexpr std::string_view kSampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="; // RFC 6455 section 1.3

base::Bytes digest(const EVP_MD *algorithm, std::string_view text)
{
    base::Bytes out(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char *>(out.data()), &size, algorithm,
                   nullptr)
        != 1)
        size = 0;
    out.resize(size);
    return out;
}

base::Bytes sha1(const std::string &text)
{
    return digest(EVP_sha1(), text);
}

std::string acceptOf(const std::string &text)
{
    return base::toBase64(sha1(text));
}

std::string urlSafe(std::string text)
{
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

std::string withoutPadding(std::string text)
{
    return text.substr(0, text.find('='));
}

} // namespace

const char *acceptMistake(std::string_view keyText, std::string_view accept)
{
    const std::string key(keyText);
    const std::string guid(kGuid);
    const base::Bytes right = sha1(key + guid);
    const std::string hex = base::toHex(right);
    const std::string rightAccept = base::toBase64(right);
    const auto decoded = base::fromBase64(key);

    if (accept == base::toBase64(base::asBytes(hex)))
        return HOP101_TEXT(
            "doctor",
            "It is the base64 of hex digits: encode the 20 raw bytes of the SHA-1. In PHP that is "
            "base64_encode(sha1($key . $guid, true)).");
    if (base::equalsIgnoringCase(accept, hex))
        return HOP101_TEXT("doctor", "It is the SHA-1 in hex digits: it must be in base64.");
    if (accept == acceptOf(key))
        return HOP101_TEXT(
            "doctor", "The GUID 258EAFA5-E914-47DA-95CA-C5AB0DC85B11 was left out: append it to the key.");
    if (accept == acceptOf(guid + key))
        return HOP101_TEXT("doctor", "The GUID stands before the key: it must follow it.");
    if (accept == acceptOf(key + base::toLower(guid)))
        return HOP101_TEXT("doctor", "The GUID is in lower case: it must be in upper case.");
    if (decoded && accept == acceptOf(base::toText(*decoded) + guid))
        return HOP101_TEXT("doctor",
                           "The key was decoded first: it must be taken as the text that was sent.");
    if (accept == base::toBase64(digest(EVP_sha256(), key + guid)))
        return HOP101_TEXT("doctor", "It was made with SHA-256: it must be SHA-1.");
    if (accept == key)
        return HOP101_TEXT("doctor", "It is the key itself: it must be the base64 of SHA-1(key + GUID).");
    for (const char *extra : {"\r\n", "\n", "\r", " "}) {
        if (accept == acceptOf(key + extra + guid) || accept == acceptOf(key + guid + extra)
            || accept == acceptOf(extra + key + guid))
            return HOP101_TEXT("doctor", "White space or a line end was hashed with the key: trim it first.");
    }
    if (accept == urlSafe(rightAccept) || accept == withoutPadding(rightAccept)
        || accept == withoutPadding(urlSafe(rightAccept)))
        return HOP101_TEXT(
            "doctor",
            "It is in another base64 alphabet or lacks its padding: use the standard one with “=”.");
    if (accept == kSampleAccept)
        return HOP101_TEXT("doctor",
                           "It is the example of RFC 6455, a constant: compute it from each request's key.");
    return nullptr;
}

} // namespace hop101::doctor

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/acceptmistake.h"

#include "core/base/ascii.h"
#include "core/base/bytes.h"
#include "core/base/text.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace hop101::doctor {
namespace {

constexpr std::string_view kSampleAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="; // RFC 6455 section 1.3
constexpr std::size_t kSha1Bytes = 20;

/// What a wrong accept is compared with.
struct Case
{
    std::string key;
    std::string guid{websocket::kAcceptGuid};
    std::string accept; ///< what came
    base::Bytes sha1; ///< of key + GUID, which is right
    std::string right; ///< its base64
    std::span<const std::string> earlierKeys;
};

base::Bytes digest(const EVP_MD *algorithm, const std::string &text)
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

std::string acceptOf(const std::string &text)
{
    return base::toBase64(digest(EVP_sha1(), text));
}

std::string toUpper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return text;
}

std::string urlSafe(std::string text)
{
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

std::string withoutPadding(const std::string &text)
{
    return text.substr(0, text.find('='));
}

std::string without(std::string text, char unwanted)
{
    text.erase(std::remove(text.begin(), text.end(), unwanted), text.end());
    return text;
}

bool isHexInBase64(const Case &c)
{
    const std::string hex = base::toHex(c.sha1);
    return c.accept == base::toBase64(base::asBytes(hex))
        || c.accept == base::toBase64(base::asBytes(toUpper(hex)));
}

bool isHex(const Case &c)
{
    return base::equalsIgnoringCase(without(without(c.accept, '-'), ':'), base::toHex(c.sha1));
}

bool isKeyDecoded(const Case &c)
{
    const auto decoded = base::fromBase64(c.key);
    return decoded && c.accept == acceptOf(base::toText(*decoded) + c.guid);
}

bool isGuidInBytes(const Case &c)
{
    const auto bytes = base::fromHex(base::toLower(without(c.guid, '-')));
    return bytes && c.accept == acceptOf(c.key + base::toText(*bytes));
}

bool isWithWhiteSpace(const Case &c)
{
    constexpr std::array<const char *, 6> kExtra{"\r\n", "\n", "\r", " ", "\t", "\r\n\r\n"};
    return std::any_of(kExtra.begin(), kExtra.end(), [&c](const char *extra) {
        return c.accept == acceptOf(c.key + extra + c.guid) || c.accept == acceptOf(c.key + c.guid + extra)
            || c.accept == acceptOf(extra + c.key + c.guid)
            || c.accept == acceptOf(extra + c.key + extra + c.guid);
    });
}

bool isWithNul(const Case &c)
{
    const std::string nul(1, '\0');
    return c.accept == acceptOf(c.key + c.guid + nul) || c.accept == acceptOf(c.key + nul + c.guid)
        || c.accept == acceptOf(c.key + nul + c.guid + nul);
}

bool isOfEarlierKey(const Case &c)
{
    return std::any_of(c.earlierKeys.begin(), c.earlierKeys.end(), [&c](const std::string &key) {
        return key != c.key && c.accept == acceptOf(key + c.guid);
    });
}

bool isSomeSha1(const Case &c)
{
    const auto bytes = base::fromBase64(c.accept);
    return bytes && bytes->size() == kSha1Bytes;
}

struct Recipe
{
    AcceptMistake mistake;
    bool (*makes)(const Case &); ///< true where it gives what came
};

constexpr auto kRecipes = std::to_array<Recipe>({
    {{"sha1-in-hex", "base64(hex(SHA-1(key + GUID)))",
      HOP101_TEXT("doctor",
                  "It is the base64 of hex digits: encode the 20 raw bytes of the SHA-1. In PHP that is "
                  "base64_encode(sha1($key . $guid, true)).")},
     isHexInBase64},
    {{"hex-instead-of-base64", "hex(SHA-1(key + GUID))",
      HOP101_TEXT("doctor", "It is the SHA-1 in hex digits: it must be in base64.")},
     isHex},
    {{"guid-missing", "base64(SHA-1(key))",
      HOP101_TEXT("doctor",
                  "The GUID 258EAFA5-E914-47DA-95CA-C5AB0DC85B11 was left out: append it to the key.")},
     [](const Case &c) { return c.accept == acceptOf(c.key); }},
    {{"guid-first", "base64(SHA-1(GUID + key))",
      HOP101_TEXT("doctor", "The GUID stands before the key: it must follow it.")},
     [](const Case &c) { return c.accept == acceptOf(c.guid + c.key); }},
    {{"guid-lower-case", "base64(SHA-1(key + lower(GUID)))",
      HOP101_TEXT("doctor", "The GUID is in lower case: it must be in upper case.")},
     [](const Case &c) { return c.accept == acceptOf(c.key + base::toLower(c.guid)); }},
    {{"guid-as-bytes", "base64(SHA-1(key + bytes(GUID)))",
      HOP101_TEXT("doctor", "The GUID was taken as 16 bytes: it must be hashed as text, with its hyphens.")},
     isGuidInBytes},
    {{"guid-without-hyphens", "base64(SHA-1(key + digits(GUID)))",
      HOP101_TEXT("doctor", "The GUID has lost its hyphens: they are hashed, too.")},
     [](const Case &c) { return c.accept == acceptOf(c.key + without(c.guid, '-')); }},
    {{"key-decoded", "base64(SHA-1(base64-decoded(key) + GUID))",
      HOP101_TEXT("doctor", "The key was decoded first: it must be taken as the text that was sent.")},
     isKeyDecoded},
    {{"key-lower-case", "base64(SHA-1(lower(key) + GUID))",
      HOP101_TEXT("doctor", "The key was put into lower case: it must be taken as it was sent.")},
     [](const Case &c) { return c.accept == acceptOf(base::toLower(c.key) + c.guid); }},
    {{"white-space-hashed", "base64(SHA-1(key + white space + GUID))",
      HOP101_TEXT("doctor", "White space or a line end was hashed with the key: trim it first.")},
     isWithWhiteSpace},
    {{"nul-hashed", "base64(SHA-1(key + GUID + NUL))",
      HOP101_TEXT("doctor", "The NUL that ends a string in C was hashed, too: give the length without it.")},
     isWithNul},
    {{"wrong-hash", "base64(MD5 or SHA-2(key + GUID))",
      HOP101_TEXT("doctor", "It was made with another hash, such as MD5 or SHA-256: it must be SHA-1.")},
     [](const Case &c) {
         const std::string text = c.key + c.guid;
         return c.accept == base::toBase64(digest(EVP_md5(), text))
             || c.accept == base::toBase64(digest(EVP_sha256(), text))
             || c.accept == base::toBase64(digest(EVP_sha512(), text));
     }},
    {{"key-echoed", "key",
      HOP101_TEXT("doctor", "It is the key itself: it must be the base64 of SHA-1(key + GUID).")},
     [](const Case &c) { return c.accept == c.key; }},
    {{"base64url", "base64url(SHA-1(key + GUID))",
      HOP101_TEXT("doctor",
                  "It is in the base64 alphabet for URLs: use the standard one, with “+” and “/”.")},
     [](const Case &c) {
         const std::string url = urlSafe(c.right);
         return url != c.right && (c.accept == url || c.accept == withoutPadding(url));
     }},
    {{"padding-missing", "base64(SHA-1(key + GUID)) without “=”",
      HOP101_TEXT("doctor", "The “=” at its end is missing: base64 of 20 bytes has 28 characters.")},
     [](const Case &c) { return c.accept == withoutPadding(c.right); }},
    {{"encoded-twice", "base64(base64(SHA-1(key + GUID)))",
      HOP101_TEXT("doctor", "It was encoded in base64 twice: once is enough.")},
     [](const Case &c) { return c.accept == base::toBase64(base::asBytes(c.right)); }},
    {{"case-changed", "lower(base64(SHA-1(key + GUID)))",
      HOP101_TEXT("doctor",
                  "Its letters have changed between upper and lower case: it must be passed on as it is.")},
     [](const Case &c) { return base::equalsIgnoringCase(c.accept, c.right); }},
    {{"rfc-sample", "the example of RFC 6455",
      HOP101_TEXT("doctor",
                  "It is the example of RFC 6455, a constant: compute it from each request's key.")},
     [](const Case &c) { return c.accept == kSampleAccept; }},
    {{"earlier-key", "base64(SHA-1(an earlier key + GUID))",
      HOP101_TEXT(
          "doctor",
          "It belongs to the key of an earlier request: a cache or a proxy gave an old answer again.")},
     isOfEarlierKey},
    {{"another-key", "base64(20 other bytes)",
      HOP101_TEXT(
          "doctor",
          "It has the right form, so it most likely belongs to another key: a proxy changed the key, a "
          "cache kept an old answer, or the GUID has a typing error.")},
     isSomeSha1},
});

} // namespace

std::vector<std::string_view> acceptMistakeIds()
{
    std::vector<std::string_view> ids;
    for (const Recipe &recipe : kRecipes)
        ids.emplace_back(recipe.mistake.id);
    return ids;
}

const AcceptMistake *acceptMistake(std::string_view key, std::string_view accept,
                                   std::span<const std::string> earlierKeys)
{
    Case c;
    c.key = key;
    c.accept = accept;
    c.sha1 = digest(EVP_sha1(), c.key + c.guid);
    c.right = base::toBase64(c.sha1);
    c.earlierKeys = earlierKeys;
    if (c.accept.empty() || c.accept == c.right)
        return nullptr;
    const auto made = std::find_if(kRecipes.begin(), kRecipes.end(),
                                   [&c](const Recipe &recipe) { return recipe.makes(c); });
    return made == kRecipes.end() ? nullptr : &made->mistake;
}

std::optional<AcceptExplained> explainAccept(const http::RequestHead *request,
                                             const http::ResponseHead *response,
                                             std::span<const std::string> earlierKeys)
{
    const auto *key = request ? request->fields.find("Sec-WebSocket-Key") : nullptr;
    if (!key)
        return std::nullopt;
    AcceptExplained explained{websocket::acceptSteps(key->value), std::nullopt, nullptr};
    if (const auto *accept = response ? response->fields.find("Sec-WebSocket-Accept") : nullptr) {
        explained.found = accept->value;
        explained.mistake = acceptMistake(key->value, accept->value, earlierKeys);
    }
    return explained;
}

} // namespace hop101::doctor

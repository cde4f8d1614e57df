// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/quoting.h"

#include "core/base/ascii.h"
#include "core/websocket/utf8.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace hop101::formats {
namespace {

/// The next character: a code point, or a byte that is no part of one.
struct Character
{
    std::uint32_t value = 0;
    std::string_view bytes;
    bool isUtf8 = false;
};

Character takeCharacter(std::string_view &text)
{
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    Character next{first, text.substr(0, 1), first < 0x80};
    if (size > 1 && size <= text.size() && websocket::isUtf8(base::asBytes(text.substr(0, size)))) {
        next = {first & (0xffU >> (size + 1)), text.substr(0, size), true};
        for (const char more : next.bytes.substr(1))
            next.value = (next.value << 6) | (static_cast<unsigned char>(more) & 0x3fU);
    }
    text.remove_prefix(next.bytes.size());
    return next;
}

/// Would change how a line reads, or cannot be seen at all.
bool isHidden(std::uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

std::string hex(const char *form, std::uint32_t value)
{
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), form, value);
    return text.data();
}

std::string byteEscapes(std::string_view bytes)
{
    std::string text;
    for (const char byte : bytes)
        text += hex("\\x%02x", static_cast<unsigned char>(byte));
    return text;
}

/// What \n, \r and \t are in all these languages; else nothing.
std::string_view shortEscape(std::uint32_t c)
{
    return c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : "";
}

bool isPlainWord(std::string_view text)
{
    static constexpr std::string_view kSafe = "-_./:=@,+";
    return !text.empty() && text.front() != '=' && text.front() != '@'
        && std::all_of(text.begin(), text.end(), [](char c) {
               return base::isAlpha(c) || base::isDigit(c) || kSafe.find(c) != std::string_view::npos;
           });
}

/// A string between double quotes: a backslash stands before `special`, hidden characters and bytes that are
/// not UTF-8 are escapes.
std::string quoted(std::string_view text, std::string_view special,
                   std::string (*escapeOf)(const Character &character))
{
    std::string result = "\"";
    while (!text.empty()) {
        const Character next = takeCharacter(text);
        if (const auto brief = shortEscape(next.value); !brief.empty())
            result += brief;
        else if (!next.isUtf8 || isHidden(next.value))
            result += escapeOf(next);
        else if (next.value < 0x80 && special.find(static_cast<char>(next.value)) != std::string_view::npos)
            (result += '\\') += next.bytes;
        else
            result += next.bytes;
    }
    return result + '"';
}

std::string inBytes(const Character &character)
{
    return byteEscapes(character.bytes);
}

std::string pythonPoint(const Character &character)
{
    return hex(character.value > 0xffff ? "\\U%08x" : "\\u%04x", character.value);
}

std::string scriptPoint(const Character &character)
{
    return character.value > 0xffff ? "\\u{" + hex("%x", character.value) + '}'
                                    : hex("\\u%04x", character.value);
}

bool isSingleQuote(std::uint32_t c)
{
    return c == '\'' || (c >= 0x2018 && c <= 0x201b);
}

/// Between double quotes for the C runtime: backslashes count only before a double quote.
std::string forRuntime(std::string_view text)
{
    std::string result = "\"";
    std::size_t backslashes = 0;
    for (const char c : text) {
        if (c == '"')
            result.append(backslashes + 1, '\\');
        backslashes = c == '\\' ? backslashes + 1 : 0;
        result += c;
    }
    return result.append(backslashes, '\\') + '"';
}

bool isCmdSafe(char c)
{
    constexpr std::string_view kSafe = " -_:=+~'/.,?;*`@#$\\[]{}";
    return static_cast<unsigned char>(c) >= 0x80 || base::isAlpha(c) || base::isDigit(c)
        || kSafe.find(c) != std::string_view::npos;
}

} // namespace

std::string bashWord(std::string_view text)
{
    if (isPlainWord(text))
        return std::string(text);
    std::string single = "'";
    std::string ansi = "$'";
    bool needsAnsi = false;
    for (std::string_view rest = text; !rest.empty();) {
        const Character next = takeCharacter(rest);
        needsAnsi = needsAnsi || !next.isUtf8 || isHidden(next.value);
        single += next.value == '\'' ? "'\\''" : next.bytes;
        if (const auto brief = shortEscape(next.value); !brief.empty())
            ansi += brief;
        else if (!next.isUtf8 || isHidden(next.value) || next.value == '!')
            ansi += byteEscapes(next.bytes);
        else if (next.value == '\'' || next.value == '\\')
            (ansi += '\\') += next.bytes;
        else
            ansi += next.bytes;
    }
    return (needsAnsi ? ansi : single) + '\'';
}

std::string cmdWord(std::string_view text)
{
    if (isPlainWord(text))
        return std::string(text);
    std::string result;
    for (const char c : forRuntime(text)) {
        if (!isCmdSafe(c))
            result += '^';
        result += c;
    }
    return result;
}

std::string powerShellWord(std::string_view text)
{
    std::string result = "'";
    while (!text.empty()) {
        const Character next = takeCharacter(text);
        if (next.isUtf8 && isSingleQuote(next.value))
            result += next.bytes;
        result += next.bytes;
    }
    return result + '\'';
}

std::string curlConfigValue(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (const auto brief = shortEscape(static_cast<unsigned char>(c)); !brief.empty())
            result += brief;
        else if (c == '\v')
            result += "\\v";
        else if (c == '"' || c == '\\')
            (result += '\\') += c;
        else
            result += c;
    }
    return result + '"';
}

bool fitsWord(Shell shell, std::string_view text) noexcept
{
    if (shell == Shell::Bash)
        return text.find('\0') == std::string_view::npos;
    return isUtf8Text(text)
        && std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
}

std::string shellWord(Shell shell, std::string_view text)
{
    return shell == Shell::Bash ? bashWord(text) : shell == Shell::Cmd ? cmdWord(text) : powerShellWord(text);
}

std::string phpString(std::string_view bytes)
{
    return quoted(bytes, "\"\\$", inBytes);
}

std::string pythonBytes(std::string_view bytes)
{
    std::string result = "b\"";
    for (const char c : bytes) {
        if (const auto brief = shortEscape(static_cast<unsigned char>(c)); !brief.empty())
            result += brief;
        else if (c < ' ' || c > '~') // a char may be signed or not: 0x80 and more are outside of both
            result += byteEscapes({&c, 1});
        else if (c == '"' || c == '\\')
            (result += '\\') += c;
        else
            result += c;
    }
    return result + '"';
}

std::string pythonText(std::string_view text)
{
    return quoted(text, "\"\\", pythonPoint);
}

std::string scriptText(std::string_view text)
{
    return quoted(text, "\"\\", scriptPoint);
}

std::string scriptLatin1(std::string_view bytes)
{
    return pythonBytes(bytes).substr(1);
}

std::string commentWord(std::string_view text)
{
    constexpr std::string_view kSafe = "-_.,:;=/ ()";
    constexpr std::size_t kMost = 60;
    std::string result(text.substr(0, kMost));
    for (char &c : result) {
        if (!base::isAlpha(c) && !base::isDigit(c) && kSafe.find(c) == std::string_view::npos)
            c = '?';
    }
    if (text.size() > kMost)
        result += "...";
    // "://" and "*/" cannot arise: there is no asterisk, and no comment here ends at a slash.
    return result;
}

bool isUtf8Text(std::string_view text) noexcept
{
    return websocket::isUtf8(base::asBytes(text));
}

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/hartext.h"

#include "core/websocket/utf8.h"

#include <algorithm>

namespace hop101::formats {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::size_t kLongestCharacter = 4;

/// How many bytes at the end may be the front of a character.
std::size_t openTail(std::string_view text)
{
    for (std::size_t back = 1; back < kLongestCharacter && back <= text.size(); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xc0U) != 0x80U)
            return byte >= 0xc0U ? back : 0;
    }
    return 0;
}

bool isPlain(char c)
{
    return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= ' ';
}

} // namespace

void appendJsonEscaped(std::string_view text, std::string &to)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    while (!text.empty()) {
        const auto end = std::find_if_not(text.begin(), text.end(), isPlain);
        const auto run = static_cast<std::size_t>(end - text.begin());
        to.append(text.substr(0, run));
        if (run == text.size())
            return;
        const char c = text[run];
        text.remove_prefix(run + 1);
        if (c == '"' || c == '\\')
            to += {'\\', c};
        else if (c == '\n')
            to += "\\n";
        else
            to += {'\\', 'u', '0', '0', kDigits[static_cast<unsigned char>(c) >> 4U], kDigits[c & 15]};
    }
}

bool isUtf8(const ByteFeed &feed)
{
    websocket::Utf8Validator validator;
    bool isGood = true;
    feed([&](base::ByteSpan piece) {
        isGood = !validator.feed(piece);
        return isGood;
    });
    return isGood && validator.atCharacterBoundary();
}

bool writeJsonText(ExportRun &run, const ByteFeed &feed)
{
    std::string held, out = "\"";
    const auto put = [&](std::string_view text) {
        appendJsonEscaped(websocket::utf8OrReplaced(base::asBytes(text)), out);
        if (out.size() < kPiece)
            return true;
        const bool goesOn = run.write(out);
        out.clear();
        return goesOn;
    };
    feed([&](base::ByteSpan piece) {
        held += base::asText(piece);
        const std::size_t tail = openTail(held);
        const bool goesOn = put(std::string_view(held).substr(0, held.size() - tail));
        held.erase(0, held.size() - tail);
        return goesOn;
    });
    put(held);
    out += '"';
    return run.write(out);
}

bool writeJsonBase64(ExportRun &run, const ByteFeed &feed)
{
    constexpr std::size_t kGroup = 3;
    base::Bytes held;
    std::string out = "\"";
    feed([&](base::ByteSpan piece) {
        base::append(held, piece);
        const std::size_t whole = held.size() / kGroup * kGroup;
        out += base::toBase64(base::ByteSpan(held).first(whole));
        held.erase(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(whole));
        if (out.size() < kPiece)
            return true;
        const bool goesOn = run.write(out);
        out.clear();
        return goesOn;
    });
    out += base::toBase64(held) + '"';
    return run.write(out);
}

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/neutraltext.h"

#include "core/base/ascii.h"
#include "core/capture/jsonvalue.h"

#include <algorithm>
#include <array>

namespace hop101::capture {
namespace {

constexpr const char *kPlaceholder = "…";
constexpr std::array<std::string_view, 9> kIdWords{"id", "uuid",      "guid", "nonce", "time",
                                                   "ts", "timestamp", "date", "at"};

bool isUpper(char c) noexcept
{
    return c >= 'A' && c <= 'Z';
}

/// Where the last word of a name begins: behind a character that is no letter, or at a capital that follows
/// a small letter.
std::size_t lastWord(std::string_view name)
{
    for (std::size_t i = name.size(); i-- > 1;) {
        if (!base::isAlpha(name[i - 1]))
            return i;
        if (isUpper(name[i]) && !isUpper(name[i - 1]))
            return i;
    }
    return 0;
}

bool isHex(char c) noexcept
{
    return base::isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// 'h' hex digit, '9' digit, anything else itself.
bool matches(std::string_view text, std::string_view pattern)
{
    if (text.size() < pattern.size())
        return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char want = pattern[i];
        const bool fits = want == 'h' ? isHex(text[i])
            : want == '9'             ? base::isDigit(text[i])
                                      : text[i] == want;
        if (!fits)
            return false;
    }
    return true;
}

/// Size of the date with a time at the front of the text, with fraction and zone; 0 where there is none.
std::size_t dateSize(std::string_view text)
{
    if (!matches(text, "9999-99-99T99:99:99") && !matches(text, "9999-99-99 99:99:99"))
        return 0;
    std::size_t size = 19;
    if (size + 1 < text.size() && (text[size] == '.' || text[size] == ',') && base::isDigit(text[size + 1])) {
        ++size;
        while (size < text.size() && base::isDigit(text[size]))
            ++size;
    }
    const std::string_view zone = text.substr(size);
    if (zone.starts_with('Z'))
        return size + 1;
    for (const std::string_view form : {"+99:99", "-99:99", "+9999", "-9999"})
        if (matches(zone, form))
            return size + form.size();
    return size;
}

std::size_t idSize(std::string_view text)
{
    constexpr std::string_view kUuid = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
    return matches(text, kUuid) ? kUuid.size() : dateSize(text);
}

std::string withoutIds(std::string_view text)
{
    std::string neutral;
    neutral.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        // Both begin with at least four hex digits: all else costs one look.
        const std::size_t size = isHex(text[at]) ? idSize(text.substr(at)) : 0;
        if (size > 0)
            neutral += kPlaceholder;
        else
            neutral += text[at];
        at += std::max<std::size_t>(size, 1);
    }
    return neutral;
}

void neutralise(JsonValue &value, const Ignored &ignored)
{
    if (value.is_object()) {
        for (auto &[name, member] : value.items()) {
            const bool isNamed =
                std::find(ignored.fields.begin(), ignored.fields.end(), name) != ignored.fields.end();
            const bool isId = ignored.ids && (member.is_number() || member.is_string()) && isIdName(name);
            if (isNamed || isId)
                member = kPlaceholder;
            else
                neutralise(member, ignored);
        }
    } else if (value.is_array()) {
        for (JsonValue &element : value)
            neutralise(element, ignored);
    } else if (value.is_string() && ignored.ids) {
        value = withoutIds(value.get_ref<const std::string &>());
    }
}

} // namespace

bool isIdName(std::string_view name)
{
    const std::string word = base::toLower(name.substr(lastWord(name)));
    if (name.size() == word.size() && word == "at")
        return false; // "at" alone is a place as often as a time
    return std::find(kIdWords.begin(), kIdWords.end(), word) != kIdWords.end();
}

base::Bytes neutralised(base::ByteSpan text, const Ignored &ignored)
{
    if (ignored.isNothing())
        return {text.begin(), text.end()};
    if (auto json = jsonFrom(text)) {
        neutralise(*json, ignored);
        return base::toBytes(json->dump(-1, ' ', false, JsonValue::error_handler_t::replace));
    }
    return ignored.ids ? base::toBytes(withoutIds(base::asText(text)))
                       : base::Bytes(text.begin(), text.end());
}

} // namespace hop101::capture

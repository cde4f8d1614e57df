// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/jsonvalue.h"

#include <algorithm>

namespace hop101::capture {
namespace {

/// How many levels the text could have at most, where it is JSON.
std::size_t depthOf(std::string_view text)
{
    std::size_t depth = 0, deepest = 0;
    bool isInString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isInString && c == '\\')
            ++i;
        else if (c == '"')
            isInString = !isInString;
        else if (!isInString && (c == '[' || c == '{'))
            deepest = std::max(deepest, ++depth);
        else if (!isInString && (c == ']' || c == '}') && depth > 0)
            --depth;
    }
    return deepest;
}

bool beginsAsJson(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

} // namespace

std::optional<JsonValue> jsonFrom(base::ByteSpan bytes)
{
    const std::string_view text = base::asText(bytes);
    if (text.size() > kMaxJsonBytes || !beginsAsJson(text) || depthOf(text) > kMaxJsonDepth)
        return std::nullopt;
    JsonValue value = JsonValue::parse(text, nullptr, false);
    if (value.is_discarded())
        return std::nullopt;
    return value;
}

} // namespace hop101::capture

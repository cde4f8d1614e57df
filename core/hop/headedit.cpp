// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/headedit.h"

#include "core/base/ascii.h"
#include "core/http/headparser.h"

#include <vector>

namespace hop101::hop {

namespace {

/// Ranges of lines count alike in requests and responses, and only the first line tells them apart.
http::HeaderFields fieldsOf(base::ByteSpan head)
{
    if (base::asText(head).substr(0, 5) == "HTTP/")
        return http::parseResponseHead(head).fields;
    return http::parseRequestHead(head).fields;
}

base::Bytes lineOf(std::string_view name, std::string_view value)
{
    base::Bytes line = base::toBytes(name);
    base::append(line, base::asBytes(": "));
    base::append(line, base::asBytes(value));
    base::append(line, base::asBytes("\r\n"));
    return line;
}

/// Where the empty line begins.
std::size_t endOfFields(base::ByteSpan head)
{
    const std::string_view text = base::asText(head);
    const std::size_t size = text.ends_with("\r\n") ? 2 : text.ends_with('\n') ? 1 : 0;
    return text.size() - size;
}

/// The fields of that name leave, and `instead` stands where the first was, else at the end.
base::Bytes exchanged(base::ByteSpan head, std::string_view name, base::ByteSpan instead)
{
    base::Bytes edited;
    std::size_t at = 0;
    bool isPlaced = false;
    for (const http::HeaderField &field : fieldsOf(head).lines) {
        if (!base::equalsIgnoringCase(field.name, name))
            continue;
        base::append(edited, head.subspan(at, field.line.first - at));
        if (!std::exchange(isPlaced, true))
            base::append(edited, instead);
        at = field.line.end();
    }
    const std::size_t end = endOfFields(head);
    base::append(edited, head.subspan(at, end - at));
    if (!isPlaced)
        base::append(edited, instead);
    base::append(edited, head.subspan(end));
    return edited;
}

} // namespace

base::Bytes withHeader(base::ByteSpan head, std::string_view name, std::string_view value)
{
    return exchanged(head, name, lineOf(name, value));
}

base::Bytes withAnotherHeader(base::ByteSpan head, std::string_view name, std::string_view value)
{
    const std::size_t end = endOfFields(head);
    base::Bytes edited(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(end));
    base::append(edited, lineOf(name, value));
    base::append(edited, head.subspan(end));
    return edited;
}

base::Bytes withoutHeader(base::ByteSpan head, std::string_view name)
{
    return exchanged(head, name, {});
}

base::Bytes withReplacement(base::ByteSpan bytes, std::string_view match, std::string_view text)
{
    base::Bytes edited;
    std::string_view rest = base::asText(bytes);
    for (std::size_t at = match.empty() ? std::string_view::npos : rest.find(match);
         at != std::string_view::npos; at = rest.find(match)) {
        base::append(edited, base::asBytes(rest.substr(0, at)));
        base::append(edited, base::asBytes(text));
        rest.remove_prefix(at + match.size());
    }
    base::append(edited, base::asBytes(rest));
    return edited;
}

} // namespace hop101::hop

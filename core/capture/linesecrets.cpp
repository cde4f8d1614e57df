// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/linesecrets.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace hop101::capture {
namespace {

constexpr auto npos = std::string_view::npos;

bool beginsWith(std::string_view text, std::string_view word)
{
    return text.size() >= word.size() && base::equalsIgnoringCase(text.substr(0, word.size()), word);
}

bool isFieldName(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return base::isAlpha(c) || base::isDigit(c) || c == '-' || c == '_';
    });
}

/// The value of a parameter such as name="user"; also without quotes.
std::string_view parameter(std::string_view field, std::string_view name)
{
    for (std::size_t at = field.find(';'); at != npos; at = field.find(';', at + 1)) {
        std::string_view rest = field.substr(at + 1);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
        if (!beginsWith(rest, name) || rest.substr(name.size(), 1) != "=")
            continue;
        rest.remove_prefix(name.size() + 1);
        const bool isQuoted = rest.substr(0, 1) == "\"";
        rest.remove_prefix(isQuoted ? 1 : 0);
        return rest.substr(0, rest.find_first_of(isQuoted ? "\"" : "; \t"));
    }
    return {};
}

} // namespace

void LineSecrets::begin()
{
    m_in = In::Line;
    m_at = m_lineAt = 0;
    m_line.clear();
    m_boundary.clear();
    m_part.clear();
    m_isInPart = false;
}

void LineSecrets::add(base::ByteSpan piece)
{
    for (std::string_view text = base::asText(piece); !text.empty();) {
        const bool ends = text[0] == '\n';
        if (ends) {
            lineEnds();
            m_lineAt = ++m_at;
            text.remove_prefix(1);
            continue;
        }
        std::string_view part = text.substr(0, text.find('\n'));
        if (m_in == In::Line) {
            part = part.substr(0, kStartBytes - m_line.size());
            m_line += part;
            m_at += part.size();
            if (m_line.size() == kStartBytes)
                startIsKnown();
        } else {
            if (m_in != In::Rest)
                tell(m_at, part);
            m_at += part.size();
        }
        text.remove_prefix(part.size());
    }
}

void LineSecrets::end()
{
    if (m_in == In::Line)
        startIsKnown();
    m_line.clear();
}

void LineSecrets::lineEnds()
{
    if (m_in == In::Line)
        startIsKnown();
    m_line.clear();
    m_in = In::Line;
}

/// All of the line, or as much as is kept of it.
void LineSecrets::startIsKnown()
{
    if (m_line.ends_with('\r'))
        m_line.pop_back(); // a part of the line's end
    const std::string_view line = m_line;
    if (m_isInPart && !isBoundary()) {
        m_in = In::Part;
        tellStart(0);
    } else if (line.starts_with("--")) {
        m_boundary = line;
        m_part.clear();
        m_isInPart = false;
        m_in = In::Rest;
    } else if (line.empty()) {
        m_isInPart = !m_part.empty();
        beginValue(RedactionPlace::Query, m_part);
        m_in = In::Rest;
    } else if (beginsWith(line, "content-disposition:")) {
        disposition();
        m_in = In::Rest;
    } else {
        const std::size_t colon = line.find(':');
        const std::string_view name = line.substr(0, colon == npos ? 0 : colon);
        const bool isCookie =
            base::equalsIgnoringCase(name, "cookie") || base::equalsIgnoringCase(name, "set-cookie");
        const bool isSecret = isFieldName(name) && (isCookie || m_matcher.headerName(name));
        const std::size_t value = isSecret ? line.find_first_not_of(" \t", colon + 1) : npos;
        m_in = value == npos ? In::Rest : In::Field;
        if (value != npos) {
            beginValue(isCookie ? RedactionPlace::Cookie : RedactionPlace::Header, name);
            tellStart(value);
        }
    }
    m_line.clear();
}

bool LineSecrets::isBoundary() const
{
    return !m_boundary.empty() && (m_line == m_boundary || m_line == m_boundary + "--");
}

void LineSecrets::disposition()
{
    const std::string_view name = parameter(m_line, "name");
    if (m_matcher.queryName(name) || m_matcher.jsonName(name))
        m_part = name;
}

void LineSecrets::tellStart(std::size_t from)
{
    if (m_line.size() > from)
        tell(m_lineAt + from, std::string_view(m_line).substr(from));
}

void LineSecrets::tell(std::uint64_t first, std::string_view value)
{
    if (value.ends_with('\r'))
        value.remove_suffix(1);
    if (value.empty())
        return;
    if (!m_isTold)
        m_sink.secret(m_place, m_name);
    m_isTold = true;
    m_sink.range(first, value.size(), kFill);
}

/// What is told from now on is the value of this.
void LineSecrets::beginValue(RedactionPlace place, std::string_view name)
{
    m_place = place;
    m_name = name;
    m_isTold = false;
}

} // namespace hop101::capture

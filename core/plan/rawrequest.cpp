// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/plan/planbuilder.h"

#include <algorithm>

namespace hop101::plan {
namespace {

struct RequestLine
{
    std::string_view method, target, version;
};
RequestLine requestLine(std::string_view line)
{
    const std::size_t method = line.find(' ');
    const std::size_t version = line.rfind(' ');
    return {line.substr(0, method), line.substr(method + 1, version > method ? version - method - 1 : 0),
            line.substr(version + 1)};
}

/// The next line without its end; `text` is what follows.
std::string_view takeLine(std::string_view &text)
{
    const std::size_t end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

struct Field
{
    std::string_view name, value;
    std::size_t at;
};

/// A pasted request, with any line ends; a last empty line may be missing, as it gets lost in copying.
class RawReader
{
public:
    explicit RawReader(std::string_view text) : m_text(text), m_builder(ImportKind::RawRequest) { }

    ImportResult read()
    {
        std::string_view rest = m_text;
        m_line = requestLine(takeLine(rest));
        readFields(rest);
        m_isPlain = m_isPlain && m_line.method.find(' ') == std::string_view::npos
            && m_line.target.find(' ') == std::string_view::npos && !m_line.target.empty();
        connect();
        if (m_builder.hasFailed())
            return m_builder.finish();
        if (m_isPlain)
            asRows(rest);
        else
            asRaw();
        return m_builder.finish(m_isPlain);
    }

private:
    void readFields(std::string_view &rest)
    {
        while (!rest.empty()) {
            const auto at = static_cast<std::size_t>(rest.data() - m_text.data());
            const auto line = takeLine(rest);
            if (line.empty())
                return;
            const std::size_t colon = line.find(':');
            const auto name = line.substr(0, colon);
            const bool isPlain = colon != std::string_view::npos && base::isToken(name)
                && (line.substr(colon).starts_with(": ") || colon + 1 == line.size())
                && line.find_first_of(std::string_view("\r\0", 2)) == std::string_view::npos;
            m_isPlain = m_isPlain && isPlain && colon + 1 != line.size();
            if (colon != std::string_view::npos)
                m_fields.push_back({name, base::trimmed(line.substr(colon + 1)), at});
        }
    }
    std::string_view valueOf(std::string_view name) const
    {
        for (const Field &field : m_fields) {
            if (base::equalsIgnoringCase(field.name, name))
                return field.value;
        }
        return {};
    }

    void connect()
    {
        if (m_line.target.find("://") != std::string_view::npos && !m_line.target.starts_with('/')) {
            m_builder.setUrl(m_line.target, m_line.method.size() + 1);
            return;
        }
        const auto host = valueOf("Host");
        if (host.empty()) {
            m_builder.fail(ImportFault::NoHost, 0);
            return;
        }
        const bool isSecure =
            host.ends_with(":443") || base::toLower(valueOf("Origin")).starts_with("https://");
        const std::string there = (isSecure ? "wss://" : "ws://") + std::string(host);
        const std::string whole = there + std::string(m_line.target);
        m_builder.setUrl(m_line.target.starts_with('/') && parseUrl(whole) ? whole : there, 0);
        m_builder.note(isSecure ? Remark::SchemeOfOrigin : Remark::NoScheme);
    }

    void asRows(std::string_view body)
    {
        Plan &plan = m_builder.plan();
        plan.method = m_line.method;
        plan.target = m_line.target;
        plan.version = m_line.version;
        if (m_line.version.starts_with("HTTP/2") || m_line.version.starts_with("HTTP/3")) {
            m_builder.note(Remark::OnlyHttp11, std::string(m_line.version));
            plan.version = "HTTP/1.1";
        }
        for (const Field &field : m_fields)
            m_builder.addHeader(std::string(field.name), std::string(field.value), field.at);
        if (body.find_first_not_of("\r\n") != std::string_view::npos)
            m_builder.note(Remark::BodyLeftOut);
    }

    /// Line ends that were lost in copying come back where there is no CR at all.
    void asRaw()
    {
        std::string bytes;
        const bool hasCr = m_text.find('\r') != std::string_view::npos;
        for (const char c : m_text)
            bytes += c == '\n' && !hasCr ? "\r\n" : std::string(1, c);
        if (bytes.find("\r\n\r\n") == std::string::npos && bytes.find("\n\n") == std::string::npos)
            bytes += bytes.ends_with("\r\n") ? "\r\n" : "\r\n\r\n";
        m_builder.plan().rawRequest = base::toBytes(bytes);
        m_builder.note(Remark::KeptRaw);
    }

    std::string_view m_text;
    PlanBuilder m_builder;
    RequestLine m_line;
    std::vector<Field> m_fields;
    bool m_isPlain = true; ///< rows give the same bytes
};

} // namespace

ImportResult importRawRequest(std::string_view text)
{
    return RawReader(text).read();
}

} // namespace hop101::plan

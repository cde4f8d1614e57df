// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/planbuilder.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <charconv>

namespace hop101::plan {
namespace {

constexpr std::string_view kLineEnds("\r\n\0", 3);

} // namespace

std::string noteDetail(std::string_view text)
{
    constexpr std::size_t kMost = 60;
    std::string detail(text.substr(0, kMost));
    for (char &c : detail) {
        if ((c >= 0 && c < ' ') || c == '\x7f')
            c = ' ';
    }
    // A cut in the middle of a character leaves no half of it.
    while (text.size() > kMost && !detail.empty() && (static_cast<unsigned char>(detail.back()) & 0x80) != 0)
        detail.pop_back();
    return text.size() > kMost ? detail + "…" : detail;
}

std::optional<std::chrono::milliseconds> secondsOf(std::string_view text)
{
    std::uint64_t whole = 0;
    const char *last = text.data() + text.size();
    auto [end, fault] = std::from_chars(text.data(), last, whole);
    if (fault != std::errc() || whole > static_cast<std::uint64_t>(kMaxTimeout.count() / 1000))
        return {};
    std::int64_t milliseconds = static_cast<std::int64_t>(whole) * 1000;
    if (end != last && *end == '.') {
        std::int64_t unit = 100;
        for (++end; end != last && base::isDigit(*end); ++end, unit /= 10)
            milliseconds += (*end - '0') * unit;
    }
    if (end != last || milliseconds > kMaxTimeout.count())
        return {};
    return std::chrono::milliseconds(milliseconds);
}

void PlanBuilder::note(Remark remark, std::string detail)
{
    ImportNote note{remark, noteDetail(detail)};
    constexpr std::size_t kMostNotes = 100;
    if (m_imported.notes.size() < kMostNotes
        && std::find(m_imported.notes.begin(), m_imported.notes.end(), note) == m_imported.notes.end())
        m_imported.notes.push_back(std::move(note));
}

void PlanBuilder::note(const std::vector<ImportNote> &notes)
{
    for (const ImportNote &one : notes)
        note(one.remark, one.detail);
}

void PlanBuilder::fail(ImportFault fault, std::size_t at, std::string detail)
{
    if (!m_error)
        m_error = ImportError{fault, at, noteDetail(detail)};
}

void PlanBuilder::setUrl(std::string_view text, std::size_t at)
{
    const std::size_t fragment = text.find('#'); // never sent
    const auto parsed = parseUrl(text.substr(0, fragment));
    if (!parsed) {
        fail(ImportFault::BadUrl, at + std::min(parsed.error().at, text.size()), std::string(text));
        return;
    }
    m_url = parsed.value();
    m_hasUrl = true;
    const auto scheme = base::toLower(text.substr(0, text.find("://")));
    if (scheme == "http" || scheme == "https")
        note(Remark::HttpMeansWs);
    else if (text.find("://") == std::string_view::npos)
        note(Remark::NoScheme);
}

void PlanBuilder::connectTo(const std::string &host, std::uint16_t port)
{
    if (!hasHeader("Host"))
        insertHeader(0, "Host", m_url.hostHeader());
    for (HeaderRow &row : m_imported.plan.headers) {
        if (row.source == ValueSource::Host)
            row = {row.name, m_url.hostHeader(), true, ValueSource::Literal};
    }
    if (m_url.secure && host != m_url.host)
        m_imported.plan.tls.serverName = m_url.host;
    m_url.host = host;
    m_url.port = port;
}

void PlanBuilder::addHeader(std::string name, std::string value, std::size_t at)
{
    if ((name + value).find_first_of(kLineEnds) != std::string::npos)
        fail(ImportFault::LineEnd, at, name);
    else if (m_imported.plan.headers.size() >= kMaxHeaderRows)
        fail(ImportFault::TooManyHeaders, at);
    else
        m_imported.plan.headers.push_back({std::move(name), std::move(value), true, ValueSource::Literal});
}

void PlanBuilder::insertHeader(std::size_t index, std::string name, std::string value)
{
    auto &rows = m_imported.plan.headers;
    if ((name + value).find_first_of(kLineEnds) != std::string::npos)
        fail(ImportFault::LineEnd, 0, name);
    else
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(std::min(index, rows.size())),
                    {std::move(name), std::move(value), true, ValueSource::Literal});
}

bool PlanBuilder::hasHeader(std::string_view name) const
{
    const auto &rows = m_imported.plan.headers;
    return std::any_of(rows.begin(), rows.end(),
                       [name](const HeaderRow &row) { return base::equalsIgnoringCase(row.name, name); });
}

void PlanBuilder::nameSources()
{
    bool hasKey = false;
    const std::string host = m_url.hostHeader();
    for (HeaderRow &row : m_imported.plan.headers) {
        if (base::equalsIgnoringCase(row.name, "Host") && row.value == host) {
            row.source = ValueSource::Host;
            row.value.clear();
        } else if (base::equalsIgnoringCase(row.name, "Sec-WebSocket-Key") && !hasKey && !row.value.empty()
                   && row.source == ValueSource::Literal) {
            hasKey = true;
            m_imported.plan.key = row.value;
            row.source = ValueSource::Key;
            row.value.clear();
            note(Remark::KeyPinned);
        }
    }
}

ImportResult PlanBuilder::finish(bool lacks)
{
    if (!m_error && !m_hasUrl)
        fail(ImportFault::NoUrl, 0);
    if (m_error)
        return *m_error;
    m_imported.plan.url = m_url.text();
    if (m_imported.plan.target == m_url.target)
        m_imported.plan.target.clear();
    nameSources();
    if (m_imported.plan.method != "GET")
        note(Remark::NotUpgradeMethod, m_imported.plan.method);
    if (!lacks)
        return std::move(m_imported);
    std::string missing;
    for (const std::string &name : missingUpgradeHeaders(m_imported.plan))
        missing += (missing.empty() ? "" : ", ") + name;
    if (!missing.empty())
        m_imported.notes.push_back({Remark::HeadersMissing, missing});
    return std::move(m_imported);
}

} // namespace hop101::plan

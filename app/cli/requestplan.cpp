// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/requestplan.h"

#include "core/base/ascii.h"
#include "core/doctor/words.h"
#include "core/websocket/utf8.h"

#include <algorithm>
#include <optional>

namespace hop101::cli {
namespace {

using plan::HeaderRow;

constexpr std::size_t kMaxQuoted = 60;

std::string inQuotes(std::string_view text)
{
    return "“" + doctor::shown(text, kMaxQuoted) + "”";
}

base::Result<HeaderRow, UsageError> headerFrom(const std::string &text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos)
        return UsageError{"-H " + inQuotes(text) + " has no colon: write -H 'Name: value'."};
    HeaderRow row;
    row.name = text.substr(0, colon);
    row.value = base::trimmed(std::string_view(text).substr(colon + 1));
    if (row.name.empty())
        return UsageError{"-H " + inQuotes(text) + " has no name before its colon: write -H 'Name: value'."};
    // Otherwise one argument could be two header lines, or end the head.
    if (text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
        return UsageError{"-H " + inQuotes(text)
                          + " holds a line end: give each header with a -H of its own."};
    return row;
}

std::vector<HeaderRow>::iterator findRow(std::vector<HeaderRow> &rows, std::string_view name)
{
    return std::find_if(rows.begin(), rows.end(),
                        [name](const HeaderRow &row) { return base::equalsIgnoringCase(row.name, name); });
}

/// The automatic headers, with those that are given in place of them, and the others behind.
class HeaderList
{
public:
    explicit HeaderList(std::vector<HeaderRow> automatic)
        : m_rows(std::move(automatic)), m_given(m_rows.size(), false)
    { }

    void give(HeaderRow row)
    {
        const auto place = findRow(m_rows, row.name);
        const auto index = static_cast<std::size_t>(place - m_rows.begin());
        if (place != m_rows.end() && index < m_given.size() && !m_given[index]) {
            *place = std::move(row);
            m_given[index] = true;
            return;
        }
        m_rows.push_back(std::move(row));
    }
    /// False where there is no automatic header of that name.
    bool omit(std::string_view name)
    {
        const auto place = findRow(m_rows, name);
        const auto index = static_cast<std::size_t>(place - m_rows.begin());
        if (index >= m_given.size())
            return false;
        if (!m_given[index])
            place->enabled = false;
        return true;
    }
    std::vector<HeaderRow> take()
    {
        std::erase_if(m_rows, [](const HeaderRow &row) { return !row.enabled; });
        return std::move(m_rows);
    }

private:
    std::vector<HeaderRow> m_rows;
    std::vector<bool> m_given; ///< for each automatic row, whether it was replaced
};

std::optional<UsageError> addSubprotocols(std::vector<HeaderRow> &rows, const std::vector<std::string> &names)
{
    std::string list;
    for (const std::string &name : names) {
        if (name.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos || name.empty())
            return UsageError{"--subprotocol " + inQuotes(name)
                              + " is no name of a subprotocol: give a token such as chat."};
        list += (list.empty() ? "" : ", ") + name;
    }
    if (!list.empty())
        rows.push_back({"Sec-WebSocket-Protocol", list});
    return {};
}

std::optional<UsageError> addHeaders(plan::Plan &plan, const RequestArguments &arguments)
{
    std::vector<HeaderRow> automatic = plan.headers;
    if (auto error = addSubprotocols(automatic, arguments.subprotocols))
        return error;
    HeaderList list(std::move(automatic));
    for (const std::string &text : arguments.headers) {
        auto row = headerFrom(text);
        if (!row)
            return row.error();
        list.give(std::move(row).value());
    }
    for (const std::string &name : arguments.omit) {
        if (!list.omit(name))
            return UsageError{"--omit " + inQuotes(name)
                              + " names no header that is sent by itself: those are Host, Upgrade, "
                                "Connection, Sec-WebSocket-Key and Sec-WebSocket-Version."};
    }
    plan.headers = list.take();
    return {};
}

std::optional<UsageError> addFrames(plan::Plan &plan, const std::vector<std::string> &texts)
{
    for (const std::string &text : texts) {
        if (!websocket::isUtf8(base::asBytes(text)))
            return UsageError{"--send " + inQuotes(text)
                              + " is not UTF-8, as a text message must be: check the terminal's encoding."};
        plan::FramePlan frame;
        frame.payload = base::toBytes(text);
        plan.frames.push_back(std::move(frame));
    }
    return {};
}

} // namespace

base::Result<Request, UsageError> requestFrom(const RequestArguments &arguments)
{
    const auto url = plan::parseUrl(arguments.url);
    if (!url)
        return UsageError{inQuotes(arguments.url)
                          + " cannot be used as a URL: " + plan::describe(url.error().fault)};
    Request request{plan::defaultPlan(arguments.url), url.value()};
    request.plan.timeouts = {arguments.timeout, arguments.timeout, arguments.timeout, arguments.timeout};
    request.plan.tls.verify = !arguments.insecure;
    if (auto error = addHeaders(request.plan, arguments))
        return *error;
    if (auto error = addFrames(request.plan, arguments.send))
        return *error;
    return request;
}

} // namespace hop101::cli

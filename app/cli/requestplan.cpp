// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/requestplan.h"

#include "app/cli/framespec.h"
#include "app/cli/values.h"
#include "core/base/ascii.h"
#include "core/doctor/words.h"
#include "core/plan/import.h"
#include "core/websocket/utf8.h"

#include <algorithm>
#include <optional>

namespace hop101::cli {
namespace {

using plan::HeaderRow;

constexpr std::chrono::milliseconds kTimeout{10'000};
constexpr std::size_t kMaxRawRequestBytes = std::size_t{16} * 1024 * 1024;

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

/// "Host, Upgrade and Connection"
std::string namesOf(const std::vector<HeaderRow> &rows)
{
    std::string names;
    for (std::size_t i = 0; i < rows.size(); ++i)
        names += (i == 0 ? "" : i + 1 == rows.size() ? " and " : ", ") + doctor::shown(rows[i].name);
    return names.empty() ? "none" : names;
}

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
    const std::string names = namesOf(automatic);
    if (arguments.noExtensions)
        std::erase_if(automatic, [](const HeaderRow &row) {
            return base::equalsIgnoringCase(row.name, "Sec-WebSocket-Extensions");
        });
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
                              + " names no header that is sent by itself: those are " + names + '.'};
    }
    plan.headers = list.take();
    return {};
}

/// A request line cannot hold them, but a raw request can.
std::optional<UsageError> refuseLineEnd(const char *option, const std::string &value)
{
    if (value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos)
        return {};
    return UsageError{std::string(option) + ' ' + inQuotes(value)
                      + " holds a line end: use --raw-request to send bytes as they stand."};
}

/// "1.0" as people say it; any other form goes out as it stands.
std::string versionFrom(const std::string &text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const bool isShort = text.size() == 3 && isDigit(text[0]) && text[1] == '.' && isDigit(text[2]);
    return isShort ? "HTTP/" + text : text;
}

std::optional<UsageError> shapeRequestLine(plan::Plan &plan, const RequestArguments &arguments)
{
    struct Part
    {
        const char *option;
        const std::string &value;
        std::string &to;
    };
    for (const Part &part :
         {Part{"--method", arguments.method, plan.method}, Part{"--target", arguments.target, plan.target},
          Part{"--http", arguments.version, plan.version}, Part{"--key", arguments.key, plan.key}}) {
        if (auto error = refuseLineEnd(part.option, part.value))
            return error;
        if (!part.value.empty())
            part.to = part.value;
    }
    plan.version = versionFrom(plan.version);
    return {};
}

std::optional<UsageError> shapeBytes(plan::Plan &plan, const RequestArguments &arguments)
{
    if (!arguments.rawRequestFile.empty()) {
        auto bytes = fileFrom("--raw-request", arguments.rawRequestFile, kMaxRawRequestBytes);
        if (!bytes)
            return bytes.error();
        plan.rawRequest = std::move(bytes).value();
    }
    auto cuts = cutsFrom("--cut", arguments.cuts);
    if (!cuts)
        return cuts.error();
    if (!arguments.cuts.empty())
        plan.requestCuts = std::move(cuts).value();
    return {};
}

base::Result<plan::FramePlan, UsageError> messageFrom(const std::string &text, std::uint64_t fragment)
{
    if (!websocket::isUtf8(base::asBytes(text)))
        return UsageError{"--send " + inQuotes(text)
                          + " is not UTF-8, as a text message must be: check the terminal's encoding."};
    plan::FramePlan frame;
    frame.payload = base::toBytes(text);
    frame.fragmentBytes = fragment;
    return frame;
}

std::optional<UsageError> addFrames(plan::Plan &plan, const RequestArguments &arguments)
{
    std::uint64_t fragment = 0;
    if (!arguments.fragment.empty()) {
        const auto size = countFrom("--fragment", arguments.fragment, 1);
        if (!size)
            return size.error();
        fragment = size.value();
    }
    for (const Sending &sending : arguments.sendings) {
        auto frame = sending.isFrame ? frameFrom(sending.text) : messageFrom(sending.text, fragment);
        if (!frame)
            return frame.error();
        plan.frames.push_back(std::move(frame).value());
    }
    return {};
}

std::optional<UsageError> shapeBehaviour(plan::Plan &plan, const RequestArguments &arguments)
{
    if (arguments.timeout || (arguments.planFile.empty() && arguments.fromFile.empty())) {
        const auto time = arguments.timeout.value_or(kTimeout);
        plan.timeouts = {time, time, time, time};
    }
    plan.tls.verify = plan.tls.verify && !arguments.insecure;
    plan.autoMask = plan.autoMask && !arguments.noMask;
    plan.autoPong = plan.autoPong && !arguments.noPong;
    plan.autoClose = plan.autoClose && !arguments.noClose;
    if (arguments.keepOpen)
        plan.onError = plan::OnError::KeepOpen;
    if (arguments.maxInflated.empty())
        return {};
    const auto most = countFrom("--max-inflated", arguments.maxInflated, 1);
    if (!most)
        return most.error();
    plan.limits.inflatedMessageBytes = most.value();
    return {};
}

std::string placeIn(const plan::PlanError &error)
{
    return error.field.empty() ? "it is no JSON at byte " + std::to_string(error.at)
                               : "the value at " + doctor::shown(error.field) + " does not fit";
}

base::Result<plan::Plan, UsageError> planFrom(const RequestArguments &arguments)
{
    if (arguments.planFile.empty())
        return plan::defaultPlan(arguments.url);
    auto bytes = fileFrom("--plan", arguments.planFile, plan::kMaxPlanBytes);
    if (!bytes)
        return bytes.error();
    auto plan = plan::fromJson(base::asText(bytes.value()));
    if (!plan)
        return UsageError{"--plan " + inQuotes(arguments.planFile) + " cannot be used: "
                              + placeIn(plan.error()) + "; docs/architecture.md names the fields.",
                          ExitStatus::File};
    plan::Plan read = std::move(plan).value();
    if (!arguments.url.empty())
        read.url = arguments.url;
    return read;
}

/// "line 2, column 5".
std::string lineAndColumn(std::string_view text, std::size_t at)
{
    const auto before = text.substr(0, at);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t begin = before.rfind('\n') + 1; // npos and 1 are 0
    return "line " + std::to_string(lines + 1) + ", column " + std::to_string(at - begin + 1);
}

std::string withDetail(std::string sentence, const std::string &detail)
{
    if (const std::size_t place = sentence.find("%1"); place != std::string::npos)
        sentence.replace(place, 2, doctor::shown(detail));
    return sentence;
}

base::Result<plan::Plan, UsageError> pastedPlan(const RequestArguments &arguments,
                                                std::vector<std::string> &notes)
{
    const auto bytes = fileFrom("--from", arguments.fromFile, plan::kMaxImportBytes);
    if (!bytes)
        return bytes.error();
    const auto text = base::asText(bytes.value());
    auto result = plan::importText(text);
    if (!result)
        return UsageError{"--from " + inQuotes(arguments.fromFile) + ", "
                              + lineAndColumn(text, result.error().at) + ": "
                              + withDetail(plan::describe(result.error().fault), result.error().detail),
                          ExitStatus::File};
    plan::Imported imported = std::move(result).value();
    if (arguments.fillsUpgrade)
        plan::fillUpgrade(imported);
    for (const plan::ImportNote &note : imported.notes)
        notes.push_back(withDetail(plan::describe(note.remark), note.detail));
    if (!arguments.url.empty())
        imported.plan.url = arguments.url;
    return std::move(imported.plan);
}

} // namespace

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

base::Result<Request, UsageError> requestFrom(const RequestArguments &arguments)
{
    std::vector<std::string> notes;
    auto plan = arguments.fromFile.empty() ? planFrom(arguments) : pastedPlan(arguments, notes);
    if (!plan)
        return plan.error();
    const auto url = plan::parseUrl(plan.value().url);
    if (!url)
        return UsageError{inQuotes(plan.value().url)
                          + " cannot be used as a URL: " + plan::describe(url.error().fault)};
    Request request{std::move(plan).value(), url.value(), std::move(notes)};
    for (const auto shape : {addHeaders, shapeRequestLine, shapeBytes, addFrames, shapeBehaviour}) {
        if (auto error = shape(request.plan, arguments))
            return *error;
    }
    return request;
}

} // namespace hop101::cli

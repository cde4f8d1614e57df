// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/import.h"

#include "core/base/ascii.h"
#include "core/plan/planbuilder.h"

#include <algorithm>

namespace hop101::plan {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

bool holdsLineEndAfter(std::string_view text, char mark)
{
    for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
        const auto rest = text.substr(at + 1);
        if (rest.starts_with('\n') || rest.starts_with("\r\n"))
            return true;
    }
    return false;
}

/// Behind lines of comments, empty ones, and the one with which PowerShell writes UTF-8 into a pipe.
std::string_view firstCommand(std::string_view text)
{
    while (text.starts_with('#') || text.starts_with("::") || text.starts_with("$OutputEncoding")) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        text.remove_prefix(end);
        text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
    }
    return text;
}

/// "curl" of "/usr/bin/curl", "C:\curl.exe" and "curl"; lower case.
std::string programOf(std::string_view command)
{
    std::string program = base::toLower(command.substr(0, command.find_first_of(" \t\r\n^`")));
    program.erase(
        std::remove_if(program.begin(), program.end(), [](char c) { return c == '"' || c == '\''; }),
        program.end());
    if (const std::size_t slash = program.find_last_of("/\\"); slash != std::string::npos)
        program.erase(0, slash + 1);
    return program;
}

ImportKind shellOf(std::string_view command, const std::string &program)
{
    if (holdsLineEndAfter(command, '^') || command.find("^\"") != std::string_view::npos)
        return ImportKind::CurlCmd;
    if (holdsLineEndAfter(command, '`'))
        return ImportKind::CurlPowerShell;
    if (program != "curl.exe")
        return ImportKind::CurlBash;
    return command.find('\'') == std::string_view::npos ? ImportKind::CurlCmd : ImportKind::CurlPowerShell;
}

ImportResult curl(std::string_view text, std::string_view command, const std::string &program)
{
    const ImportKind kind = shellOf(command, program);
    auto words = kind == ImportKind::CurlCmd ? cmdWords(text)
        : kind == ImportKind::CurlPowerShell ? powerShellWords(text)
                                             : bashWords(text);
    if (!words)
        return words.error();
    return importCurl(kind, std::move(words).value(), {}, 0);
}

/// Where "fetch(" or so begins, if only an assignment or an await stands before it.
std::optional<std::size_t> callAt(std::string_view text, std::string_view call)
{
    const std::size_t at = text.find(call);
    if (at == std::string_view::npos)
        return {};
    const auto before = text.substr(0, at);
    const bool isPlain = std::all_of(before.begin(), before.end(), [](char c) {
        return base::isAlpha(c) || base::isDigit(c)
            || std::string_view(" \t\r\n=._$;").find(c) != std::string_view::npos;
    });
    return isPlain ? std::optional(at) : std::nullopt;
}

/// "GET /chat HTTP/1.1" and a line end.
bool isRequest(std::string_view text)
{
    const auto line = base::trimmed(text.substr(0, text.find_first_of("\r\n")));
    const std::size_t method = line.find(' ');
    const std::size_t version = line.rfind(' ');
    return method != std::string_view::npos && version > method && base::isToken(line.substr(0, method))
        && line.substr(version + 1).starts_with("HTTP/");
}

ImportResult url(std::string_view text)
{
    const auto word = text.substr(0, text.find_last_not_of(kSpace) + 1);
    if (word.find_first_of(kSpace) != std::string_view::npos)
        return ImportError{ImportFault::NotRecognised, 0, {}};
    PlanBuilder builder(ImportKind::Url);
    builder.setUrl(word, 0);
    if (!builder.hasFailed())
        builder.plan() = defaultPlan(builder.url().text());
    return builder.finish(false);
}

/// Options that PowerShell pipes into curl.exe, so that no quote of them meets its own quoting.
ImportResult pipedCurl(std::string_view text, std::string_view command)
{
    std::string_view rest = command;
    const auto config = takeHereString(rest);
    if (!config)
        return ImportError{ImportFault::OpenQuote, text.size() - command.size(), {}};
    const std::size_t begin = text.size() - rest.size();
    auto words = powerShellWords(rest);
    if (!words) {
        ImportError error = words.error();
        error.at += begin;
        return error;
    }
    if (words.value().words.empty() || !programOf(words.value().words.front().text).starts_with("curl"))
        return ImportError{ImportFault::NotRecognised, begin, {}};
    return importCurl(ImportKind::CurlPowerShell, std::move(words).value(), *config, begin);
}

/// Commands of PowerShell, perhaps behind lines that make the session they use.
bool isWebRequest(std::string_view text)
{
    const std::string lower = base::toLower(text);
    const bool begins = lower.starts_with('$') || lower.starts_with("invoke-") || lower.starts_with("iwr ")
        || lower.starts_with("irm ");
    return begins
        && (!lower.starts_with('$') || lower.find("invoke-webrequest") != std::string::npos
            || lower.find("invoke-restmethod") != std::string::npos);
}

ImportResult recognised(std::string_view text)
{
    if (isRequest(text))
        return importRawRequest(text);
    if (text.starts_with('{') || text.starts_with('['))
        return importHarEntry(text);
    const auto command = firstCommand(text);
    if (command.starts_with("@'"))
        return pipedCurl(text, command);
    if (const std::string program = programOf(command); program == "curl" || program == "curl.exe")
        return curl(text, command, program);
    if (isWebRequest(command))
        return importWebRequest(text);
    if (const auto at = callAt(text, "new WebSocket("))
        return importWebSocketCall(text, *at + std::string_view("new WebSocket(").size());
    if (const auto at = callAt(text, "fetch("))
        return importFetch(text, *at + std::string_view("fetch(").size());
    return url(text);
}

} // namespace

base::Result<Imported, ImportError> importText(std::string_view text)
{
    if (text.size() > kMaxImportBytes)
        return ImportError{ImportFault::TooLarge, kMaxImportBytes, {}};
    std::size_t skipped = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
    skipped = std::min(text.find_first_not_of(kSpace, skipped), text.size());
    // The prompt that was copied with the command.
    if (const auto rest = text.substr(skipped); rest.starts_with("$ ") || rest.starts_with("> "))
        skipped = std::min(text.find_first_not_of(kSpace, skipped + 1), text.size());
    if (skipped == text.size())
        return ImportError{ImportFault::Empty, 0, {}};
    auto result = recognised(text.substr(skipped));
    if (result)
        return result;
    ImportError error = result.error();
    error.at = std::min(error.at + skipped, text.size());
    return error;
}

std::vector<std::string> missingUpgradeHeaders(const Plan &plan)
{
    std::vector<std::string> missing;
    if (plan.rawRequest)
        return missing;
    for (const char *name : {"Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"}) {
        const bool isThere =
            std::any_of(plan.headers.begin(), plan.headers.end(), [name](const HeaderRow &row) {
                return row.enabled && base::equalsIgnoringCase(row.name, name);
            });
        if (!isThere)
            missing.emplace_back(name);
    }
    return missing;
}

void fillUpgrade(Imported &imported)
{
    std::string added;
    const Plan good = defaultPlan(imported.plan.url);
    for (const std::string &name : missingUpgradeHeaders(imported.plan)) {
        for (const HeaderRow &row : good.headers) {
            if (base::equalsIgnoringCase(row.name, name))
                imported.plan.headers.push_back(row);
        }
        added += (added.empty() ? "" : ", ") + name;
    }
    if (added.empty())
        return;
    std::erase_if(imported.notes,
                  [](const ImportNote &note) { return note.remark == Remark::HeadersMissing; });
    imported.notes.push_back({Remark::HeadersFilled, added});
}

} // namespace hop101::plan

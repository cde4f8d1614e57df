// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/formats/commandline.h"
#include "core/formats/snippetparts.h"

#include <algorithm>
#include <chrono>

namespace hop101::formats {
namespace {

constexpr std::string_view kLineEnds("\r\n", 2);

bool isEmptyValue(const std::string &value)
{
    return value.find_first_not_of(" \t\r\n\v\f") == std::string::npos;
}

/// curl would read it otherwise: as a file of headers, as a header to leave out, or not at all.
bool needsCarrier(const std::string &name, const std::string &value)
{
    const bool isFirstHost = name == "Host";
    return name.empty() || name.front() == '@' || (isEmptyValue(value) && !isFirstHost)
        || (name + value).find_first_of(kLineEnds) != std::string::npos;
}

std::string lineOf(const std::pair<std::string, std::string> &field)
{
    return field.first + ": " + field.second;
}

bool isHost(const std::string &name)
{
    return base::equalsIgnoringCase(name, "Host");
}

/// curl sends a Host of its own first; it stands in for ours where that is the only one, first, and so
/// spelled.
bool isHostCurls(const SnippetRequest &request)
{
    return request.count("Host") == 1 && request.fields.front().first == "Host";
}

/// Adds it, or says that it is left out.
void addText(CommandLine &line, const std::string &option, const std::string &value, const std::string &what,
             std::vector<std::string> &left)
{
    if (line.canHold(value))
        line.add(option, value);
    else
        left.push_back(what
                       + " holds characters that no command line of this shell can hold: it is left out.");
}

void addTransport(CommandLine &line, const SnippetInput &input, std::vector<std::string> &left)
{
    const plan::Plan &plan = input.plan;
    if (!plan.tls.verify)
        line.add("-k");
    if (input.url.target.find_first_of("[]{}") != std::string::npos)
        line.add("-g");
    if (input.url.target.find("/.") != std::string::npos)
        line.add("--path-as-is");
    if (!plan.tls.caFile.empty())
        addText(line, "--cacert", plan.tls.caFile, "The name of the CA file", left);
    if (plan.timeouts.connect != plan::Timeouts{}.connect)
        line.add("--connect-timeout", seconds(plan.timeouts.connect));
    line.add("--max-time", seconds(plan.timeouts.upgrade));
}

/// Where TLS is to see another name than the URL's, curl is given that name, and where it leads.
std::string connectUrl(CommandLine &line, const SnippetInput &input, const std::string &scheme,
                       std::vector<std::string> &left)
{
    plan::Url url = input.url;
    if (const std::string &name = input.plan.tls.serverName;
        url.secure && !name.empty() && name != url.host) {
        plan::Url named = url;
        named.host = name;
        const bool canName = bool(plan::parseUrl(named.text()));
        const auto bracketed = [](const std::string &host) {
            return host.find(':') == std::string::npos ? host : '[' + host + ']';
        };
        if (canName) {
            line.add("--connect-to",
                     bracketed(name) + ':' + std::to_string(url.port) + ':' + bracketed(url.host) + ':'
                         + std::to_string(url.port));
            url = named;
        } else {
            left.push_back("curl cannot name " + commentWord(name) + " to TLS: the URL's host is named.");
        }
    }
    const std::string text = url.text();
    return scheme + text.substr(text.find(':'));
}

void addVersion(CommandLine &line, const SnippetRequest &request, std::vector<std::string> &left)
{
    line.add(request.version == "HTTP/1.0" ? "--http1.0" : "--http1.1");
    if (request.version != "HTTP/1.0" && request.version != "HTTP/1.1")
        left.push_back("curl writes HTTP/1.1, not " + commentWord(request.version) + '.');
}

void addRequest(CommandLine &line, const SnippetInput &input, std::vector<std::string> &left)
{
    const SnippetRequest &request = input.request;
    if (request.method != "GET")
        addText(line, "-X", request.method, "The method", left);
    if (!request.isTargetOfUrl)
        addText(line, "--request-target", request.target, "The target", left);
    CurlHeaders headers = curlHeaders(request, input.shell != Shell::Cmd);
    left.insert(left.end(), headers.left.begin(), headers.left.end());
    for (const std::string &header : headers.lines)
        addText(line, "-H", header, "The header " + commentWord(header.substr(0, header.find(':'))), left);
}

std::string written(const CommandLine &line, Shell shell, std::vector<std::string> said)
{
    return comments(commentMark(shell), said) + line.text();
}

bool isOwnHeader(const std::string &name)
{
    static constexpr std::string_view kNames[] = {"Host",
                                                  "Upgrade",
                                                  "Connection",
                                                  "Sec-WebSocket-Key",
                                                  "Sec-WebSocket-Version",
                                                  "Sec-WebSocket-Extensions"};
    return std::any_of(std::begin(kNames), std::end(kNames),
                       [&name](std::string_view own) { return base::equalsIgnoringCase(name, own); });
}

bool hasOwnKey(const plan::Plan &plan)
{
    return !plan.key.empty() || std::ranges::any_of(plan.headers, [](const plan::HeaderRow &row) {
        return row.enabled && row.source != plan::ValueSource::Key
            && base::equalsIgnoringCase(row.name, "Sec-WebSocket-Key");
    });
}

/// curl makes these itself, so the ordinary ones are left to it.
SnippetRequest withoutOwnHeaders(const SnippetInput &input, std::vector<std::string> &left)
{
    SnippetRequest request = input.request;
    // Some versions add their own key to one that they are given, and two are refused.
    if (hasOwnKey(input.plan))
        left.emplace_back("curl makes a Sec-WebSocket-Key of its own each time: the plan's is left out.");
    if (const auto version = request.valueOf("Sec-WebSocket-Version"); version && *version != "13")
        left.push_back("curl's own Sec-WebSocket-Version is 13, not " + commentWord(*version) + '.');
    if (request.valueOf("Sec-WebSocket-Extensions"))
        left.push_back("curl cannot inflate messages, so no extensions are offered.");
    const auto host = request.valueOf("Host");
    std::erase_if(request.fields, [&](const auto &field) {
        return isOwnHeader(field.first) && !(isHost(field.first) && host != input.url.hostHeader());
    });
    return request;
}

std::string frameCount(const plan::Plan &plan)
{
    return std::to_string(plan.frames.size()) + (plan.frames.size() == 1 ? " frame" : " frames");
}

} // namespace

CurlHeaders curlHeaders(const SnippetRequest &request, bool allowsLineEnds)
{
    CurlHeaders headers;
    if (!isHostCurls(request))
        headers.lines.emplace_back("Host:");
    for (const char *own : {"User-Agent", "Accept"}) {
        if (request.count(own) == 0)
            headers.lines.push_back(std::string(own) + ':');
    }
    bool carries = false; // the last line is one of the plan's, or waits for one that curl takes
    bool isWaiting = false;
    for (const auto &field : request.fields) {
        const bool isOdd = needsCarrier(field.first, field.second);
        if (isOdd && !allowsLineEnds) {
            headers.left.push_back("The header " + commentWord(field.first)
                                   + " is empty or odd and cannot be sent from this shell: it is left out.");
        } else if (carries && (isOdd || isWaiting)) {
            headers.lines.back() += "\r\n" + lineOf(field);
            isWaiting = isWaiting && isOdd;
        } else {
            headers.lines.push_back(lineOf(field));
            isWaiting = isOdd;
            carries = true;
        }
    }
    if (isWaiting)
        headers.left.emplace_back("Of headers that are all empty or odd, curl leaves out the first.");
    return headers;
}

Snippet curlSnippet(const SnippetInput &input)
{
    Snippet snippet;
    CommandLine line("curl", input.shell, true);
    line.add("-i");
    line.add("-N");
    addVersion(line, input.request, snippet.left);
    addRequestLimits(input, "curl", snippet.left);
    if (!input.plan.frames.empty())
        snippet.left.push_back("curl sends nothing behind the head: " + frameCount(input.plan)
                               + " left out. python, php-streams and node send them.");
    addTransport(line, input, snippet.left);
    addRequest(line, input, snippet.left);
    line.add("", connectUrl(line, input, input.url.secure ? "https" : "http", snippet.left));
    snippet.text = written(line, input.shell, snippet.left);
    return snippet;
}

Snippet curlWsSnippet(const SnippetInput &input)
{
    Snippet snippet;
    std::vector<std::string> said{
        "Needs curl 7.86 or newer, built with WebSocket: \"curl --version\" must list ws and wss under "
        "Protocols.",
        "Debian 12's curl 7.88 does not; curl 8.11 and newer usually do. It prints the messages it receives.",
    };
    addRequestLimits(input, "curl", snippet.left);
    if (!input.plan.frames.empty())
        snippet.left.push_back("This command receives only: " + frameCount(input.plan)
                               + " left out. python, php-streams and node send them.");
    if (input.request.method != "GET" || input.request.version != "HTTP/1.1")
        snippet.left.emplace_back("curl's own upgrade is a GET of HTTP/1.1.");
    SnippetInput ours{input.plan, input.url, withoutOwnHeaders(input, snippet.left), input.shell};
    CommandLine line("curl", input.shell, true);
    line.add("-N");
    addTransport(line, ours, snippet.left);
    ours.request.method = "GET";
    if (ours.request.count("Host") == 0)
        ours.request.fields.insert(ours.request.fields.begin(), {"Host", input.url.hostHeader()});
    addRequest(line, ours, snippet.left);
    line.add("", connectUrl(line, ours, input.url.secure ? "wss" : "ws", snippet.left));
    said.insert(said.end(), snippet.left.begin(), snippet.left.end());
    snippet.text = written(line, input.shell, std::move(said));
    return snippet;
}

} // namespace hop101::formats

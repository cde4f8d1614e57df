// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/formats/commandline.h"
#include "core/formats/snippetparts.h"
#include "core/websocket/closecode.h"

#include <algorithm>

namespace hop101::formats {
namespace {

using websocket::Opcode;

/// What websocat makes itself; another value of it is left out, and said.
struct OwnHeader
{
    std::string_view name;
    std::string_view value; ///< empty: any
};
constexpr OwnHeader kOwn[] = {{"Upgrade", "websocket"},
                              {"Connection", "Upgrade"},
                              {"Sec-WebSocket-Version", "13"},
                              {"Sec-WebSocket-Key", ""},
                              {"Sec-WebSocket-Extensions", ""}};

const OwnHeader *ownHeader(const std::string &name)
{
    const auto *found = std::find_if(std::begin(kOwn), std::end(kOwn), [&name](const OwnHeader &own) {
        return base::equalsIgnoringCase(own.name, name);
    });
    return found == std::end(kOwn) ? nullptr : found;
}

void addHeader(CommandLine &line, const std::string &name, const std::string &value, Snippet &snippet)
{
    const std::string text = name + ": " + value;
    if (base::isToken(name) && line.canHold(text) && text.find_first_of("\r\n") == std::string::npos)
        line.add("-H=", text);
    else
        snippet.left.push_back("websocat cannot send the header " + commentWord(name) + ": it is left out.");
}

void addHeaders(CommandLine &line, const SnippetInput &input, Snippet &snippet)
{
    for (const auto &[name, value] : input.request.fields) {
        if (const OwnHeader *own = ownHeader(name)) {
            if (!own->value.empty() && own->value != value)
                snippet.left.push_back("websocat sends its own " + std::string(own->name) + ", not "
                                       + commentWord(value) + '.');
        } else if (!base::equalsIgnoringCase(name, "Host")) {
            addHeader(line, name, value, snippet);
        } else if (value != input.url.hostHeader()) {
            snippet.left.push_back("websocat sends the URL's Host, not " + commentWord(value) + '.');
        }
    }
    for (const OwnHeader &own : kOwn) {
        if (input.request.count(own.name) == 0 && own.name != "Sec-WebSocket-Extensions")
            snippet.left.push_back("websocat sends " + std::string(own.name)
                                   + ", which the plan leaves out.");
    }
    if (input.request.valueOf("Sec-WebSocket-Extensions"))
        snippet.left.emplace_back("websocat offers no extensions: messages are not compressed.");
}

bool isLine(const plan::FramePlan &frame, const plan::Plan &plan)
{
    const auto text = base::asText(frame.payload);
    return frame.opcode == Opcode::Text && isOrdinary(frame, plan) && frame.fragmentBytes == 0
        && isUtf8Text(text) && text.find('\0') == std::string_view::npos;
}

bool isClose(const plan::FramePlan &frame, const plan::Plan &plan)
{
    const auto body = websocket::readCloseBody(frame.payload);
    return frame.opcode == Opcode::Close && isOrdinary(frame, plan) && body.code && isUtf8Text(body.reason);
}

struct Messages
{
    std::vector<std::string> texts;
    bool hasLineEnds = false;
    const plan::FramePlan *close = nullptr; ///< the last
};

Messages messagesOf(const SnippetInput &input, std::vector<std::string> &left)
{
    Messages messages;
    for (std::size_t i = 0; i < input.plan.frames.size(); ++i) {
        const plan::FramePlan &frame = input.plan.frames[i];
        const bool isLast = i + 1 == input.plan.frames.size();
        const auto text = base::asText(frame.payload);
        const bool isTyped = isLine(frame, input.plan)
            && (input.shell == Shell::Bash
                || (input.shell == Shell::PowerShell && fitsWord(input.shell, text)));
        if (isLast && isClose(frame, input.plan)) {
            messages.close = &frame;
        } else if (isTyped) {
            messages.texts.emplace_back(text);
            messages.hasLineEnds = messages.hasLineEnds || text.find('\n') != std::string_view::npos;
        } else {
            left.push_back("websocat sends lines as text messages: " + frameName(input.plan, i)
                           + " is left out.");
        }
    }
    return messages;
}

/// What goes into the command through a pipe.
std::string feed(const Messages &messages, Shell shell)
{
    if (messages.texts.empty())
        return {};
    std::string text =
        shell == Shell::Bash ? (messages.hasLineEnds ? "printf '%s\\0'" : "printf '%s\\n'") : "";
    for (std::size_t i = 0; i < messages.texts.size(); ++i) {
        text += shell == Shell::Bash ? " " : i == 0 ? "" : ", ";
        text += messages.texts[i].empty() ? "''" : shellWord(shell, messages.texts[i]);
    }
    return text + " | ";
}

void addClose(CommandLine &line, const plan::FramePlan &frame, std::vector<std::string> &left)
{
    const auto body = websocket::readCloseBody(frame.payload);
    line.add("--close-status-code=", std::to_string(*body.code));
    if (const std::string reason(body.reason); !line.canHold(reason))
        left.emplace_back("The reason of the Close cannot stand in this shell: it is left out.");
    else if (!reason.empty())
        line.add("--close-reason=", reason);
}

} // namespace

Snippet websocatSnippet(const SnippetInput &input)
{
    Snippet snippet;
    addRequestLimits(input, "websocat", snippet.left);
    const bool isOwnRequest =
        input.request.method == "GET" && input.request.version == "HTTP/1.1" && input.request.isTargetOfUrl;
    if (!isOwnRequest)
        snippet.left.emplace_back("websocat's own request line is GET, the URL's path, HTTP/1.1.");
    if (!input.plan.tls.caFile.empty())
        snippet.left.emplace_back("websocat trusts the system's authorities only: the CA file is left out.");
    if (!input.plan.tls.serverName.empty())
        snippet.left.emplace_back("websocat names the URL's host to TLS.");
    const Messages messages = messagesOf(input, snippet.left);
    CommandLine line("websocat", input.shell, false);
    if (!messages.close)
        line.add("-n"); // the end of standard input does not close the connection
    if (messages.hasLineEnds)
        line.add("-0");
    if (!input.plan.tls.verify)
        line.add("-k");
    if (messages.close)
        addClose(line, *messages.close, snippet.left);
    addHeaders(line, input, snippet);
    line.add("", input.url.text());
    std::vector<std::string> said{"Needs websocat 1.x. Each line that goes in is a text message."};
    said.insert(said.end(), snippet.left.begin(), snippet.left.end());
    snippet.text = comments(commentMark(input.shell), said) + feed(messages, input.shell) + line.text();
    return snippet;
}

} // namespace hop101::formats

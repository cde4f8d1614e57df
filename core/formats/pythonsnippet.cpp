// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/formats/pythonprograms.h"
#include "core/formats/snippetparts.h"
#include "core/websocket/closecode.h"
#include "core/websocket/utf8.h"

#include <algorithm>

namespace hop101::formats {
namespace {

using websocket::Opcode;

std::string replaced(std::string text, std::string_view place, const std::string &value)
{
    const std::size_t at = text.find(place);
    return at == std::string::npos ? text : text.replace(at, place.size(), value);
}

const char *pythonBool(bool value)
{
    return value ? "True" : "False";
}

std::string pythonCuts(const std::vector<plan::WriteCut> &cuts)
{
    std::string text = "[";
    for (const plan::WriteCut &cut : cuts)
        text += (text.size() > 1 ? ", (" : "(") + std::to_string(cut.at) + ", " + seconds(cut.wait) + ')';
    return text + ']';
}

std::string pythonHead(base::ByteSpan head)
{
    std::string text;
    std::string_view left = base::asText(head);
    do {
        const std::size_t end = left.find('\n');
        const auto line = left.substr(0, end == std::string_view::npos ? end : end + 1);
        text += "    " + pythonBytes(line) + '\n';
        left.remove_prefix(line.size());
    } while (!left.empty());
    return text;
}

std::string pythonFrames(const plan::Plan &plan)
{
    std::string text;
    for (const WireFrame &frame : wireFrames(plan)) {
        const std::string mask = !frame.isMasked ? "None"
            : frame.maskKey                      ? pythonBytes(base::asText(*frame.maskKey))
                                                 : "b\"\"";
        text += "    (" + pythonBytes(base::asText(frame.header)) + ", " + mask + ", "
            + pythonBytes(base::asText(frame.payload)) + ", " + pythonCuts(frame.cuts) + "),\n";
    }
    return text;
}

/// Lines that make `context`; empty for plain ws.
std::string contextLines(const plan::TlsPlan &tls)
{
    std::string text = "    context = ssl.create_default_context()\n";
    if (!tls.caFile.empty())
        text += "    context.load_verify_locations(" + pythonText(tls.caFile) + ")\n";
    if (!tls.verify)
        text += "    context.check_hostname = False\n    context.verify_mode = ssl.CERT_NONE\n";
    return text;
}

bool sendsClose(const plan::Plan &plan)
{
    return std::any_of(plan.frames.begin(), plan.frames.end(), [](const plan::FramePlan &frame) {
        return frame.opcode == Opcode::Close && !frame.isRaw;
    });
}

/// Where in a text message its fragments may begin, the library cuts between characters only.
bool hasWholeCharacters(const plan::FramePlan &frame)
{
    base::ByteSpan left = frame.payload;
    if (!websocket::isUtf8(left))
        return false;
    while (frame.fragmentBytes > 0 && left.size() > frame.fragmentBytes) {
        const auto size = static_cast<std::size_t>(frame.fragmentBytes);
        if (!websocket::isUtf8(left.first(size)))
            return false;
        left = left.subspan(size);
    }
    return true;
}

bool canLibrarySend(const plan::FramePlan &frame, const plan::Plan &plan, bool isLast)
{
    if (!isOrdinary(frame, plan) || !frame.compress)
        return false;
    if (frame.opcode == Opcode::Text)
        return hasWholeCharacters(frame);
    if (frame.opcode != Opcode::Close)
        return true;
    const auto body = websocket::readCloseBody(frame.payload);
    return isLast && body.code && websocket::isCloseCodeAllowed(*body.code) && isUtf8Text(body.reason);
}

/// It sends these by itself, and nothing else in their place.
bool hasOrdinaryHeaders(const SnippetInput &input)
{
    static constexpr std::pair<std::string_view, std::string_view> kMust[] = {
        {"Upgrade", "websocket"}, {"Connection", "Upgrade"}, {"Sec-WebSocket-Version", "13"}};
    const SnippetRequest &request = input.request;
    for (const auto &[name, value] : kMust) {
        if (request.count(name) != 1 || request.valueOf(name) != value)
            return false;
    }
    const auto extensions = request.valueOf("Sec-WebSocket-Extensions");
    const bool isKnownOffer = !extensions || *extensions == "permessage-deflate; client_max_window_bits";
    return request.count("Host") == 1 && request.valueOf("Host") == input.url.hostHeader()
        && request.count("Sec-WebSocket-Key") == 1 && isKnownOffer
        && request.count("Sec-WebSocket-Extensions") < 2 && request.count("Sec-WebSocket-Protocol") < 2;
}

bool isLibrarys(std::string_view name)
{
    static constexpr std::string_view kNames[] = {"Host",
                                                  "Upgrade",
                                                  "Connection",
                                                  "Sec-WebSocket-Key",
                                                  "Sec-WebSocket-Version",
                                                  "Sec-WebSocket-Extensions",
                                                  "Sec-WebSocket-Protocol"};
    return std::any_of(std::begin(kNames), std::end(kNames),
                       [name](std::string_view own) { return base::equalsIgnoringCase(own, name); });
}

bool areFieldsWritable(const SnippetRequest &request)
{
    return std::all_of(request.fields.begin(), request.fields.end(), [](const auto &field) {
        const auto &[name, value] = field;
        const bool hasControl = std::any_of(value.begin(), value.end(), [](char c) {
            return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f';
        });
        const bool isProtocol = base::equalsIgnoringCase(name, "Sec-WebSocket-Protocol");
        const auto elements = base::listElements(value);
        const bool areTokens = std::all_of(elements.begin(), elements.end(), base::isToken);
        return base::isToken(name) && isUtf8Text(value) && !hasControl && (!isProtocol || areTokens);
    });
}

bool areFramesLibrarys(const plan::Plan &plan)
{
    std::vector<base::Bytes> pings; // two of the same payload would wait for one pong
    for (std::size_t i = 0; i < plan.frames.size(); ++i) {
        const plan::FramePlan &frame = plan.frames[i];
        if (!canLibrarySend(frame, plan, i + 1 == plan.frames.size()))
            return false;
        if (frame.opcode == Opcode::Ping) {
            if (std::find(pings.begin(), pings.end(), frame.payload) != pings.end())
                return false;
            pings.push_back(frame.payload);
        }
    }
    return true;
}

bool canUseLibrary(const SnippetInput &input)
{
    const SnippetRequest &request = input.request;
    return !request.isRaw && input.plan.requestCuts.empty() && request.method == "GET"
        && request.version == "HTTP/1.1" && request.isTargetOfUrl && input.plan.autoPong
        && input.plan.autoClose && hasOrdinaryHeaders(input) && areFieldsWritable(request)
        && areFramesLibrarys(input.plan) && isUtf8Text(input.plan.tls.caFile);
}

std::string fragmentsOf(const plan::FramePlan &frame)
{
    const auto literal = [&frame](base::ByteSpan part) {
        const auto text = base::asText(part);
        return frame.opcode == Opcode::Text ? pythonText(text) : pythonBytes(text);
    };
    if (frame.fragmentBytes == 0 || frame.payload.size() <= frame.fragmentBytes)
        return literal(frame.payload);
    std::string list;
    for (base::ByteSpan left = frame.payload; !left.empty();) {
        const auto part =
            left.first(static_cast<std::size_t>(std::min<std::uint64_t>(frame.fragmentBytes, left.size())));
        left = left.subspan(part.size());
        list += (list.empty() ? "" : ", ") + literal(part);
    }
    return '[' + list + ']';
}

std::string librarySend(const plan::FramePlan &frame)
{
    const std::string payload = pythonBytes(base::asText(frame.payload));
    switch (frame.opcode) {
    case Opcode::Ping:
        return "ping(" + payload + ')';
    case Opcode::Pong:
        return "pong(" + payload + ')';
    case Opcode::Close: {
        const auto body = websocket::readCloseBody(frame.payload);
        return "close(" + std::to_string(body.code.value_or(1000)) + ", " + pythonText(body.reason) + ')';
    }
    default:
        return "send(" + fragmentsOf(frame) + ')';
    }
}

std::string librarySends(const plan::Plan &plan)
{
    std::string text;
    for (const plan::FramePlan &frame : plan.frames)
        text += "        await ws." + librarySend(frame) + '\n';
    return text;
}

std::string libraryOptions(const SnippetInput &input)
{
    const SnippetRequest &request = input.request;
    std::string text;
    const auto add = [&text](const char *name, const std::string &value) {
        text += "        " + std::string(name) + '=' + value + ",\n";
    };
    if (const auto protocols = request.valueOf("Sec-WebSocket-Protocol")) {
        std::string list;
        for (const std::string_view name : base::listElements(*protocols))
            list += (list.empty() ? "" : ", ") + pythonText(name);
        add("subprotocols", '[' + list + ']');
    }
    add("compression", request.valueOf("Sec-WebSocket-Extensions") ? "\"deflate\"" : "None");
    add("open_timeout", seconds(input.plan.timeouts.upgrade));
    add("ping_interval", "None");
    add("max_size", "None");
    if (input.url.secure) {
        add("ssl", "context");
        if (!input.plan.tls.serverName.empty())
            add("server_hostname", pythonText(input.plan.tls.serverName));
    }
    return text;
}

std::string libraryHeaders(const SnippetRequest &request)
{
    std::string text;
    for (const auto &[name, value] : request.fields) {
        if (!isLibrarys(name))
            text += "    (" + pythonText(name) + ", " + pythonText(value) + "),\n";
    }
    return text;
}

std::vector<std::string> libraryNotes(const SnippetInput &input)
{
    std::vector<std::string> left;
    if (!input.plan.key.empty())
        left.emplace_back("websockets makes a fresh Sec-WebSocket-Key; the plan's is pinned.");
    if (input.request.count("User-Agent") == 0)
        left.emplace_back("websockets adds a User-Agent of its own.");
    if (!input.plan.tls.acceptedFingerprints.empty() && input.plan.tls.verify)
        left.emplace_back("Certificates that were accepted by their fingerprint are not known here.");
    return left;
}

} // namespace

Snippet pythonSnippet(const SnippetInput &input)
{
    if (!canUseLibrary(input))
        return pythonSocketSnippet(input);
    Snippet snippet;
    snippet.left = libraryNotes(input);
    std::vector<std::string> said{
        "The upgrade with the websockets library, which puts its own headers into its own order."};
    said.insert(said.end(), snippet.left.begin(), snippet.left.end());
    snippet.text = comments("# ", said)
        + filled(kProgram,
                 {libraryHeaders(input.request), input.url.secure ? contextLines(input.plan.tls) : "",
                  pythonText(input.url.text()), libraryOptions(input), librarySends(input.plan)});
    return snippet;
}

Snippet pythonSocketSnippet(const SnippetInput &input)
{
    const plan::Plan &plan = input.plan;
    Snippet snippet;
    if (!plan.tls.acceptedFingerprints.empty() && plan.tls.verify)
        snippet.left.emplace_back("Certificates that were accepted by their fingerprint are not known here.");
    std::vector<std::string> said{"The upgrade over a bare socket: these very bytes out, the answer and its "
                                  "frames in. No library could",
                                  "send them as planned."};
    said.insert(said.end(), snippet.left.begin(), snippet.left.end());
    const std::string name = plan.tls.serverName.empty() ? input.url.host : plan.tls.serverName;
    const std::string tls = input.url.secure ? contextLines(plan.tls)
            + "    sock = context.wrap_socket(sock, server_hostname=" + pythonText(name) + ")\n"
                                             : std::string();
    const auto key = input.request.valueOf("Sec-WebSocket-Key");
    // Places first, values from the plan last: a value may hold the name of a place.
    std::string form = replaced(std::string(kSocket), "%CONNECT", seconds(plan.timeouts.connect));
    form = replaced(form, "%UPGRADE", seconds(plan.timeouts.upgrade));
    const std::size_t check = form.find("%CHECK");
    const std::size_t secure = form.find("%TLS");
    const std::initializer_list<std::string> values{input.url.secure ? "import ssl\n" : "",
                                                    pythonHead(input.request.head),
                                                    pythonCuts(plan.requestCuts),
                                                    pythonFrames(plan),
                                                    pythonBool(plan.autoPong),
                                                    pythonBool(plan.autoClose),
                                                    pythonBool(!sendsClose(plan)),
                                                    pythonText(input.url.host),
                                                    std::to_string(input.url.port)};
    const auto part = [&](std::size_t from, std::size_t to) {
        return filled(std::string_view(form).substr(from, to - from), values);
    };
    snippet.text = comments("# ", said) + part(0, secure) + tls + part(secure + 4, check)
        + (key ? filled(kCheck, {pythonBytes(*key)}) : "") + part(check + 6, form.size());
    return snippet;
}

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/formats/snippetparts.h"
#include "core/websocket/closecode.h"

#include <algorithm>
#include <map>

namespace hop101::formats {
namespace {

using websocket::Opcode;

constexpr std::string_view kProgram = R"js("use strict";
const WebSocket = require("ws"); // npm install ws; Debian: apt install node-ws

const quiet = 2000; // milliseconds without a frame after which this closes
const ws = new WebSocket(%1, %2, {
%3});

let timer;
function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => ws.close(1000), quiet);
}
function said(kind, data) {
  console.log("received", kind, kind === "text" ? data.toString() : data.toString("hex"));
  wait();
}
function printHead(response) {
  console.log(`HTTP/${response.httpVersion} ${response.statusCode} ${response.statusMessage}`);
  for (let i = 0; i < response.rawHeaders.length; i += 2)
    console.log(`${response.rawHeaders[i]}: ${response.rawHeaders[i + 1]}`);
}

ws.on("upgrade", printHead);
ws.on("unexpected-response", (request, response) => {
  printHead(response);
  response.pipe(process.stdout);
  response.on("end", () => process.exit(1));
});
ws.on("message", (data, isBinary) => said(isBinary ? "binary" : "text", data));
ws.on("ping", (data) => said("ping", data));
ws.on("pong", (data) => said("pong", data));
ws.on("close", (code, reason) => {
  clearTimeout(timer);
  console.log("received close", code, reason.toString());
});
ws.on("error", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
ws.on("open", () => {
%4  wait();
});
)js";

/// What ws makes itself; another value of it is left out, and said.
constexpr std::pair<std::string_view, std::string_view> kOwn[] = {
    {"Upgrade", "websocket"},        {"Connection", "Upgrade"},        {"Sec-WebSocket-Key", ""},
    {"Sec-WebSocket-Version", "13"}, {"Sec-WebSocket-Extensions", ""}, {"Sec-WebSocket-Protocol", ""}};

bool isOwn(std::string_view name)
{
    return std::any_of(std::begin(kOwn), std::end(kOwn),
                       [name](const auto &own) { return base::equalsIgnoringCase(own.first, name); });
}

void sayOwnHeaders(const SnippetInput &input, std::vector<std::string> &left)
{
    for (const auto &[name, value] : kOwn) {
        const auto ours = input.request.valueOf(name);
        if (!value.empty() && ours && *ours != value)
            left.push_back("ws sends its own " + std::string(name) + ", not " + commentWord(*ours) + '.');
        if (!ours && name != "Sec-WebSocket-Extensions" && name != "Sec-WebSocket-Protocol")
            left.push_back("ws sends " + std::string(name) + ", which the plan leaves out.");
    }
    if (!input.plan.key.empty())
        left.emplace_back("ws makes a fresh Sec-WebSocket-Key; the plan's is pinned.");
    if (input.request.method != "GET" || input.request.version != "HTTP/1.1" || !input.request.isTargetOfUrl)
        left.emplace_back("ws's own request line is GET, the URL's path, HTTP/1.1.");
}

/// Node refuses other characters.
bool isHeaderValue(std::string_view value)
{
    return std::none_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < ' ' && c != '\t') || byte == 0x7f;
    });
}

std::string headerLines(const SnippetInput &input, std::vector<std::string> &left)
{
    std::vector<std::pair<std::string, std::vector<std::string>>> fields; // one entry a name, as Node wants
    for (const auto &[name, value] : input.request.fields) {
        const bool isUsual =
            isOwn(name) || (base::equalsIgnoringCase(name, "Host") && value == input.url.hostHeader());
        if (isUsual)
            continue;
        if (!base::isToken(name) || !isHeaderValue(value)) {
            left.push_back("Node refuses the header " + commentWord(name) + ": it is left out.");
            continue;
        }
        const auto same = std::find_if(fields.begin(), fields.end(), [&name = name](const auto &field) {
            return base::equalsIgnoringCase(field.first, name);
        });
        if (same == fields.end())
            fields.push_back({name, {value}});
        else
            same->second.push_back(value);
    }
    if (input.request.count("Host") == 0)
        left.emplace_back("ws sends Host, which the plan leaves out.");
    std::string text;
    for (const auto &[name, values] : fields) {
        std::string list;
        for (const std::string &value : values)
            list += (list.empty() ? "" : ", ") + scriptLatin1(value);
        // A computed name: "__proto__" is one, too.
        text += "    [" + scriptLatin1(name) + "]: " + (values.size() == 1 ? list : '[' + list + ']') + ",\n";
    }
    return text.empty() ? text : "  headers: {\n" + text + "  },\n";
}

std::string protocolList(const SnippetInput &input, std::vector<std::string> &left)
{
    std::string list;
    for (const auto &[name, value] : input.request.fields) {
        if (!base::equalsIgnoringCase(name, "Sec-WebSocket-Protocol"))
            continue;
        for (const std::string_view protocol : base::listElements(value)) {
            const std::string literal = scriptLatin1(protocol);
            if (!base::isToken(protocol) || list.find(literal) != std::string::npos)
                left.push_back("ws refuses the subprotocol " + commentWord(protocol) + ": it is left out.");
            else
                list += (list.empty() ? "" : ", ") + literal;
        }
    }
    return '[' + list + ']';
}

std::string optionLines(const SnippetInput &input, std::vector<std::string> &left)
{
    const plan::TlsPlan &tls = input.plan.tls;
    std::string text = headerLines(input, left);
    const auto extensions = input.request.valueOf("Sec-WebSocket-Extensions");
    const bool offers = extensions && extensions->find("permessage-deflate") != std::string::npos;
    if (extensions && *extensions != "permessage-deflate; client_max_window_bits")
        left.push_back("ws writes its own offer of extensions, not " + commentWord(*extensions) + '.');
    text += offers ? "  perMessageDeflate: { threshold: 0 },\n" : "  perMessageDeflate: false,\n";
    text += "  handshakeTimeout: " + std::to_string(input.plan.timeouts.upgrade.count()) + ",\n";
    if (!tls.verify)
        text += "  rejectUnauthorized: false,\n";
    if (!tls.caFile.empty()) {
        if (isUtf8Text(tls.caFile))
            text += "  ca: require(\"fs\").readFileSync(" + scriptText(tls.caFile) + "),\n";
        else
            left.emplace_back("The name of the CA file is not UTF-8: it is left out.");
    }
    if (!tls.serverName.empty())
        text += "  servername: " + scriptLatin1(tls.serverName) + ",\n";
    return text;
}

std::string dataOf(const plan::FramePlan &frame, base::ByteSpan part)
{
    const auto text = base::asText(part);
    return frame.opcode == Opcode::Text && isUtf8Text(text)
        ? scriptText(text)
        : "Buffer.from(\"" + base::toHex(part) + "\", \"hex\")";
}

std::string messageLines(const plan::FramePlan &frame)
{
    std::string text;
    base::ByteSpan left = frame.payload;
    do {
        const std::size_t most = frame.fragmentBytes == 0
            ? left.size()
            : static_cast<std::size_t>(std::min<std::uint64_t>(frame.fragmentBytes, left.size()));
        const auto part = left.first(most);
        left = left.subspan(most);
        std::string options = "binary: " + std::string(frame.opcode == Opcode::Text ? "false" : "true");
        options += frame.compress ? "" : ", compress: false";
        options += frame.fragmentBytes == 0 ? "" : left.empty() ? ", fin: true" : ", fin: false";
        text += "  ws.send(" + dataOf(frame, part) + ", { " + options + " });\n";
    } while (!left.empty());
    return text;
}

/// Empty where ws cannot send it.
std::string frameLines(const plan::FramePlan &frame, const plan::Plan &plan)
{
    if (!isOrdinary(frame, plan))
        return {};
    const std::string bytes = "Buffer.from(\"" + base::toHex(frame.payload) + "\", \"hex\")";
    if (frame.opcode == Opcode::Ping)
        return "  ws.ping(" + bytes + ");\n";
    if (frame.opcode == Opcode::Pong)
        return "  ws.pong(" + bytes + ");\n";
    if (frame.opcode != Opcode::Close)
        return messageLines(frame);
    const auto body = websocket::readCloseBody(frame.payload);
    if (frame.payload.empty())
        return "  ws.close();\n";
    if (!body.code || !websocket::isCloseCodeAllowed(*body.code) || !isUtf8Text(body.reason))
        return {};
    return "  ws.close(" + std::to_string(*body.code) + ", " + scriptText(body.reason) + ");\n";
}

std::string sendLines(const plan::Plan &plan, std::vector<std::string> &left)
{
    std::string text;
    bool isClosed = false;
    for (std::size_t i = 0; i < plan.frames.size(); ++i) {
        const std::string lines = isClosed ? std::string() : frameLines(plan.frames[i], plan);
        if (lines.empty())
            left.push_back("ws cannot send " + frameName(plan, i) + " as planned: it is left out.");
        text += lines;
        isClosed = isClosed || (!lines.empty() && plan.frames[i].opcode == Opcode::Close);
    }
    return text;
}

} // namespace

Snippet nodeSnippet(const SnippetInput &input)
{
    Snippet snippet;
    addRequestLimits(input, "ws", snippet.left);
    sayOwnHeaders(input, snippet.left);
    if (!input.plan.autoPong)
        snippet.left.emplace_back("ws answers pings by itself.");
    const std::string protocols = protocolList(input, snippet.left);
    const std::string options = optionLines(input, snippet.left);
    const std::string sends = sendLines(input.plan, snippet.left);
    std::vector<std::string> said{"The upgrade with ws, which puts its own headers into its own order."};
    said.insert(said.end(), snippet.left.begin(), snippet.left.end());
    snippet.text =
        comments("// ", said) + filled(kProgram, {scriptText(input.url.text()), protocols, options, sends});
    return snippet;
}

} // namespace hop101::formats

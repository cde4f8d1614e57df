// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/formats/snippetparts.h"
#include "core/websocket/closecode.h"
#include "core/websocket/utf8.h"

#include <algorithm>

namespace hop101::formats {
namespace {

using websocket::Opcode;

constexpr std::string_view kProgram = R"py(import asyncio
import ssl
import sys

import websockets  # pip install websockets; Debian: apt install python3-websockets

QUIET = 2.0  # seconds without a message after which this closes
HEADERS = [
%1]
# The name of the argument changed with websockets 14.
EXTRA = "extra_headers" if int(websockets.__version__.split(".")[0]) < 14 else "additional_headers"


async def main():
%2    connection = websockets.connect(
        %3,
        **{EXTRA: HEADERS},
%4    )
    async with connection as ws:
        head = getattr(ws, "response_headers", None) or ws.response.headers
        print("HTTP/1.1 101 Switching Protocols")
        for name, value in head.raw_items():
            print(f"{name}: {value}")
%5        try:
            while True:
                message = await asyncio.wait_for(ws.recv(), QUIET)
                if isinstance(message, str):
                    print("received text", message)
                else:
                    print("received binary", message.hex())
        except asyncio.TimeoutError:
            await ws.close()
        except websockets.ConnectionClosed:
            pass
        print("received close", ws.close_code, ws.close_reason)


try:
    asyncio.run(main())
except (OSError, asyncio.TimeoutError, websockets.InvalidHandshake) as error:
    sys.exit(f"Not upgraded: {error or type(error).__name__}")
)py";

constexpr std::string_view kSocket = R"py(import base64
import hashlib
import os
import socket
%1import sys
import time
import zlib

QUIET = 2.0  # seconds without a frame after which this ends
REQUEST = (
%2)
REQUEST_CUTS = %3  # (split at, seconds to wait)
# The frame's header, its mask key (None: unmasked, b"": a fresh one), its payload, its cuts
FRAMES = [
%4]
ANSWERS_PINGS = %5
ANSWERS_CLOSE = %6
CLOSES_ITSELF = %7


def write_in_pieces(sock, data, cuts):
    done = 0
    for at, wait in cuts:
        at = max(done, min(at, len(data)))
        sock.sendall(data[done:at])
        done = at
        time.sleep(wait)
    sock.sendall(data[done:])


def masked(data, key):
    long_key = (key * (len(data) // 4 + 1))[:len(data)]
    return (int.from_bytes(data, "big") ^ int.from_bytes(long_key, "big")).to_bytes(len(data), "big")


def frame(header, mask, payload):
    if mask is None:
        return header + payload
    mask = mask or os.urandom(4)
    return header + mask + masked(payload, mask)


class Reader:
    def __init__(self, sock):
        self.sock, self.data = sock, b""

    def take(self, size):
        """Exactly that many bytes; EOFError at the end, TimeoutError where it stays quiet."""
        while len(self.data) < size:
            self.more()
        taken, self.data = self.data[:size], self.data[size:]
        return taken

    def take_head(self):
        while b"\r\n\r\n" not in self.data:
            self.more()
        return self.take(self.data.index(b"\r\n\r\n") + 4)

    def more(self):
        piece = self.sock.recv(65536)
        if not piece:
            raise EOFError("The server closed the connection.")
        self.data += piece


def read_frames(sock, reader):
    names = {1: "text", 2: "binary", 8: "close", 9: "ping", 10: "pong"}
    inflater = zlib.decompressobj(-15)
    message, kind, is_compressed = b"", 0, False
    while True:
        first, second = reader.take(2)
        size = second & 127
        if size > 125:
            size = int.from_bytes(reader.take(2 if size == 126 else 8), "big")
        mask = reader.take(4) if second & 128 else None
        payload = reader.take(size)
        if mask:
            payload = masked(payload, mask)
        opcode = first & 15
        if opcode < 8:
            if opcode:
                message, kind, is_compressed = b"", opcode, first & 64
            message += payload
            if not first & 128:
                continue  # more fragments
            opcode, payload = kind, message
            if is_compressed:
                payload = inflater.decompress(payload + b"\0\0\xff\xff")
        if opcode == 1:
            shown = payload.decode(errors="backslashreplace")
        elif opcode == 8 and len(payload) > 1:
            shown = f"{int.from_bytes(payload[:2], 'big')} {payload[2:].decode(errors='backslashreplace')}"
        else:
            shown = payload.hex()
        print("received", names.get(opcode, f"opcode {opcode}"), shown, flush=True)
        if opcode == 9 and ANSWERS_PINGS:
            sock.sendall(frame(bytes([0x8A, 128 | size]), b"", payload))
        if opcode == 8:
            return payload


def main():
    sock = socket.create_connection((%8, %9), timeout=%CONNECT)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
%TLS    sock.settimeout(%UPGRADE)
    write_in_pieces(sock, REQUEST, REQUEST_CUTS)
    reader = Reader(sock)
    head = reader.take_head()
    print(head.decode("latin-1").replace("\r\n", "\n"), end="")
    if head.split(b" ", 2)[1:2] != [b"101"]:
        sys.exit("Not upgraded.")
%CHECK    sock.settimeout(QUIET)
    for header, mask, payload, cuts in FRAMES:
        write_in_pieces(sock, frame(header, mask, payload), cuts)
    closes = CLOSES_ITSELF
    while True:
        try:
            close = read_frames(sock, reader)
            if ANSWERS_CLOSE and closes:
                sock.sendall(frame(bytes([0x88, 128 | len(close)]), b"", close))
            return
        except TimeoutError:
            if not closes:
                return
            closes = False
            sock.sendall(frame(b"\x88\x82", b"", b"\x03\xe8"))


try:
    main()
except (OSError, EOFError) as error:
    sys.exit(f"{error or type(error).__name__}")
)py";

constexpr std::string_view kCheck = R"py(    key = %1
    accept = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
    answers = [line.split(b":", 1)[1].strip() for line in head.split(b"\r\n")
               if line.lower().startswith(b"sec-websocket-accept:")]
    if answers != [accept]:
        sys.exit(f"Sec-WebSocket-Accept is not {accept.decode()}.")
)py";

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

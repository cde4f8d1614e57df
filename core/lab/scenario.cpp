// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenario.h"

#include "core/base/text.h"

#include <array>

namespace hop101::lab {
namespace {

using hop::ServerOptions;
using plan::FramePlan;
using websocket::Opcode;

constexpr std::chrono::milliseconds kSlow{5'000};
constexpr std::chrono::milliseconds kPieceWait{1'000};
constexpr int kPings = 100;

FramePlan textFrame(std::string_view text)
{
    FramePlan frame;
    frame.payload = base::toBytes(text);
    frame.compress = false;
    return frame;
}

FramePlan closeFrame(std::uint16_t code, std::string_view reason)
{
    FramePlan frame;
    frame.opcode = Opcode::Close;
    frame.payload = {std::byte(code >> 8), std::byte(code & 0xff)};
    base::append(frame.payload, base::asBytes(reason));
    return frame;
}

void refuseWith(ServerOptions &options, int status, std::vector<http::FieldToWrite> headers,
                std::string_view body)
{
    hop::RefusePlan refuse;
    refuse.status = status;
    refuse.headers = std::move(headers);
    refuse.body = base::toBytes(body);
    options.refuse = std::move(refuse);
}

void echo(ServerOptions &options)
{
    options.echo = true;
}

void silent(ServerOptions &options)
{
    options.echo = false;
}

void greet(ServerOptions &options)
{
    options.greeting = {textFrame(R"({"type":"hello","from":"Hop101"})")};
}

void fragments(ServerOptions &options)
{
    FramePlan first = textFrame("A message ");
    first.fin = false;
    FramePlan ping = textFrame("between");
    ping.opcode = Opcode::Ping;
    FramePlan middle = textFrame("in three frames, ");
    middle.opcode = Opcode::Continuation;
    middle.fin = false;
    FramePlan last = textFrame("with a ping among them.");
    last.opcode = Opcode::Continuation;
    options.greeting = {first, ping, middle, last};
}

void slowFrame(ServerOptions &options)
{
    FramePlan frame = textFrame("This frame comes in four pieces.");
    frame.cuts = {{1, kPieceWait}, {2, kPieceWait}, {12, kPieceWait}};
    options.greeting = {frame};
}

void pings(ServerOptions &options)
{
    for (int i = 1; i <= kPings; ++i) {
        FramePlan ping = textFrame(std::to_string(i));
        ping.opcode = Opcode::Ping;
        options.greeting.push_back(std::move(ping));
    }
}

void closes(ServerOptions &options)
{
    options.greeting = {closeFrame(1011, "something went wrong")};
}

void cuts(ServerOptions &options)
{
    options.cutsAfterGreeting = true;
}

void slowAnswer(ServerOptions &options)
{
    options.answerDelay = kSlow;
}

void noAnswer(ServerOptions &options)
{
    options.answers = false;
}

void login(ServerOptions &options)
{
    refuseWith(options, 401, {{"WWW-Authenticate", "Bearer realm=\"hop101\""}}, "Log in first.\n");
}

void redirect(ServerOptions &options)
{
    refuseWith(options, 302, {{"Location", "/elsewhere"}}, {});
}

void busy(ServerOptions &options)
{
    refuseWith(options, 503, {{"Retry-After", "5"}}, "Come again later.\n");
}

void page(ServerOptions &options)
{
    refuseWith(options, 200, {{"Content-Type", "text/html; charset=utf-8"}},
               "<!doctype html><title>Home</title><p>This path is a page, not a WebSocket.</p>\n");
}

void wrongAccept(ServerOptions &options)
{
    options.upgradeFields = {{"Sec-WebSocket-Accept", "ICX+Yqv66kxgM0FcWaLWlFLwTAI="}}; // of a key of zeros
}

void connectionClose(ServerOptions &options)
{
    options.upgradeFields = {{"Connection", "close"}};
}

void unaskedSubprotocol(ServerOptions &options)
{
    options.upgradeFields = {{"Sec-WebSocket-Protocol", "hop101.unasked"}};
}

void noSubprotocol(ServerOptions &options)
{
    options.upgradeFields = {{"Sec-WebSocket-Protocol", {}}};
}

void unaskedExtension(ServerOptions &options)
{
    options.deflate.reset();
    options.upgradeFields = {{"Sec-WebSocket-Extensions", "x-hop101-unasked"}};
}

void contentLength(ServerOptions &options)
{
    options.upgradeFields = {{"Content-Length", "0"}};
}

void masked(ServerOptions &options)
{
    FramePlan frame = textFrame("Only clients mask.");
    frame.masking = plan::Masking::On;
    options.greeting = {frame};
}

void unaskedCompression(ServerOptions &options)
{
    FramePlan frame = textFrame("RSV1 without permessage-deflate");
    frame.rsv1 = true;
    options.deflate.reset();
    options.greeting = {frame};
}

void badUtf8(ServerOptions &options)
{
    FramePlan frame = textFrame("This text ends in \xc3");
    options.greeting = {frame};
}

constexpr auto kScenarios = std::to_array<Scenario>({
    {"echo", HOP101_TEXT("lab", "Echo"),
     HOP101_TEXT("lab", "Answers a right upgrade with 101 and returns every message."), &echo},
    {"silent", HOP101_TEXT("lab", "Says nothing"),
     HOP101_TEXT("lab", "Accepts, answers pings and Close, and sends no message."), &silent},
    {"greet", HOP101_TEXT("lab", "Speaks first"),
     HOP101_TEXT("lab", "Sends a message directly behind the 101, often in the same read, then echoes."),
     &greet},
    {"fragments", HOP101_TEXT("lab", "Fragments"),
     HOP101_TEXT("lab", "Sends a message in three frames with a ping among them, then echoes."), &fragments},
    {"slow-frame", HOP101_TEXT("lab", "Slow frame"),
     HOP101_TEXT("lab", "Sends one frame in four pieces over three seconds, cut within its header, too."),
     &slowFrame},
    {"pings", HOP101_TEXT("lab", "Many pings"),
     HOP101_TEXT("lab", "Sends 100 pings at once, each of which wants a pong, then echoes."), &pings},
    {"close-1011", HOP101_TEXT("lab", "Closes with 1011"),
     HOP101_TEXT("lab", "Accepts, and closes at once with 1011, as servers do that fail."), &closes},
    {"cut", HOP101_TEXT("lab", "Cuts"),
     HOP101_TEXT("lab", "Accepts, and ends the connection without a Close: a client sees 1006."), &cuts},
    {"slow-answer", HOP101_TEXT("lab", "Slow answer"), HOP101_TEXT("lab", "Answers five seconds late."),
     &slowAnswer},
    {"no-answer", HOP101_TEXT("lab", "No answer"),
     HOP101_TEXT("lab", "Reads the request and never answers: it is for the client to give up."), &noAnswer},
    {"login", HOP101_TEXT("lab", "Login needed"),
     HOP101_TEXT("lab", "Refuses with 401 and WWW-Authenticate."), &login},
    {"redirect", HOP101_TEXT("lab", "Redirect"),
     HOP101_TEXT("lab", "Answers 302 with another path, which browsers do not follow for a WebSocket."),
     &redirect},
    {"busy", HOP101_TEXT("lab", "Busy"),
     HOP101_TEXT("lab", "Refuses with 503 and Retry-After: does the client come again, and when?"), &busy},
    {"page", HOP101_TEXT("lab", "Page in place of a WebSocket"),
     HOP101_TEXT("lab", "Answers 200 with a page, as servers do that do not know the path."), &page},
    {"wrong-accept", HOP101_TEXT("lab", "Wrong accept"),
     HOP101_TEXT("lab", "Answers 101 with the Sec-WebSocket-Accept of another key: a client must fail."),
     &wrongAccept},
    {"connection-close", HOP101_TEXT("lab", "Connection: close"),
     HOP101_TEXT("lab", "Answers 101 with \"Connection: close\", as behind a proxy that sets it."),
     &connectionClose},
    {"unasked-subprotocol", HOP101_TEXT("lab", "Subprotocol not asked for"),
     HOP101_TEXT("lab", "Answers 101 with a subprotocol that the client did not offer."),
     &unaskedSubprotocol},
    {"no-subprotocol", HOP101_TEXT("lab", "No subprotocol"),
     HOP101_TEXT("lab", "Accepts, and names no subprotocol, whatever was offered."), &noSubprotocol},
    {"unasked-extension", HOP101_TEXT("lab", "Extension not asked for"),
     HOP101_TEXT("lab", "Answers 101 with an extension that the client did not offer."), &unaskedExtension},
    {"content-length", HOP101_TEXT("lab", "101 with Content-Length"),
     HOP101_TEXT("lab", "Answers 101 with a Content-Length, which it must not have."), &contentLength},
    {"masked", HOP101_TEXT("lab", "Masked frame"),
     HOP101_TEXT("lab", "Sends a masked frame, which only a client may."), &masked},
    {"unasked-compression", HOP101_TEXT("lab", "Compression not agreed"),
     HOP101_TEXT("lab", "Sends a frame with RSV1 set, and permessage-deflate was not agreed."),
     &unaskedCompression},
    {"bad-utf8", HOP101_TEXT("lab", "Broken UTF-8"),
     HOP101_TEXT("lab", "Sends a text message that ends within a character."), &badUtf8},
    {"qt-echo", HOP101_TEXT("lab", "Qt's echo"),
     HOP101_TEXT("lab",
                 "Echo from QWebSocketServer, an implementation that is not ours; also /ticker, /chat "
                 "and /binary."),
     nullptr},
});

} // namespace

std::span<const Scenario> scenarios() noexcept
{
    return kScenarios;
}

const Scenario *findScenario(std::string_view name) noexcept
{
    for (const Scenario &scenario : kScenarios) {
        if (name == scenario.name)
            return &scenario;
    }
    return nullptr;
}

std::string scenarioNames()
{
    std::string names;
    for (const Scenario &scenario : kScenarios)
        names += (names.empty() ? "" : ", ") + std::string(scenario.name);
    return names;
}

} // namespace hop101::lab

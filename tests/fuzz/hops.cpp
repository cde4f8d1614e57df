// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/clientactor.h"
#include "core/hop/serveractor.h"
#include "tests/fuzz/hoprun.h"
#include "tests/fuzz/targets.h"

#include <vector>

namespace hop101::fuzz {
namespace {

using hop::Direction;

constexpr const char *kOffers[] = {
    "",
    "permessage-deflate",
    "permessage-deflate; client_max_window_bits",
    "permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9",
};

/// Small limits, so that a small input reaches them.
plan::Limits limitsFrom(unsigned bits)
{
    plan::Limits limits;
    limits.inflatedMessageBytes = (bits & 1U) ? 100 : 256 * 1024;
    if ((bits & 2U) != 0)
        limits.messageBytes = 200;
    return limits;
}

plan::Plan clientPlan(unsigned behaviour, unsigned content)
{
    plan::Plan plan = plan::defaultPlan("ws://h/chat");
    plan.key = "dGhlIHNhbXBsZSBub25jZQ==";
    plan.autoPong = (behaviour & 2U) == 0;
    plan.autoClose = (behaviour & 4U) == 0;
    plan.onError = (behaviour & 8U) ? plan::OnError::KeepOpen : plan::OnError::Fail;
    plan.autoMask = (behaviour & 16U) == 0;
    plan.limits = limitsFrom(content >> 2U);
    std::erase_if(plan.headers, [](const auto &row) { return row.name == "Sec-WebSocket-Extensions"; });
    if (const char *offer = kOffers[content & 3U]; *offer)
        plan.headers.push_back({"Sec-WebSocket-Extensions", offer});
    if ((content & 16U) != 0)
        plan.headers.push_back({"Sec-WebSocket-Protocol", "chat, superchat"});
    if ((content & 32U) != 0)
        plan.requestCuts = {{1, std::chrono::milliseconds(5)}, {40, {}}, {9999, {}}};
    for (unsigned i = 0; i < content >> 6U; ++i)
        plan.frames.push_back({i % 2 == 0 ? websocket::Opcode::Text : websocket::Opcode::Ping,
                               base::toBytes("a frame of the plan, a frame of the plan")});
    return plan;
}

hop::ServerOptions serverOptions(unsigned behaviour, unsigned content)
{
    hop::ServerOptions server;
    server.echo = (behaviour & 1U) != 0;
    server.autoPong = (behaviour & 2U) == 0;
    server.autoClose = (behaviour & 4U) == 0;
    server.onError = (behaviour & 8U) ? plan::OnError::KeepOpen : plan::OnError::Fail;
    if ((content & 1U) != 0)
        server.deflate.reset();
    else if ((content & 2U) != 0)
        server.deflate = websocket::DeflateServerOptions{true, true, 9, 10};
    if ((content & 16U) != 0)
        server.subprotocols = {"superchat", "chat"};
    return server;
}

bool isClean(const plan::Plan &plan)
{
    return plan.onError == plan::OnError::Fail && plan.autoMask;
}

} // namespace

// Each input: two bytes of options, then the steps.

void hopClient(base::ByteSpan input)
{
    Script script(input);
    const unsigned behaviour = script.byte();
    const plan::Plan plan = clientPlan(behaviour, script.byte());
    HopRun::Options options;
    options.self = Direction::FromLeft;
    options.limits = plan.limits;
    options.isHeld = (behaviour & 32U) != 0;
    options.isClean = (behaviour & 64U) == 0 && isClean(plan);
    options.plannedBytes = 1024;
    if ((behaviour & 128U) != 0) {
        HopRun(nullptr, options).play(script);
        return;
    }
    const auto url = plan::parseUrl(plan.url).value();
    hop::ClientActor actor(
        plan, plan::requestHead(plan, url, plan.key),
        [key = std::uint8_t{0}]() mutable {
            ++key;
            return websocket::MaskKey{std::byte{key}, std::byte{2}, std::byte{3}, std::byte{4}};
        },
        {.echo = (behaviour & 1U) != 0});
    HopRun(&actor, options).play(script);
}

void hopServer(base::ByteSpan input)
{
    Script script(input);
    const unsigned behaviour = script.byte();
    const unsigned content = script.byte();
    hop::ServerOptions server = serverOptions(behaviour, content);
    HopRun::Options options;
    options.self = Direction::FromRight;
    options.isHeld = (behaviour & 32U) != 0;
    options.isClean = (behaviour & 64U) == 0 && server.onError == plan::OnError::Fail;
    options.limits = limitsFrom(content >> 2U);
    if ((behaviour & 128U) != 0) {
        HopRun(nullptr, options).play(script);
        return;
    }
    hop::ServerActor actor(std::move(server));
    HopRun(&actor, options).play(script);
}

} // namespace hop101::fuzz

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/eventnames.h"

#include <algorithm>

namespace hop101::capture {

const char *kindName(hop::EventKind kind) noexcept
{
    switch (kind) {
    case hop::EventKind::Connected:
        return "connected";
    case hop::EventKind::TlsUp:
        return "tlsUp";
    case hop::EventKind::RequestHead:
        return "requestHead";
    case hop::EventKind::ResponseHead:
        return "responseHead";
    case hop::EventKind::Body:
        return "body";
    case hop::EventKind::ProtocolSwitched:
        return "protocolSwitched";
    case hop::EventKind::Frame:
        return "frame";
    case hop::EventKind::RawRun:
        return "raw";
    case hop::EventKind::Closed:
        return "closed";
    case hop::EventKind::Failed:
        return "failed";
    case hop::EventKind::Gap:
        return "gap";
    case hop::EventKind::Note:
        return "note";
    }
    return "unknown";
}

const char *stageName(hop::FailStage stage) noexcept
{
    switch (stage) {
    case hop::FailStage::Resolve:
        return "resolve";
    case hop::FailStage::Connect:
        return "connect";
    case hop::FailStage::ConnectTimeout:
        return "connectTimeout";
    case hop::FailStage::Tls:
        return "tls";
    case hop::FailStage::TlsTimeout:
        return "tlsTimeout";
    case hop::FailStage::Certificate:
        return "certificate";
    case hop::FailStage::UpgradeTimeout:
        return "upgradeTimeout";
    case hop::FailStage::CloseTimeout:
        return "closeTimeout";
    case hop::FailStage::Cancelled:
        return "cancelled";
    case hop::FailStage::Io:
        return "io";
    }
    return "unknown";
}

const char *causeName(hop::EndCause cause) noexcept
{
    switch (cause) {
    case hop::EndCause::Fin:
        return "fin";
    case hop::EndCause::Reset:
        return "reset";
    case hop::EndCause::ByUs:
        return "byUs";
    }
    return "unknown";
}

std::string opcodeName(websocket::Opcode opcode)
{
    switch (opcode) {
    case websocket::Opcode::Continuation:
        return "continuation";
    case websocket::Opcode::Text:
        return "text";
    case websocket::Opcode::Binary:
        return "binary";
    case websocket::Opcode::Close:
        return "close";
    case websocket::Opcode::Ping:
        return "ping";
    case websocket::Opcode::Pong:
        return "pong";
    }
    return "reserved " + std::to_string(static_cast<unsigned>(opcode));
}

std::optional<hop::EventKind> kindFromName(std::string_view name) noexcept
{
    for (auto number = static_cast<int>(hop::EventKind::Connected);
         number <= static_cast<int>(hop::EventKind::Note); ++number) {
        const auto kind = static_cast<hop::EventKind>(number);
        if (name == kindName(kind))
            return kind;
    }
    return std::nullopt;
}

std::optional<std::uint16_t> opcodeFromName(std::string_view name)
{
    constexpr std::uint16_t kOpcodes = 16;
    for (std::uint16_t number = 0; number < kOpcodes; ++number) {
        if (name == opcodeName(static_cast<websocket::Opcode>(number)))
            return number;
    }
    return std::nullopt;
}

const char *roleName(Role role) noexcept
{
    switch (role) {
    case Role::Client:
        return "client";
    case Role::Proxy:
        return "proxy";
    case Role::Server:
        return "server";
    }
    return "";
}

const char *senderName(std::span<const Hop> hops, std::span<const Party> parties, base::HopId hopId,
                       hop::Direction direction) noexcept
{
    const bool isLeft = direction == hop::Direction::FromLeft;
    // Hops are numbered from 1 without a gap.
    const bool isKnown = hopId && hopId.value <= hops.size();
    const base::PartyId sender = !isKnown ? base::PartyId{}
        : isLeft                          ? hops[hopId.value - 1].left
                                          : hops[hopId.value - 1].right;
    for (const Party &party : parties) {
        if (sender && party.id == sender)
            return roleName(party.role);
    }
    return isLeft ? "client" : "server";
}

} // namespace hop101::capture

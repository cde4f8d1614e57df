// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"
#include "core/hop/event.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hop101::capture {

// The names of kinds and numbers, as they stand in JSON (docs/cli-json.md) and in SQL
// (docs/capture-format.md). They never change.

const char *kindName(hop::EventKind kind) noexcept;
std::optional<hop::EventKind> kindFromName(std::string_view name) noexcept;
const char *stageName(hop::FailStage stage) noexcept;
const char *causeName(hop::EndCause cause) noexcept;
/// "text", "close"…; "reserved 3" for opcodes without a name.
std::string opcodeName(websocket::Opcode opcode);
/// The number of that name; nothing where no opcode is called so.
std::optional<std::uint16_t> opcodeFromName(std::string_view name);
/// "client", "proxy" or "server".
const char *roleName(Role role) noexcept;
/// The role of the party that sent it, as far as the capture tells.
const char *senderName(std::span<const Hop> hops, std::span<const Party> parties, base::HopId hop,
                       hop::Direction direction) noexcept;

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/formats/json.h"

namespace hop101::formats {

/// The most bytes of one event's payload that stand in its JSON.
inline constexpr std::size_t kMaxEventBytes = 4096;

/// The names that stand in JSON (docs/cli-json.md).
const char *kindName(hop::EventKind kind) noexcept;
const char *stageName(hop::FailStage stage) noexcept;
const char *causeName(hop::EndCause cause) noexcept;
/// "text", "close"…; "reserved 3" for opcodes without a name.
std::string opcodeName(websocket::Opcode opcode);
/// The role of the party that sent it: "client", "proxy" or "server".
std::string senderName(const capture::Reader &reader, base::HopId hop, hop::Direction direction);

/// One event with its findings and at most kMaxEventBytes of its payload.
Json eventJson(const capture::Reader &reader, const hop::Event &event);
/// One finding, with found and expected values.
Json findingJson(const capture::Reader &reader, const hop::Finding &finding);

} // namespace hop101::formats

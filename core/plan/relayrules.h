// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hop101::plan {

// What a relay changes on its way. Where no rule matches, a head or message goes on byte for byte.

/// Who sent it.
enum class RelayDirection : std::uint8_t { FromClient, FromServer, Both };
/// What a rule looks at.
enum class RelayPart : std::uint8_t { Request, Response, Message };
enum class RelayAction : std::uint8_t {
    Hold, ///< waits at a breakpoint until somebody releases it
    Drop, ///< a message only; control frames, too
    Replace, ///< every `match` in a text or binary message becomes `text`; empty match: the whole message
    SetHeader, ///< of a head: the first field of that name gets this value, others go; added where none is
    AddHeader, ///< one more, behind the others
    RemoveHeader, ///< all of that name
    SendBefore, ///< `frame` goes out before the message
    SendAfter,
};

/// One change. Applied in the order of the list; a dropped message meets no further rule.
struct RelayRule
{
    RelayDirection direction = RelayDirection::Both; ///< of a message; heads have theirs
    RelayPart part = RelayPart::Message;
    RelayAction action = RelayAction::Drop;
    std::optional<websocket::Opcode> opcode{}; ///< messages of this one; nothing: of all
    std::string match; ///< bytes that the message must contain; empty: any message
    std::string text; ///< what Replace puts there
    std::string name, value; ///< of a header
    FramePlan frame{}; ///< of SendBefore and SendAfter
    std::uint64_t times = 0; ///< how often it is applied on a connection; 0: always
    bool operator==(const RelayRule &) const = default;
};

struct RelayRules
{
    std::vector<RelayRule> rules{};
    /// Host and Origin of each request become those of the target, so that a server which looks at them
    /// answers.
    bool rewritesHost = false;

    bool isEmpty() const noexcept { return rules.empty() && !rewritesHost; }
    bool operator==(const RelayRules &) const = default;
};

/// The most bytes of a message that is looked into or held, in bytes; a larger one goes on as it is.
inline constexpr std::size_t kMaxEditedBytes = std::size_t{16} * 1024 * 1024;

/// Something that waits at a breakpoint.
struct HeldMessage
{
    std::uint64_t id = 0;
    std::uint64_t connection = 0;
    RelayDirection direction = RelayDirection::FromClient;
    RelayPart part = RelayPart::Message;
    websocket::Opcode opcode = websocket::Opcode::Text; ///< of a message
    std::string bytes; ///< the head, or the message, inflated
};

} // namespace hop101::plan

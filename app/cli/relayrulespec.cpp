// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/relayrulespec.h"

#include "app/cli/requestplan.h"
#include "app/cli/values.h"
#include "core/base/ascii.h"

#include <array>
#include <utility>

namespace hop101::cli {

using plan::RelayAction;
using plan::RelayDirection;
using plan::RelayPart;
using plan::RelayRule;

namespace {

constexpr std::array<std::pair<const char *, websocket::Opcode>, 5> kKinds{{
    {"text:", websocket::Opcode::Text},
    {"binary:", websocket::Opcode::Binary},
    {"close:", websocket::Opcode::Close},
    {"ping:", websocket::Opcode::Ping},
    {"pong:", websocket::Opcode::Pong},
}};

bool takePrefix(std::string_view &text, std::string_view prefix)
{
    const bool isThere = text.starts_with(prefix);
    if (isThere)
        text.remove_prefix(prefix.size());
    return isThere;
}

bool takesText(RelayAction action)
{
    return action == RelayAction::Replace || action == RelayAction::SendBefore
        || action == RelayAction::SendAfter;
}

base::Result<RelayRule, UsageError> headRule(RelayRule rule, const std::string &option, std::string_view text)
{
    rule.part = takePrefix(text, "response:") ? RelayPart::Response : RelayPart::Request;
    if (rule.part == RelayPart::Request)
        (void)takePrefix(text, "request:");
    if (rule.action == RelayAction::RemoveHeader) {
        rule.name = text;
    } else {
        auto row = headerFrom(std::string(text));
        if (!row)
            return UsageError{option + ' ' + inQuotes(text)
                              + " is no header: write [request:|response:]Name: value."};
        rule.name = row.value().name;
        rule.value = row.value().value;
    }
    if (!base::isToken(rule.name))
        return UsageError{option + ' ' + inQuotes(text) + " has no name that a header can have."};
    return rule;
}

base::Result<RelayRule, UsageError> messageRule(RelayRule rule, const std::string &option,
                                                std::string_view text)
{
    if (rule.action == RelayAction::Hold && (text.starts_with("request:") || text.starts_with("response:"))) {
        rule.part = takePrefix(text, "request:") ? RelayPart::Request : RelayPart::Response;
        if (rule.part == RelayPart::Response)
            (void)takePrefix(text, "response:");
        rule.match = text;
        return rule;
    }
    if (takePrefix(text, "client:"))
        rule.direction = RelayDirection::FromClient;
    else if (takePrefix(text, "server:"))
        rule.direction = RelayDirection::FromServer;
    for (const auto &[prefix, opcode] : kKinds)
        if (!rule.opcode && takePrefix(text, prefix))
            rule.opcode = opcode;
    if (!takesText(rule.action)) {
        rule.match = text;
        return rule;
    }
    const std::size_t arrow = text.find("=>");
    if (arrow == std::string_view::npos)
        return UsageError{option + ' ' + inQuotes(text)
                          + " says not what to put there: write [client:|server:][KIND:]MATCH=>TEXT."};
    rule.match = text.substr(0, arrow);
    rule.text = text.substr(arrow + 2);
    rule.frame.payload = base::toBytes(rule.text);
    return rule;
}

} // namespace

base::Result<RelayRule, UsageError> relayRuleFrom(RelayAction action, const std::string &option,
                                                  const std::string &text)
{
    RelayRule rule;
    rule.action = action;
    const bool isOfHead = action == RelayAction::SetHeader || action == RelayAction::AddHeader
        || action == RelayAction::RemoveHeader;
    return isOfHead ? headRule(std::move(rule), option, text) : messageRule(std::move(rule), option, text);
}

} // namespace hop101::cli

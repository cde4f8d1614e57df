// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace hop101::rules {

enum class Severity : std::uint8_t { None = 0, Note = 1, Warning = 2, Error = 3 };

/// What a rule is about. Rules of Request and Response make the verdict of an exchange.
enum class Stage : std::uint8_t { Request, Response, Frame, Behaviour };

/// Every rule of rules.def. The numbers stand in captures: they never change and are never used again.
enum class Rule : std::uint16_t {
#ifndef Q_MOC_RUN // moc reads no include inside an enum
#define RULE(number, id, stage, severity, section, also, closeCode, title, meaning) id = number,
#include "core/rules/rules.def"
#undef RULE
#endif
};

struct RuleInfo
{
    Rule rule;
    const char *id; ///< the enumerator's name: stable, used in JSON, filters and docs
    Stage stage;
    Severity severity;
    const char *section; ///< binds the sender, "RFC 6455 4.2.2"
    const char *also; ///< other sections, "" where none
    std::uint16_t closeCode; ///< with which the actor fails the connection; 0: it does not
    const char *title; ///< what holds when it holds: "Status is 101"
    const char *meaning; ///< one sentence: what it means when it is broken
};

/// All rules, in table order.
std::span<const RuleInfo> allRules() noexcept;
const RuleInfo &info(Rule rule) noexcept;
/// By number, as read from a file that may be newer or damaged.
std::optional<Rule> ruleFromNumber(std::uint16_t number) noexcept;
std::optional<Rule> ruleFromId(std::string_view id) noexcept;
/// "error", "warning", "note" or "".
const char *severityName(Severity severity) noexcept;

} // namespace hop101::rules

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rule.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace hop101::rules {
namespace {

constexpr auto kRules = std::to_array<RuleInfo>({
#define RULE(number, id, stage, severity, section, also, closeCode, title, meaning)                          \
    {Rule::id, #id, Stage::stage, Severity::severity, section, also, closeCode, title, meaning},
#include "core/rules/rules.def"
#undef RULE
});

} // namespace

std::span<const RuleInfo> allRules() noexcept
{
    return kRules;
}

const RuleInfo &info(Rule rule) noexcept
{
    const auto found = std::find_if(kRules.begin(), kRules.end(), [rule](const RuleInfo &r) { return r.rule == rule; });
    assert(found != kRules.end() && "a Rule that is not in rules.def");
    return *found;
}

std::optional<Rule> ruleFromNumber(std::uint16_t number) noexcept
{
    const auto found = std::find_if(kRules.begin(), kRules.end(),
                                    [number](const RuleInfo &r) { return static_cast<std::uint16_t>(r.rule) == number; });
    return found == kRules.end() ? std::nullopt : std::optional(found->rule);
}

std::optional<Rule> ruleFromId(std::string_view id) noexcept
{
    const auto found = std::find_if(kRules.begin(), kRules.end(), [id](const RuleInfo &r) { return id == r.id; });
    return found == kRules.end() ? std::nullopt : std::optional(found->rule);
}

const char *severityName(Severity severity) noexcept
{
    switch (severity) {
    case Severity::None: return "";
    case Severity::Note: return "note";
    case Severity::Warning: return "warning";
    case Severity::Error: return "error";
    }
    return "";
}

} // namespace hop101::rules

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

/// Every broken frame asks for its rules, so a number finds its row without a search. kRules.size(): none.
constexpr std::size_t kNumbers = 500;
constexpr auto kIndexes = [] {
    std::array<std::uint8_t, kNumbers> indexes{};
    indexes.fill(static_cast<std::uint8_t>(kRules.size()));
    for (std::size_t i = 0; i < kRules.size(); ++i)
        indexes[static_cast<std::size_t>(kRules[i].rule)] = static_cast<std::uint8_t>(i);
    return indexes;
}();
static_assert(kRules.size() < 255);

std::size_t indexOf(std::size_t number) noexcept
{
    return number < kNumbers ? kIndexes[number] : kRules.size();
}

} // namespace

std::span<const RuleInfo> allRules() noexcept
{
    return kRules;
}

const RuleInfo &info(Rule rule) noexcept
{
    const std::size_t index = indexOf(static_cast<std::size_t>(rule));
    assert(index < kRules.size() && "a Rule that is not in rules.def");
    return kRules[index];
}

std::optional<Rule> ruleFromNumber(std::uint16_t number) noexcept
{
    const std::size_t index = indexOf(number);
    return index < kRules.size() ? std::optional(kRules[index].rule) : std::nullopt;
}

std::optional<Rule> ruleFromId(std::string_view id) noexcept
{
    const auto found =
        std::find_if(kRules.begin(), kRules.end(), [id](const RuleInfo &r) { return id == r.id; });
    return found == kRules.end() ? std::nullopt : std::optional(found->rule);
}

const char *severityName(Severity severity) noexcept
{
    switch (severity) {
    case Severity::None:
        return "";
    case Severity::Note:
        return "note";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        return "error";
    }
    return "";
}

} // namespace hop101::rules

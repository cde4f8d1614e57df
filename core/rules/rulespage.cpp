// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rules/rulespage.h"

#include "core/rules/rule.h"

#include <array>

namespace hop101::rules {
namespace {

struct Chapter
{
    Stage stage;
    const char *title;
    const char *intro;
};

constexpr std::array<Chapter, 4> kChapters{{
    {Stage::Request, "The request", "Judged when the request head is complete."},
    {Stage::Response, "The response",
     "Judged when the final response head is complete, with the request that it answers."},
    {Stage::Frame, "Frames", "Judged frame by frame, once a 101 switched to WebSocket."},
    {Stage::Behaviour, "Behaviour", "What only the course of a connection shows."},
}};

constexpr const char *kIntro =
    "# The rules\n"
    "\n"
    "What Hop101 judges: {count} rules. This page is made from `core/rules/rules.def`; "
    "`cmake --build build/dev --target update_rules_page` makes it anew.\n"
    "\n"
    "The id and the number of a rule never change: captures and scripts name rules by them. The title says "
    "what holds "
    "when the rule holds, the sentence behind it what it means when it is broken. The section binds the side "
    "that is "
    "judged; others that matter follow in brackets. Severity: an *error* breaks a MUST or makes the upgrade "
    "fail, a "
    "*warning* is likely to fail somewhere, a *note* is allowed and worth knowing. Where there is a close "
    "code, Hop101 "
    "fails the connection with it when the peer breaks the rule (RFC 6455 section 7.1.7).\n";

/// Nothing in a cell ends it.
std::string cell(std::string_view text)
{
    std::string escaped;
    for (const char c : text)
        escaped += c == '|' ? std::string("\\|") : std::string(1, c);
    return escaped;
}

std::string sectionsOf(const RuleInfo &rule)
{
    const std::string section = rule.section;
    return *rule.also == '\0' ? section : section + " (" + rule.also + ")";
}

std::string row(const RuleInfo &rule)
{
    return "| " + std::to_string(static_cast<unsigned>(rule.rule)) + " | `" + rule.id + "` | "
        + severityName(rule.severity) + " | " + cell(sectionsOf(rule)) + " | "
        + (rule.closeCode == 0 ? std::string() : std::to_string(rule.closeCode)) + " | **" + cell(rule.title)
        + ".** " + cell(rule.meaning) + " |\n";
}

std::string chapter(const Chapter &chapter)
{
    std::string text = std::string("\n## ") + chapter.title + "\n\n" + chapter.intro
        + "\n\n| number | id | severity | section | close code | rule |\n| --- | --- | --- | --- | --- | --- "
          "|\n";
    for (const RuleInfo &rule : allRules()) {
        if (rule.stage == chapter.stage)
            text += row(rule);
    }
    return text;
}

} // namespace

std::string rulesPage()
{
    constexpr std::string_view kCount = "{count}";
    std::string page = kIntro;
    page.replace(page.find(kCount), kCount.size(), std::to_string(allRules().size()));
    for (const Chapter &one : kChapters)
        page += chapter(one);
    return page;
}

} // namespace hop101::rules

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/judgement.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace hop101::hop {
namespace {

constexpr std::size_t kMaxFoundBytes = 200;
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

std::size_t tableIndex(rules::Rule rule)
{
    return static_cast<std::size_t>(&rules::info(rule) - rules::allRules().data());
}

bool isBroken(http::LineFault faults)
{
    using http::LineFault;
    return has(faults,
               LineFault::ObsFold | LineFault::SpaceBeforeColon | LineFault::NoColon | LineFault::BadName
                   | LineFault::BadValue);
}

std::string lineText(const http::HeaderField &field)
{
    return has(field.faults, http::LineFault::NoColon) ? field.name : field.name + ": " + field.value;
}

} // namespace

std::string elided(std::string text)
{
    if (text.size() <= kMaxFoundBytes)
        return text;
    std::size_t end = kMaxFoundBytes - kEllipsis.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    text.resize(end);
    return text.append(kEllipsis);
}

void Judgement::add(rules::Rule rule, Judged judged)
{
    m_results.push_back({rule, judged.holds ? Outcome::Holds : Outcome::Broken,
                         elided(std::move(judged.found)), elided(std::move(judged.expected)), judged.at});
}

std::vector<RuleResult> Judgement::take()
{
    std::stable_sort(m_results.begin(), m_results.end(), [](const RuleResult &a, const RuleResult &b) {
        return tableIndex(a.rule) < tableIndex(b.rule);
    });
    return std::move(m_results);
}

Judged presentOnce(const http::HeaderFields &fields, std::string_view name)
{
    const auto count = fields.count(name);
    const std::string one = "1 \xc3\x97 " + std::string(name);
    if (count == 1)
        return {true, fields.find(name)->value, one, fields.find(name)->line};
    if (count == 0)
        return {false, "", one, {}};
    return {false, std::to_string(count) + " \xc3\x97 " + std::string(name), one, fields.find(name)->line};
}

Judged valueOf(const http::HeaderFields &fields, std::string_view name, std::string expected, bool holds)
{
    const auto *field = fields.find(name);
    return {holds, fields.combined(name), std::move(expected), field ? field->valueAt : base::ByteRange{}};
}

Judged fieldsValid(const http::HeaderFields &fields)
{
    const auto broken = std::find_if(fields.lines.begin(), fields.lines.end(),
                                     [](const http::HeaderField &field) { return isBroken(field.faults); });
    if (broken == fields.lines.end())
        return {true, "", "", {}};
    return {false, lineText(*broken), "Name: value", broken->line};
}

Judged linesEndInCrLf(const http::HeaderFields &fields, base::ByteRange startLine,
                      http::LineFault startLineFaults)
{
    if (has(startLineFaults, http::LineFault::BareLf))
        return {false, "LF", "CR LF", startLine};
    const auto bare =
        std::find_if(fields.lines.begin(), fields.lines.end(), [](const http::HeaderField &field) {
            return has(field.faults, http::LineFault::BareLf);
        });
    if (bare == fields.lines.end())
        return {true, "", "", {}};
    return {false, "LF", "CR LF", bare->line};
}

Judged bodyAnnounced(const http::HeaderFields &fields)
{
    Judged judged;
    for (const auto &field : fields.lines) {
        if (!base::equalsIgnoringCase(field.name, "Content-Length")
            && !base::equalsIgnoringCase(field.name, "Transfer-Encoding"))
            continue;
        if (judged.found.empty())
            judged.at = field.line;
        else
            judged.found += ", ";
        judged.found += lineText(field);
    }
    return judged;
}

} // namespace hop101::hop

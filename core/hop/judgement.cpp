// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/judgement.h"

#include "core/base/ascii.h"
#include "core/base/text.h"

#include <algorithm>

namespace hop101::hop {
namespace {

constexpr std::size_t kMaxFoundBytes = 200;
constexpr std::string_view kEllipsis = "\xe2\x80\xa6";

std::size_t tableIndex(rules::Rule rule)
{
    return static_cast<std::size_t>(&rules::info(rule) - rules::allRules().data());
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
    Judged judged = notRepeated(fields, name);
    judged.holds = judged.holds && fields.find(name);
    return judged;
}

Judged notRepeated(const http::HeaderFields &fields, std::string_view name)
{
    Judged judged{true, {}, HOP101_TEXT("expected", "one header"), {}};
    std::size_t count = 0;
    for (const auto &field : fields.lines) {
        if (!base::equalsIgnoringCase(field.name, name))
            continue;
        judged.at = field.line;
        judged.found += (count++ == 0 ? "" : " | ") + field.value;
    }
    judged.holds = count <= 1;
    return judged;
}

Judged valueOf(const http::HeaderFields &fields, std::string_view name, std::string expected, bool holds)
{
    const auto *field = fields.find(name);
    return {holds, fields.combined(name), std::move(expected), field ? field->valueAt : base::ByteRange{}};
}

Judged bodyAnnounced(const http::HeaderFields &fields, std::string expected, bool holds)
{
    Judged judged{holds, {}, std::move(expected), {}};
    for (const auto &field : fields.lines) {
        if (!base::equalsIgnoringCase(field.name, "Content-Length")
            && !base::equalsIgnoringCase(field.name, "Transfer-Encoding"))
            continue;
        if (judged.found.empty())
            judged.at = field.line;
        else
            judged.found += ", ";
        judged.found += field.name + ": " + field.value;
    }
    return judged;
}

Judged framingClear(const http::HeaderFields &fields, bool isAmbiguous)
{
    return bodyAnnounced(fields, HOP101_TEXT("expected", "one length in bytes, or chunked"), !isAmbiguous);
}

} // namespace hop101::hop

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/causespage.h"

#include "core/doctor/cause.h"
#include "core/http/headparser.h"

#include <array>

namespace hop101::doctor {
namespace {

constexpr const char *kIntro =
    "# Why an upgrade does not pass\n"
    "\n"
    "The causes that Hop101 knows: {count}. This page is made from `core/doctor/causes.def`; "
    "`cmake --build build/dev --target update_causes_page` makes it anew.\n"
    "\n"
    "`hop101-cli path` is both ends of a proxy, so most causes show themselves there; what a client alone "
    "can "
    "see of them, `probe` and the verdict say. A cause is *certain* where the values show it, *likely* or "
    "*possible* where several look alike; then the last sentence says what would tell them apart. The fixes "
    "are those for a path `/ws` and a server at `127.0.0.1:9001`.\n";

constexpr auto kProducts = std::to_array<Intermediary>(
    {Intermediary::Nginx, Intermediary::Apache, Intermediary::HaProxy, Intermediary::Caddy,
     Intermediary::Lighttpd, Intermediary::Varnish, Intermediary::Envoy, Intermediary::Iis});

PathEvidence example()
{
    PathEvidence evidence;
    evidence.left.request = http::parseRequestHead(base::asBytes("GET /ws HTTP/1.1\r\nHost: a\r\n\r\n"));
    evidence.report.listening = "127.0.0.1:9001";
    return evidence;
}

std::string fixText(const ConfigFix &fix)
{
    const Translate translate = asWritten;
    const Fix made = asFix(fix, Words(translate));
    return '\n' + made.title + ":\n\n```\n" + made.text + "```\n";
}

std::string fixesText(Cause cause, const PathEvidence &evidence)
{
    std::string text;
    for (const Intermediary product : kProducts)
        if (const auto fix = fixFor(cause, product, evidence))
            text += fixText(*fix);
    return text;
}

/// The first cause in the table with the same fixes.
const CauseInfo &firstWith(const std::string &fixes, const PathEvidence &evidence, const CauseInfo &cause)
{
    for (const CauseInfo &one : allCauses())
        if (fixesText(one.cause, evidence) == fixes)
            return one;
    return cause;
}

std::string chapter(const CauseInfo &cause, const PathEvidence &evidence)
{
    std::string text = std::string("\n## ") + cause.title + "\n\n`" + cause.id + "`. " + cause.explanation
        + "\n\nShown by: " + cause.evidence + ". To tell it from others: " + cause.apart + '\n';
    const std::string fixes = fixesText(cause.cause, evidence);
    const CauseInfo &first = firstWith(fixes, evidence, cause);
    if (fixes.empty())
        return text + "\nNo line of a configuration removes it.\n";
    return text + (first.cause == cause.cause ? fixes : std::string("\nFixes as for `") + first.id + "`.\n");
}

} // namespace

std::string causesPage()
{
    constexpr std::string_view kCount = "{count}";
    std::string page = kIntro;
    page.replace(page.find(kCount), kCount.size(), std::to_string(allCauses().size()));
    const PathEvidence evidence = example();
    for (const CauseInfo &cause : allCauses())
        page += chapter(cause, evidence);
    return page;
}

} // namespace hop101::doctor

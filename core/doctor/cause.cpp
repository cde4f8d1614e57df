// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/cause.h"

#include "core/base/text.h"
#include "core/doctor/causeevidence.h"

#include <algorithm>
#include <array>

namespace hop101::doctor {
namespace {

constexpr auto kCauses = std::to_array<CauseInfo>({
#define CAUSE(name, id, title, explanation, evidence, apart)                                                 \
    {Cause::name, id, title, explanation, evidence, apart},
#include "core/doctor/causes.def"
#undef CAUSE
});

/// Where nothing names the proxy: those that most people have.
constexpr auto kUsual = std::to_array<Intermediary>(
    {Intermediary::Nginx, Intermediary::Apache, Intermediary::HaProxy, Intermediary::Caddy});

std::vector<ConfigFix> fixesOf(Cause cause, const PathEvidence &evidence)
{
    std::vector<ConfigFix> fixes;
    const auto add = [&](Intermediary product) {
        if (auto fix = fixFor(cause, product, evidence))
            fixes.push_back(std::move(*fix));
    };
    if (evidence.proxy)
        add(*evidence.proxy);
    else
        for (const Intermediary product : kUsual)
            add(product);
    return fixes;
}

} // namespace

std::span<const CauseInfo> allCauses() noexcept
{
    return kCauses;
}

const CauseInfo &info(Cause cause) noexcept
{
    return kCauses[static_cast<std::size_t>(cause)];
}

const CauseInfo *causeNamed(std::string_view id) noexcept
{
    const auto at =
        std::find_if(kCauses.begin(), kCauses.end(), [id](const CauseInfo &one) { return one.id == id; });
    return at == kCauses.end() ? nullptr : &*at;
}

const char *likelihoodName(Likelihood likelihood) noexcept
{
    switch (likelihood) {
    case Likelihood::Certain:
        return "certain";
    case Likelihood::Likely:
        return "likely";
    case Likelihood::Possible:
        break;
    }
    return "possible";
}

const char *actionName(FixStep::Action action) noexcept
{
    switch (action) {
    case FixStep::Action::Put:
        return "put";
    case FixStep::Action::Add:
        return "add";
    case FixStep::Action::Remove:
        break;
    }
    return "remove";
}

std::vector<CauseFound> causesOf(const PathEvidence &evidence, const Translate &translate)
{
    const Words say(translate);
    std::vector<CauseFound> found;
    for (const CauseInfo &one : kCauses)
        if (auto match = matchOf(one.cause, evidence, say))
            found.push_back(
                {one.cause, match->likelihood, std::move(match->values), fixesOf(one.cause, evidence)});
    std::stable_sort(found.begin(), found.end(),
                     [](const CauseFound &a, const CauseFound &b) { return a.likelihood > b.likelihood; });
    return found;
}

Fix asFix(const ConfigFix &fix, const Words &say)
{
    Fix made;
    made.title = say(HOP101_TEXT("cause", "Fix in %1"), {name(fix.product)});
    if (!fix.steps.empty() && !fix.steps.front().place.empty())
        made.title += ", " + fix.steps.front().place;
    for (std::size_t i = 0; i < fix.steps.size(); ++i) {
        const FixStep &step = fix.steps[i];
        if (i > 0 && step.place != fix.steps.front().place)
            made.text += "# " + step.place + ":\n";
        if (step.action == FixStep::Action::Remove)
            made.text += "# " + say(HOP101_TEXT("cause", "take out the lines that begin with:")) + '\n';
        std::string_view rest = step.lines;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
            made.text += (step.action == FixStep::Action::Remove ? "#   " : "");
            made.text += rest.substr(0, end + 1);
            rest.remove_prefix(end + 1);
        }
    }
    return made;
}

} // namespace hop101::doctor

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/diagnosis.h"
#include "core/doctor/pathevidence.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::doctor {

/// A reason why an upgrade does not pass, or not unharmed: a row of causes.def.
enum class Cause : std::uint8_t {
#define CAUSE(name, id, title, explanation, evidence, apart) name,
#include "core/doctor/causes.def"
#undef CAUSE
};

struct CauseInfo
{
    Cause cause;
    const char *id; ///< stable, for JSON and tests: "upgrade-dropped"
    const char *title; ///< marked for translation, context "cause", like the next and the last
    const char *explanation;
    const char *evidence; ///< for the documentation
    const char *apart; ///< what would tell it from the others
};
std::span<const CauseInfo> allCauses() noexcept;
const CauseInfo &info(Cause cause) noexcept;
/// nullptr where there is none.
const CauseInfo *causeNamed(std::string_view id) noexcept;

/// How much speaks for a cause.
enum class Likelihood : std::uint8_t {
    Certain = 3, ///< the values show it
    Likely = 2,
    Possible = 1, ///< one of several that look alike
};
const char *likelihoodName(Likelihood likelihood) noexcept; ///< "certain", "likely", "possible"

/// One change of a configuration, in a form that a program can apply.
struct FixStep
{
    enum class Action : std::uint8_t {
        /// Each line goes into the place; one that begins with the same directive (and the same first
        /// argument, where the directive can stand more than once) is replaced.
        Put,
        Add, ///< the lines go into the place, in front of what is there
        Remove, ///< lines that begin with one of these are taken out
    };
    Action action = Action::Put;
    std::string place; ///< "location /ws", "defaults"
    std::string lines; ///< each ends with a line end
    bool operator==(const FixStep &) const = default;
};
const char *actionName(FixStep::Action action) noexcept; ///< "put", "add", "remove"

/// The change of one product's configuration that removes a cause.
struct ConfigFix
{
    Intermediary product = Intermediary::Nginx;
    std::vector<FixStep> steps;
    bool operator==(const ConfigFix &) const = default;
};
/// "Fix in nginx, location /ws", and the lines with what to do with them.
Fix asFix(const ConfigFix &fix, const Words &say);

struct CauseFound
{
    Cause cause;
    Likelihood likelihood = Likelihood::Possible;
    std::string values; ///< what shows it, with the values of the wire: "sent “websocket”, arrived nothing"
    std::vector<ConfigFix> fixes; ///< of the proxy where it is known, else of those that it may be
    bool operator==(const CauseFound &) const = default;
};
/// The causes that the evidence leaves, most likely first; equally likely ones in table order. Empty where
/// nothing is wrong, or nobody knows.
std::vector<CauseFound> causesOf(const PathEvidence &evidence, const Translate &translate = asWritten);
/// What would remove it. `product`: none where it has nothing to do with a configuration.
std::optional<ConfigFix> fixFor(Cause cause, Intermediary product, const PathEvidence &evidence);

} // namespace hop101::doctor

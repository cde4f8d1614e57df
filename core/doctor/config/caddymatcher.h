// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/pattern.h"
#include "core/doctor/config/report.h"

namespace hop101::doctor::config {

/// What a matcher answers for an upgrade, and what is wrong with it where clients differ.
struct CaddyMatch
{
    Answer answer = Answer::Yes;
    std::vector<Cause> causes; ///< values that no client, or not every client, sends
};

/// The first argument is a matcher: "/path", "@name" or "*".
bool isCaddyMatcher(const Directive &one);
/// "/ws/*" for a path: exact, or with * at an end.
Answer caddyPath(std::string_view pattern, std::string_view path);
/// Of the directive's matcher; `scope` is where "@name" is looked for, innermost first. An undefined name
/// becomes a defect.
CaddyMatch caddyMatch(Tree &tree, const Directive &one, const std::vector<const Directive *> &scope,
                      const Question &question);

} // namespace hop101::doctor::config

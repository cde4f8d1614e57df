// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/serveractor.h"

#include <span>
#include <string>
#include <string_view>

namespace hop101::lab {

/// A server that answers in one particular way.
struct Scenario
{
    const char *name; ///< stable, as `serve --scenario` takes it
    const char *title; ///< for people, marked for translation
    const char *description; ///< one sentence, marked for translation
    /// Makes our own ServerActor answer like that; what is not told here stays as it is. nullptr: it is Qt's
    /// server, whose side cannot be recorded.
    void (*apply)(hop::ServerOptions &options);

    bool isRecordable() const noexcept { return apply != nullptr; }
};

/// All scenarios, the default first.
std::span<const Scenario> scenarios() noexcept;
/// nullptr where there is none of that name.
const Scenario *findScenario(std::string_view name) noexcept;
/// "echo, silent, …"
std::string scenarioNames();

} // namespace hop101::lab

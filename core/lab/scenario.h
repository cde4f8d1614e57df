// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    bool isRecordable; ///< our own ServerActor serves it, so its side can be recorded; else it is Qt's server
};

/// All scenarios, the default first.
std::span<const Scenario> scenarios() noexcept;
/// nullptr where there is none of that name.
const Scenario *findScenario(std::string_view name) noexcept;
/// "echo, qt-echo"
std::string scenarioNames();

} // namespace hop101::lab

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/scenario.h"

#include "core/base/text.h"

#include <array>

namespace hop101::lab {
namespace {

constexpr auto kScenarios = std::to_array<Scenario>({
    {"echo", HOP101_TEXT("lab", "Echo"),
     HOP101_TEXT("lab", "Answers a right upgrade with 101 and returns every message."), true},
    {"qt-echo", HOP101_TEXT("lab", "Qt's echo"),
     HOP101_TEXT("lab",
                 "The same from QWebSocketServer, an implementation that is not ours; also /ticker, /chat "
                 "and /binary."),
     false},
});

} // namespace

std::span<const Scenario> scenarios() noexcept
{
    return kScenarios;
}

const Scenario *findScenario(std::string_view name) noexcept
{
    for (const Scenario &scenario : kScenarios) {
        if (name == scenario.name)
            return &scenario;
    }
    return nullptr;
}

std::string scenarioNames()
{
    std::string names;
    for (const Scenario &scenario : kScenarios)
        names += (names.empty() ? "" : ", ") + std::string(scenario.name);
    return names;
}

} // namespace hop101::lab

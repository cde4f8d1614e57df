// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/relay.h"
#include "app/cli/commands.h"
#include "app/cli/listenrun.h"

#include <algorithm>

namespace hop101::cli {

ExitStatus relay(const RelayOptions &options, Output &output)
{
    const StartListening start = [&options](std::function<void()> wake)
        -> base::Result<std::unique_ptr<session::Listening>, session::ListenError> {
        auto made = net::Relay::start(options.plan, {options.capturePath, false, false, std::move(wake)});
        if (!made)
            return made.error();
        return std::unique_ptr<session::Listening>(std::move(made).value());
    };
    const auto &rules = options.plan.rules.rules;
    const bool holds = std::any_of(rules.begin(), rules.end(), [](const plan::RelayRule &rule) {
        return rule.action == plan::RelayAction::Hold;
    });
    return runListening(start, options.plan.address, options.isQuiet, holds, output);
}

} // namespace hop101::cli

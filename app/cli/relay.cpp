// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/relay.h"
#include "app/cli/commands.h"
#include "app/cli/listenrun.h"

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
    return runListening(start, options.plan.address, options.isQuiet, output);
}

} // namespace hop101::cli

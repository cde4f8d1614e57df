// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clientcommand.h"
#include "app/cli/commands.h"

namespace hop101::cli {

ExitStatus echo(const EchoOptions &options, Output &output)
{
    const CaptureFile file({});
    const auto reader =
        runClient({options.plan, options.url, file, {}, true}, output, [](const RunProgress &) {});
    if (!reader)
        return ExitStatus::File;
    const SessionResult result = readResult(*reader);
    const ExitStatus status = result.closeStatus();
    if (status == ExitStatus::Network) {
        output.complain(options.url.text() + ": " + result.oneLine());
        return status;
    }
    printVerdict(output, *reader, result);
    if (result.isUpgraded())
        output.print(counted(result.summary.messages[1], "message", "messages") + " received, "
                     + std::to_string(result.summary.messages[0]) + " returned; " + closeText(result.summary)
                     + ".\n");
    return status;
}

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/listenrun.h"
#include "core/doctor/words.h"
#include "core/lab/scenario.h"
#include "core/net/listener.h"
#include "core/net/referenceendpoint.h"

#include <QEventLoop>
#include <QObject>

namespace hop101::cli {
namespace {

/// The line that scripts wait for.
void announce(const std::string &url, Output &output)
{
    output.writeText("listening " + url + (url.ends_with('/') ? "\n" : "/\n"));
    output.finish(ExitStatus::Ok);
}

void waitForInterrupt()
{
    QEventLoop loop;
    const Interrupt interrupt([&loop] { loop.quit(); });
    loop.exec();
}

std::string addressText(const ServeOptions &options)
{
    const bool isIpv6 = options.plan.address.host.find(':') != std::string::npos;
    return (isIpv6 ? '[' + options.plan.address.host + ']' : options.plan.address.host) + ':'
        + std::to_string(options.plan.address.port);
}

ExitStatus cannotListen(const ServeOptions &options, const std::string &reason, Output &output)
{
    output.complain("Cannot listen on " + doctor::shown(addressText(options))
                    + (reason.empty() ? "" : " (" + doctor::shown(reason) + ')')
                    + ": choose another address or port with --listen; port 0 is a free one.");
    return ExitStatus::Network;
}

ExitStatus serveReference(const ServeOptions &options, Output &output)
{
    const auto endpoint = net::ReferenceEndpoint::start(options.plan.address.port);
    if (!endpoint)
        return cannotListen(options, endpoint.error().reason, output);
    announce(endpoint.value()->url(), output);
    waitForInterrupt();
    return ExitStatus::Ok;
}

ExitStatus serveOwn(const ServeOptions &options, Output &output)
{
    const StartListening start = [&options](std::function<void()> wake)
        -> base::Result<std::unique_ptr<session::Listening>, session::ListenError> {
        auto made = net::Listener::start(options.plan, {options.capturePath, false, false, std::move(wake)});
        if (!made)
            return made.error();
        return std::unique_ptr<session::Listening>(std::move(made).value());
    };
    return runListening(start, options.plan.address, options.isQuiet, false, output);
}

ExitStatus listScenarios(Output &output)
{
    std::size_t width = 0;
    for (const lab::Scenario &scenario : lab::scenarios())
        width = std::max(width, std::string_view(scenario.name).size());
    for (const lab::Scenario &scenario : lab::scenarios()) {
        std::string name = scenario.name;
        name.resize(width, ' ');
        output.writeText(name + "  " + scenario.description + '\n');
    }
    return ExitStatus::Ok;
}

} // namespace

ExitStatus serve(const ServeOptions &options, Output &output)
{
    if (options.listsScenarios())
        return listScenarios(output);
    const lab::Scenario *scenario = lab::findScenario(options.scenario);
    return scenario && !scenario->isRecordable() ? serveReference(options, output)
                                                 : serveOwn(options, output);
}

} // namespace hop101::cli

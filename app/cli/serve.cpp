// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
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
    const bool isIpv6 = options.host.find(':') != std::string::npos;
    return (isIpv6 ? '[' + options.host + ']' : options.host) + ':' + std::to_string(options.port);
}

ExitStatus cannotListen(const ServeOptions &options, const std::string &reason, Output &output)
{
    output.complain("Cannot listen on " + doctor::shown(addressText(options))
                    + (reason.empty() ? "" : " (" + doctor::shown(reason) + ')')
                    + ": choose another address or port with --listen; port 0 is a free one.");
    return ExitStatus::Network;
}

ExitStatus captureFailed(const capture::CaptureError &error, Output &output)
{
    output.complain(doctor::shown(capture::describe(error), 1000));
    return ExitStatus::File;
}

ExitStatus serveReference(const ServeOptions &options, Output &output)
{
    const auto endpoint = net::ReferenceEndpoint::start(options.port);
    if (!endpoint)
        return cannotListen(options, endpoint.error().reason, output);
    announce(endpoint.value()->url(), output);
    waitForInterrupt();
    return ExitStatus::Ok;
}

ExitStatus serveOwn(const ServeOptions &options, Output &output)
{
    net::Listener::Options wanted;
    wanted.address = options.host;
    wanted.port = options.port;
    wanted.capturePath = options.capturePath;
    wanted.limits = options.limits;
    wanted.server.autoPong = options.autoPong;
    wanted.server.autoClose = options.autoClose;
    wanted.server.onError = options.onError;
    auto listener = net::Listener::start(std::move(wanted));
    if (!listener) {
        const net::ListenError &error = listener.error();
        return error.capture ? captureFailed(*error.capture, output)
                             : cannotListen(options, error.reason, output);
    }
    announce(listener.value()->url(), output);
    waitForInterrupt();
    const auto notice = listener.value()->takeNotice();
    return notice.captureError ? captureFailed(*notice.captureError, output) : ExitStatus::Ok;
}

} // namespace

ExitStatus serve(const ServeOptions &options, Output &output)
{
    const lab::Scenario *scenario = lab::findScenario(options.scenario);
    return scenario && !scenario->isRecordable ? serveReference(options, output) : serveOwn(options, output);
}

} // namespace hop101::cli

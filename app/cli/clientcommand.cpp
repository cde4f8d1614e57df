// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clientcommand.h"

#include "app/cli/opencapture.h"
#include "core/doctor/words.h"
#include "core/net/clientsession.h"

namespace hop101::cli {
namespace {

void complainOfCapture(const capture::CaptureError &error, Output &output)
{
    output.complain(doctor::shown(capture::describe(error), 1000));
}

} // namespace

std::unique_ptr<capture::Reader> runClient(const ClientRequest &request, Output &output,
                                           const std::function<void(const RunProgress &)> &tell)
{
    if (request.file.path().empty()) {
        output.complain(
            "No private file for the session could be made: set TMPDIR to a folder that can be written.");
        return nullptr;
    }
    ClientRun run(request.ending, tell);
    net::ClientSession::Options options;
    options.capturePath = request.file.path();
    options.echo = request.echo;
    options.wake = run.wake();
    auto session = net::ClientSession::create(std::move(options));
    if (!session) {
        complainOfCapture(session.error(), output);
        return nullptr;
    }
    session.value()->start(request.plan, request.url, plan::freshKey());
    run.run(std::move(session).value());
    output.endProgress();
    if (run.notice().captureError) {
        complainOfCapture(*run.notice().captureError, output);
        return nullptr;
    }
    return openCapture(request.file.path(), output);
}

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clientcommand.h"

#include "app/cli/opencapture.h"
#include "app/cli/report.h"
#include "core/doctor/words.h"
#include "core/net/clientsession.h"

#include <algorithm>

namespace hop101::cli {
namespace {

constexpr std::chrono::milliseconds kMaxPauses = std::chrono::hours(24 * 20); // a QTimer counts in int

void complainOfCapture(const capture::CaptureError &error, Output &output)
{
    output.complain(doctor::shown(capture::describe(error), 1000));
}

void complainOfLoss(const session::Notice &notice, Output &output)
{
    output.complain(doctor::shown(capture::describe(*notice.captureError), 1000) + " "
                    + doctor::shown(notice.capturePath, 1000) + " has the first "
                    + counted(notice.progress.events, "event", "events") + '.');
}

std::chrono::milliseconds pausesOf(const plan::Plan &plan)
{
    std::chrono::milliseconds sum{0};
    for (const plan::FramePlan &frame : plan.frames)
        for (const plan::WriteCut &cut : frame.cuts)
            sum += cut.wait;
    return std::min(sum, kMaxPauses);
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
    Ending ending = request.ending;
    ending.pauses = pausesOf(request.plan);
    ClientRun run(ending, tell);
    net::ClientSession::Options options;
    options.capturePath = request.file.path();
    options.echo = request.echo;
    options.maxCaptureBytes = request.maxCaptureBytes;
    if (ending.afterMessages && *ending.afterMessages > 0)
        options.maxMessages = ending.afterMessages;
    options.appends = request.appends;
    options.title = request.title;
    options.wake = run.wake();
    auto session = net::ClientSession::create(std::move(options));
    if (!session) {
        complainOfCapture(session.error(), output);
        return nullptr;
    }
    session.value()->start(request.plan, request.url, plan::freshKey());
    run.run(std::move(session).value());
    output.endProgress();
    const session::Notice &notice = run.notice();
    if (notice.captureError) {
        complainOfLoss(notice, output);
        return nullptr;
    }
    if (run.leftFile())
        output.complain(doctor::shown(capture::describe(*run.leftFile()), 1000) + " The recording went on in "
                        + doctor::shown(notice.capturePath, 1000) + '.');
    return openCapture(notice.capturePath.empty() ? request.file.path() : notice.capturePath, output);
}

} // namespace hop101::cli

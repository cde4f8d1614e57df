// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/capturefile.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/opencapture.h"
#include "app/cli/pathreport.h"
#include "core/formats/pathjson.h"
#include "core/net/pathsession.h"

#include <QEventLoop>

namespace hop101::cli {
namespace {

ExitStatus fileFailed(const capture::CaptureError &error, Output &output)
{
    output.complain(doctor::shown(capture::describe(error), 1000));
    return ExitStatus::File;
}

/// Runs the check to its end; an interrupt ends it early, with what was found so far.
session::PathNotice runPath(const PathOptions &options, session::Path &path, QEventLoop &loop)
{
    session::PathNotice notice;
    const Interrupt interrupt([&path] { path.cancel(); });
    path.start(options.plan);
    for (;;) {
        notice = path.takeNotice();
        if (notice.state == session::PathNotice::State::Done)
            return notice;
        loop.exec();
    }
}

ExitStatus cannotListen(const PathOptions &options, const std::string &reason, Output &output)
{
    if (reason == session::kNoAddress) {
        output.complain("--listen " + doctor::shown(options.plan.listenHost)
                        + " is no IP address: give one of this machine, such as 127.0.0.1, or * for all.");
        return ExitStatus::Usage;
    }
    output.complain("Cannot listen on " + doctor::shown(options.plan.listenHost) + ':'
                    + std::to_string(options.plan.listenPort) + " (" + doctor::shown(reason)
                    + "): stop the server that the proxy forwards to, Hop101 takes its place.");
    return ExitStatus::Network;
}

ExitStatus statusOf(const session::PathNotice &notice, const doctor::PathEvidence &evidence)
{
    if (notice.report.allPass())
        return ExitStatus::Ok;
    const bool isUnanswered = !evidence.left.response && evidence.left.raw.empty();
    return isUnanswered ? ExitStatus::Network : ExitStatus::Broken;
}

std::string networkSentence(const PathOptions &options, const session::PathNotice &notice)
{
    const std::string url = options.plan.via.text() + ": ";
    if (notice.wasCancelled)
        return url + "interrupted before an answer came.";
    if (notice.failedAt) {
        const auto diagnosis = doctor::diagnoseFailure(*notice.failedAt, notice.failure);
        return url + diagnosis.lead + ' ' + diagnosis.sentence
            + (diagnosis.detail.empty() ? "" : " " + diagnosis.detail);
    }
    return url + "The proxy gave no answer: look at its log, and whether it forwards to "
        + notice.report.listening + '.';
}

} // namespace

ExitStatus path(const PathOptions &options, Output &output)
{
    const CaptureFile file(options.capturePath);
    QEventLoop loop;
    auto made = net::PathSession::create(
        {file.path(), false,
         [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); }});
    if (!made)
        return fileFailed(made.error(), output);
    const session::PathNotice notice = runPath(options, *made.value(), loop);
    made.value().reset();
    if (!notice.listenFailure.empty())
        return cannotListen(options, notice.listenFailure, output);
    if (notice.captureError)
        return fileFailed(*notice.captureError, output);
    const auto reader = openCapture(file.path(), output);
    if (!reader)
        return ExitStatus::File;
    const doctor::PathEvidence evidence = doctor::gatherPath(*reader, notice.report, options.product);
    const auto causes = doctor::causesOf(evidence);
    const ExitStatus status = statusOf(notice, evidence);
    if (options.format == Format::Json) {
        formats::Json json = formats::pathJson(evidence, causes);
        json["exitStatus"] = static_cast<int>(status);
        json["capture"] = options.capturePath.empty() ? formats::Json() : formats::Json(options.capturePath);
        output.writeText(formats::write(json) + '\n');
    } else if (evidence.left.request) {
        printPath(output, *reader, evidence, causes);
        if (!options.capturePath.empty())
            output.print("\nCapture: " + doctor::shown(options.capturePath, 1000) + '\n');
    }
    if (status == ExitStatus::Network)
        output.complain(networkSentence(options, notice));
    return status;
}

} // namespace hop101::cli

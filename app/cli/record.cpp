// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clientcommand.h"
#include "app/cli/commands.h"
#include "core/capture/migration.h"
#include "core/diagram/rowtext.h"

#include <QElapsedTimer>

namespace hop101::cli {
namespace {

constexpr qint64 kProgressMs = 100;

/// The line on standard error, a few times a second.
class Progress
{
public:
    explicit Progress(Output &output) : m_output(output) { m_sinceLast.start(); }
    void operator()(const RunProgress &now)
    {
        if (m_sinceLast.elapsed() < kProgressMs)
            return;
        m_sinceLast.restart();
        m_output.progress(std::to_string(now.events) + " events, " + diagram::sizeText(now.bytesReceived)
                          + " received");
    }

private:
    Output &m_output;
    QElapsedTimer m_sinceLast;
};

/// A capture of an older format takes no session: it gets today's. False where that failed.
bool isReadyToAppend(const RecordOptions &options, Output &output)
{
    const auto original = capture::migrateKeepingOriginal(options.capturePath);
    if (!original)
        output.complain(doctor::shown(capture::describe(original.error()), 1000));
    else if (!original.value().empty())
        output.print("The capture has today's format now; the original is kept as "
                     + doctor::shown(original.value(), 1000) + '\n');
    return bool(original);
}

} // namespace

ExitStatus record(const RecordOptions &options, Output &output)
{
    if (options.appends && !isReadyToAppend(options, output))
        return ExitStatus::File;
    const CaptureFile file(options.capturePath);
    Progress progress(output);
    RunProgress last;
    const ClientRequest request{options.plan,
                                options.url,
                                file,
                                {options.count, options.duration, options.thenPath},
                                false,
                                options.maxBytes,
                                options.appends,
                                options.title};
    const auto reader = runClient(request, output, [&](const RunProgress &now) {
        last = now;
        progress(now);
    });
    if (!reader)
        return ExitStatus::File;
    const SessionResult result = readResult(*reader);
    // How it was closed is not known where that was not recorded.
    const bool isWhole = last.dropped.bytes == 0;
    const ExitStatus status = isWhole ? result.closeStatus() : result.status();
    if (status == ExitStatus::Network) {
        output.complain(options.url.text() + ": " + result.oneLine());
        return status;
    }
    printVerdict(output, *reader, result);
    const formats::SessionSummary &summary = result.summary;
    output.print(counted(summary.events, "event", "events") + " in " + diagram::durationText(summary.duration)
                 + ": " + counted(summary.messages[1], "message", "messages") + " received ("
                 + diagram::sizeText(summary.payloadBytes[1]) + ")"
                 + (result.isUpgraded() && isWhole ? "; " + closeText(summary) : "") + ".\n");
    if (!isWhole)
        output.print("Not recorded: " + diagram::sizeText(last.dropped.bytes) + " with "
                     + counted(last.dropped.events, "event", "events") + ", see the gap.\n");
    output.print("Capture: "
                 + doctor::shown(last.capturePath.empty() ? options.capturePath : last.capturePath, 1000)
                 + '\n');
    return status;
}

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/newfile.h"
#include "app/cli/opencapture.h"
#include "app/cli/report.h"
#include "app/cli/stopsignal.h"
#include "core/diagram/rowtext.h"
#include "core/doctor/words.h"

#include <chrono>
#include <filesystem>

namespace hop101::cli {
namespace {

constexpr const char *kStandardOutput = "-";

/// The line on standard error, a few times a second.
class Progress
{
public:
    Progress(Output &output, std::uint64_t events) : m_output(output), m_events(events) { }
    void operator()(const formats::ExportProgress &now)
    {
        constexpr std::chrono::milliseconds kPause{100};
        const auto time = std::chrono::steady_clock::now();
        if (time - m_last < kPause)
            return;
        m_last = time;
        m_output.progress(std::to_string(now.events) + " of " + counted(m_events, "event", "events") + ", "
                          + diagram::sizeText(now.bytes));
    }

private:
    Output &m_output;
    std::uint64_t m_events;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

/// What became of it, apart from damage of the capture.
enum class End : std::uint8_t { Whole, Interrupted, CannotWrite, NoDocument };

/// Writes the document to `sink`; tells what it leaves out.
End writeDocument(const capture::Reader &reader, const ExportOptions &options,
                  const formats::ExportRun::Sink &sink, Output &output)
{
    const StopSignal stop;
    const formats::ExportSource source = formats::chosenFrom(reader, options.events);
    Progress progress(output, source.eventCount);
    formats::ExportRun run(sink, [&](const formats::ExportProgress &now) {
        progress(now);
        return !stop.isRaised();
    });
    const bool isWhole = formats::exportCapture(options.format, source, options.document, run);
    output.endProgress();
    for (const std::string &remark : run.remarks())
        output.complain(doctor::shown(remark, 1000));
    return isWhole          ? End::Whole
        : run.hasFailed()   ? End::CannotWrite
        : run.isCancelled() ? End::Interrupted
                            : End::NoDocument;
}

ExitStatus toStandardOutput(const capture::Reader &reader, const ExportOptions &options, Output &output)
{
    const auto sink = [&output](std::string_view text) { return output.writeText(text); };
    const End end = writeDocument(reader, options, sink, output);
    if (end == End::Interrupted)
        output.complain("Interrupted: only a part was written.");
    return end == End::Whole || end == End::CannotWrite ? ExitStatus::Ok : ExitStatus::File;
}

ExitStatus toFile(const capture::Reader &reader, const ExportOptions &options, Output &output)
{
    NewFile file(options.outPath, options.overwrites ? IfThere::Replace : IfThere::Refuse);
    if (!file.isOpen()) {
        output.complain(file.complaint());
        return ExitStatus::File;
    }
    const auto sink = [&file](std::string_view text) { return file.write(base::asBytes(text)); };
    const End end = writeDocument(reader, options, sink, output);
    const bool isKept = end == End::Whole || (end == End::Interrupted && options.keepsPart);
    if (end == End::CannotWrite || (isKept && !file.finish())) {
        output.complain(file.complaint());
        return ExitStatus::File;
    }
    if (end == End::Interrupted)
        output.complain(isKept ? "Interrupted: " + doctor::shown(options.outPath, 1000) + " ends with a part."
                               : "Interrupted: nothing was written; --keep-part keeps a part.");
    return end == End::Whole ? ExitStatus::Ok : ExitStatus::File;
}

/// The capture must not become its own export.
bool isTheCapture(const ExportOptions &options)
{
    std::error_code failed;
    return options.outPath != kStandardOutput
        && std::filesystem::equivalent(options.path, options.outPath, failed) && !failed;
}

} // namespace

ExitStatus exportFile(const ExportOptions &options, Output &output)
{
    if (isTheCapture(options)) {
        output.complain("-o names the capture itself: choose another place.");
        return ExitStatus::Usage;
    }
    const auto reader = openCapture(options.path, output);
    if (!reader)
        return ExitStatus::File;
    const ExitStatus status = options.outPath == kStandardOutput ? toStandardOutput(*reader, options, output)
                                                                 : toFile(*reader, options, output);
    return status == ExitStatus::Ok ? statusOf(*reader, output) : status;
}

} // namespace hop101::cli

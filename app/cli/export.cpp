// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/exportpayloads.h"
#include "app/cli/exportpicture.h"
#include "app/cli/exportprogress.h"
#include "app/cli/newfile.h"
#include "app/cli/opencapture.h"
#include "app/cli/redactedcopy.h"
#include "app/cli/stopsignal.h"
#include "core/doctor/words.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace hop101::cli {
namespace {

constexpr const char *kStandardOutput = "-";

/// OUT, then OUT-2, OUT-3… before its suffix, for what needs more than one file.
class NumberedFiles
{
public:
    NumberedFiles(const std::string &path, IfThere ifThere)
        : m_path(path), m_ifThere(ifThere), m_file(std::make_unique<NewFile>(path, ifThere))
    { }
    NewFile &now() { return *m_file; }
    bool next()
    {
        if (!m_file->finish())
            return false;
        const std::filesystem::path whole(m_path);
        const std::string name = whole.stem().string() + '-' + std::to_string(++m_number);
        m_file = std::make_unique<NewFile>(
            (whole.parent_path() / (name + whole.extension().string())).string(), m_ifThere);
        return m_file->isOpen();
    }
    void say(Output &output) const
    {
        if (m_number > 1)
            output.complain("It needed " + std::to_string(m_number) + " files: their names end in -2 to -"
                            + std::to_string(m_number) + '.');
    }

private:
    std::string m_path;
    IfThere m_ifThere;
    std::unique_ptr<NewFile> m_file;
    std::uint64_t m_number = 1;
};

/// What became of it, apart from damage of the capture.
enum class End : std::uint8_t { Whole, Interrupted, CannotWrite, NoDocument };

/// Writes the document to `sink`; tells what it leaves out.
End writeDocument(const capture::Reader &reader, const ExportOptions &options,
                  const formats::ExportRun::Sink &sink, const std::function<bool()> &nextFile, Output &output)
{
    const StopSignal stop;
    const formats::ExportSource source = formats::chosenFrom(reader, options.events);
    ExportProgressLine progress(output, source.eventCount);
    formats::ExportRun run(sink, [&](const formats::ExportProgress &now) {
        progress(now);
        return !stop.isRaised();
    });
    run.setNextFile(nextFile);
    formats::ExportOptions document = options.document;
    document.captureName = std::filesystem::path(options.path).filename().string();
    const bool isWhole = formats::exportCapture(options.format, source, document, run);
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
    const End end = writeDocument(reader, options, sink, {}, output);
    if (end == End::Interrupted)
        output.complain("Interrupted: only a part was written.");
    return end == End::Whole || end == End::CannotWrite ? ExitStatus::Ok : ExitStatus::File;
}

ExitStatus toFile(const capture::Reader &reader, const ExportOptions &options, Output &output)
{
    NumberedFiles files(options.outPath, options.overwrites ? IfThere::Replace : IfThere::Refuse);
    if (!files.now().isOpen()) {
        output.complain(files.now().complaint());
        return ExitStatus::File;
    }
    const auto sink = [&files](std::string_view text) { return files.now().write(base::asBytes(text)); };
    const End end = writeDocument(
        reader, options, sink, [&files] { return files.next(); }, output);
    const bool isKept = end == End::Whole || (end == End::Interrupted && options.keepsPart);
    if (end == End::CannotWrite || (isKept && !files.now().finish())) {
        output.complain(files.now().complaint());
        return ExitStatus::File;
    }
    files.say(output);
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

ExitStatus exportDocument(const ExportOptions &options, Output &output)
{
    if (!options.picture.empty())
        return exportPicture(options, output);
    const auto reader = openCapture(options.path, output);
    if (!reader)
        return ExitStatus::File;
    const auto write = options.isPayloads    ? exportPayloads
        : options.outPath == kStandardOutput ? toStandardOutput
                                             : toFile;
    const ExitStatus status = write(*reader, options, output);
    return status == ExitStatus::Ok ? statusOf(*reader, output) : status;
}

/// The copy is exported as any capture is: no format knows of redaction.
ExitStatus exportRedacted(const ExportOptions &options, Output &output)
{
    RedactedCopy copy;
    if (!copy.make(options.path, *options.redaction, output))
        return ExitStatus::File;
    ExportOptions ofCopy = options;
    ofCopy.path = copy.path();
    const ExitStatus status = exportDocument(ofCopy, output);
    if (status == ExitStatus::Ok && options.outPath != kStandardOutput)
        printRedaction(options, copy.report(), output);
    return status == ExitStatus::Ok && copy.report().isPartial ? ExitStatus::File : status;
}

} // namespace

ExitStatus exportFile(const ExportOptions &options, Output &output)
{
    if (options.isDryRun)
        return previewRedacted(options, output);
    if (isTheCapture(options)) {
        output.complain("-o names the capture itself: choose another place.");
        return ExitStatus::Usage;
    }
    if (options.isCapture)
        return saveCapture(options, output);
    return options.redaction ? exportRedacted(options, output) : exportDocument(options, output);
}

} // namespace hop101::cli

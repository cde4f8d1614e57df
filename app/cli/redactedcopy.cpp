// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/redactedcopy.h"

#include "app/cli/report.h"
#include "app/cli/stopsignal.h"
#include "core/capture/savecopy.h"
#include "core/diagram/rowtext.h"
#include "core/doctor/words.h"
#include "core/formats/redactionjson.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>

namespace hop101::cli {
namespace {

constexpr std::size_t kMaxSentence = 1000;
/// Lines of a report for people that is not asked for as such.
constexpr std::size_t kMaxLines = 20;

/// The line on standard error, a few times a second, and Ctrl-C.
class Watch
{
public:
    explicit Watch(Output &output) : m_output(output) { }
    bool operator()(const capture::RedactionProgress &now)
    {
        constexpr std::chrono::milliseconds kPause{100};
        const auto time = std::chrono::steady_clock::now();
        if (time - m_last >= kPause) {
            m_last = time;
            m_output.progress(diagram::sizeText(now.bytes) + " of " + diagram::sizeText(now.allBytes) + ", "
                              + counted(now.count, "secret", "secrets"));
        }
        return !m_stop.isRaised();
    }

private:
    Output &m_output;
    StopSignal m_stop;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

using Made = base::Result<capture::RedactionReport, capture::RedactionError>;

std::optional<capture::RedactionReport> reportOf(Made made, Output &output)
{
    output.endProgress();
    if (made)
        return std::move(made).value();
    output.complain(doctor::shown(describe(made.error()), kMaxSentence));
    return std::nullopt;
}

std::string placesOf(const capture::RedactionReport &report)
{
    std::string text;
    for (std::size_t i = 0; i < capture::kRedactionPlaces; ++i) {
        if (report.countAt[i] > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(report.countAt[i]) + ' '
                + capture::nameOf(static_cast<capture::RedactionPlace>(i));
    }
    return text.empty() ? "." : ": " + text + '.';
}

std::string lineOf(const capture::Redaction &item)
{
    std::string line = item.event ? "event " + std::to_string(item.event.value)
        : item.hop                ? "hop " + std::to_string(item.hop.value)
                                  : "capture";
    line = "  " + line + std::string(line.size() < 14 ? 14 - line.size() : 1, ' ');
    if (item.event)
        line += item.direction == hop::Direction::FromLeft ? "→ " : "← ";
    line += std::string(capture::nameOf(item.place)) + "  " + doctor::shown(item.name, 100);
    if (item.count > 1)
        line += "  " + std::to_string(item.count) + " times";
    return line + "  " + diagram::sizeText(item.bytes) + '\n';
}

} // namespace

RedactedCopy::~RedactedCopy()
{
    std::error_code ignored;
    if (!m_folder.empty())
        std::filesystem::remove_all(m_folder, ignored);
}

bool RedactedCopy::make(const std::string &path, const capture::RedactionRules &rules, Output &output)
{
    std::error_code failed;
    std::string folder = (std::filesystem::temp_directory_path(failed) / "hop101-XXXXXX").string();
    if (failed || !mkdtemp(folder.data())) {
        output.complain(
            "No folder for the redacted copy could be made: set TMPDIR to one that can be written.");
        return false;
    }
    m_folder = folder;
    m_path = folder + "/redacted.hop101";
    Watch watch(output);
    auto report = reportOf(
        capture::saveRedacted(path, m_path, rules, [&watch](const auto &now) { return watch(now); }), output);
    if (report)
        m_report = std::move(*report);
    return report.has_value();
}

void printRedaction(const ExportOptions &options, const capture::RedactionReport &report, Output &output)
{
    if (options.reportFormat == Format::Json) {
        output.writeText(formats::redactionJson(report, options.isDryRun,
                                                options.isDryRun ? std::string() : options.outPath));
        return;
    }
    output.print(counted(report.count, "secret", "secrets") + ' '
                 + (options.isDryRun        ? "would be replaced"
                        : report.count == 1 ? "was replaced"
                                            : "were replaced")
                 + placesOf(report) + '\n');
    const std::size_t most = options.isDryRun ? report.items.size() : kMaxLines;
    for (std::size_t i = 0; i < std::min(most, report.items.size()); ++i)
        output.print(lineOf(report.items[i]));
    if (report.items.size() > most || report.isCut)
        output.print(options.isDryRun ? "  ... and more\n" : "  ... and more; --dry-run lists them\n");
    if (report.changedEvents > 0)
        output.print(counted(report.changedEvents, "event is", "events are")
                     + " not as in the original, the first is event "
                     + (report.changed.empty() ? "?" : std::to_string(report.changed.front().value)) + ".\n");
    if (report.isPartial)
        output.print("Only a part of the capture could be read.\n");
}

ExitStatus previewRedacted(const ExportOptions &options, Output &output)
{
    Watch watch(output);
    const auto report =
        reportOf(capture::previewRedaction(options.path, *options.redaction, capture::kMaxRedactions,
                                           [&watch](const auto &now) { return watch(now); }),
                 output);
    if (!report)
        return ExitStatus::File;
    printRedaction(options, *report, output);
    return report->isPartial ? ExitStatus::File : ExitStatus::Ok;
}

ExitStatus saveCapture(const ExportOptions &options, Output &output)
{
    std::error_code failed;
    const bool isThere = std::filesystem::exists(options.outPath, failed);
    if (isThere && !options.overwrites) {
        output.complain(doctor::shown(options.outPath, kMaxSentence)
                        + " is there already: choose another name, or replace it with --overwrite.");
        return ExitStatus::File;
    }
    if (!options.redaction) {
        if (const auto copied = capture::saveCopy(options.path, options.outPath); !copied) {
            output.complain(doctor::shown(describe(copied.error()), kMaxSentence));
            return ExitStatus::File;
        }
        return ExitStatus::Ok;
    }
    // Beside its place, so that it is put there in one step.
    const std::string part = options.outPath + ".part";
    Watch watch(output);
    std::filesystem::remove(part, failed);
    const auto report = reportOf(capture::saveRedacted(options.path, part, *options.redaction,
                                                       [&watch](const auto &now) { return watch(now); }),
                                 output);
    if (!report)
        return ExitStatus::File;
    std::filesystem::rename(part, options.outPath, failed);
    if (failed) {
        output.complain(doctor::shown(options.outPath, kMaxSentence)
                        + " cannot be written: " + failed.message() + '.');
        std::filesystem::remove(part, failed);
        return ExitStatus::File;
    }
    printRedaction(options, *report, output);
    return report->isPartial ? ExitStatus::File : ExitStatus::Ok;
}

} // namespace hop101::cli

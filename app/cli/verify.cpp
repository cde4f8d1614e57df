// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/verify.h"

#include "app/cli/commands.h"
#include "app/cli/opencapture.h"
#include "core/doctor/words.h"
#include "core/formats/json.h"

namespace hop101::cli {
namespace {

formats::Json firstJson(const capture::VerifyReport &report)
{
    if (!report.event)
        return nullptr;
    return {{"event", report.event.value},
            {"field", report.field.field},
            {"recorded", report.field.recorded},
            {"replayed", report.field.replayed}};
}

void printJson(Output &output, const capture::VerifyReport &report)
{
    const formats::Json json = {
        {"same", report.isSame()},           {"inputs", report.inputs},
        {"events", report.events},           {"findings", report.findings},
        {"differences", report.differences}, {"firstDifference", report.firstDifference},
        {"partial", report.isPartial},       {"first", firstJson(report)},
    };
    output.writeText(formats::write(json) + '\n');
}

void printText(Output &output, const capture::VerifyReport &report)
{
    const std::string replayed = std::to_string(report.inputs) + " inputs replayed, "
        + std::to_string(report.events) + " events and " + std::to_string(report.findings)
        + " findings compared";
    if (report.isSame())
        output.print(output.strong("The same.") + ' ' + replayed + ".\n");
    else
        output.print(output.strong("Not the same.") + ' ' + replayed
                     + ", differences: " + std::to_string(report.differences)
                     + ". The first: " + doctor::shown(report.firstDifference, 500) + '\n');
}

} // namespace

ExitStatus verify(const VerifyOptions &options, Output &output)
{
    const auto reader = openCapture(options.path, output);
    if (!reader)
        return ExitStatus::File;
    const capture::VerifyReport report = capture::verify(*reader);
    if (options.format == Format::Json)
        printJson(output, report);
    else
        printText(output, report);
    if (const ExitStatus status = statusOf(*reader, output); status != ExitStatus::Ok)
        return status;
    return report.isSame() ? ExitStatus::Ok : ExitStatus::Broken;
}

} // namespace hop101::cli

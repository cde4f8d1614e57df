// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clientcommand.h"
#include "app/cli/commands.h"
#include "core/formats/exchangejson.h"
#include "core/formats/sessionjson.h"

namespace hop101::cli {
namespace {

bool isShort(const ProbeOptions &options, const SessionResult &result)
{
    return result.isUpgraded() && result.summary.messages[1] < options.receive;
}

std::string shortText(const ProbeOptions &options, const SessionResult &result)
{
    return "Only " + std::to_string(result.summary.messages[1]) + " of " + std::to_string(options.receive)
        + " messages came.";
}

void printJson(Output &output, const capture::Reader &reader, const ProbeOptions &options,
               const SessionResult &result, ExitStatus status)
{
    const hop::Exchange *exchange = result.exchange ? &*result.exchange : nullptr;
    formats::Json json = {{"url", options.url.text()}, {"exitStatus", static_cast<int>(status)}};
    json.update(formats::sessionJson(reader, result.hop, exchange, result.diagnosis, result.summary));
    json["capture"] = options.capturePath.empty() ? formats::Json() : formats::Json(options.capturePath);
    output.writeText(formats::write(json) + '\n');
}

void printText(Output &output, const capture::Reader &reader, const ProbeOptions &options,
               const SessionResult &result)
{
    printVerdict(output, reader, result);
    if (isShort(options, result))
        output.print(shortText(options, result) + '\n');
    if (options.format == Format::Diagram) {
        output.print("\n");
        printDiagram(output, reader, {1}, {reader.eventCount()});
    } else {
        printHeads(output, reader, result);
        printCourse(output, reader, result);
    }
    if (!options.capturePath.empty())
        output.print("\nCapture: " + doctor::shown(options.capturePath, 1000) + '\n');
}

} // namespace

ExitStatus probe(const ProbeOptions &options, Output &output)
{
    for (const std::string &note : options.notes)
        output.complain(note);
    const CaptureFile file(options.capturePath);
    Ending ending;
    ending.afterMessages = options.receive;
    if (options.receive > 0)
        ending.afterTime = options.timeout;
    const ClientRequest request{options.plan, options.url, file, ending, false};
    const auto reader = runClient(request, output, [](const RunProgress &) {});
    if (!reader)
        return ExitStatus::File;
    const SessionResult result = readResult(*reader);
    const ExitStatus status =
        result.status() == ExitStatus::Ok && isShort(options, result) ? ExitStatus::Broken : result.status();
    if (options.format == Format::Json)
        printJson(output, *reader, options, result, status);
    else if (result.exchange || options.format == Format::Diagram)
        printText(output, *reader, options, result);
    if (status == ExitStatus::Network)
        output.complain(options.url.text() + ": " + result.oneLine());
    return status;
}

} // namespace hop101::cli

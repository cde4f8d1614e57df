// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "core/base/overloaded.h"

#include <QCoreApplication>

#include <csignal>

namespace {

using namespace hop101::cli;

ExitStatus run(const Command &command, Output &output)
{
    return std::visit(hop101::base::overloaded{
                          [&](const ProbeOptions &options) { return probe(options, output); },
                          [&](const EchoOptions &options) { return echo(options, output); },
                          [&](const RecordOptions &options) { return record(options, output); },
                          [&](const ServeOptions &options) { return serve(options, output); },
                          [&](const RelayOptions &options) { return relay(options, output); },
                          [&](const ShowOptions &options) { return show(options, output); },
                          [&](const ExportOptions &options) { return exportFile(options, output); },
                          [&](const PayloadOptions &options) { return payload(options, output); },
                          [&](const NoteOptions &options) { return note(options, output); },
                          [&](const VerifyOptions &options) { return verify(options, output); },
                          [&](const DiffOptions &options) { return diff(options, output); },
                          [&](const DoctorOptions &options) { return doctor(options, output); },
                          [&](const ImportOptions &options) { return importCapture(options, output); },
                          [&](const SqlOptions &options) { return sql(options, output); },
                          [&](const ReplayOptions &options) { return replay(options, output); },
                          [&](const PathOptions &options) { return path(options, output); },
                          [&](const SnippetOptions &options) { return snippet(options, output); },
                      },
                      command);
}

/// Help and version go to standard output, complaints (without their program's name) to standard error.
ExitStatus say(const Said &said, Output &output)
{
    if (!said.isError) {
        output.print(said.text);
        return ExitStatus::Ok;
    }
    output.complain(said.text);
    return said.status;
}

} // namespace

int main(int argc, char *argv[])
{
    // A reader that goes away shows as a failing write, and a private capture is still removed.
    std::signal(SIGPIPE, SIG_IGN);
    const QCoreApplication application(argc, argv);
    Output output;
    const auto parsed = parseArguments(std::vector<std::string>(argv + 1, argv + argc));
    const ExitStatus status = std::visit(hop101::base::overloaded{
                                             [&](const Command &command) { return run(command, output); },
                                             [&](const Said &said) { return say(said, output); },
                                         },
                                         parsed);
    return static_cast<int>(output.finish(status));
}

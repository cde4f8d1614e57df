// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "app/cli/output.h"

namespace hop101::cli {

// One function a subcommand, each in a file of its name. Those above the line need a QCoreApplication.
ExitStatus probe(const ProbeOptions &options, Output &output);
ExitStatus echo(const EchoOptions &options, Output &output);
ExitStatus record(const RecordOptions &options, Output &output);
ExitStatus serve(const ServeOptions &options, Output &output);
ExitStatus relay(const RelayOptions &options, Output &output);
ExitStatus replay(const ReplayOptions &options, Output &output);
ExitStatus path(const PathOptions &options, Output &output);
ExitStatus importCapture(const ImportOptions &options, Output &output);

ExitStatus show(const ShowOptions &options, Output &output);
ExitStatus exportFile(const ExportOptions &options, Output &output);
ExitStatus payload(const PayloadOptions &options, Output &output);
ExitStatus snippet(const SnippetOptions &options, Output &output);
ExitStatus sql(const SqlOptions &options, Output &output);
ExitStatus note(const NoteOptions &options, Output &output);
ExitStatus verify(const VerifyOptions &options, Output &output);
ExitStatus diff(const DiffOptions &options, Output &output);
ExitStatus doctor(const DoctorOptions &options, Output &output);

} // namespace hop101::cli

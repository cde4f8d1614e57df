// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "app/cli/usageerror.h"
#include "core/base/result.h"

#include <functional>

namespace CLI {
class App;
} // namespace CLI

namespace hop101::cli {

using Outcome = base::Result<Command, UsageError>;
/// Makes the options of the subcommand that was chosen.
using Make = std::function<Outcome()>;

inline Format formatFrom(bool json, bool diagram)
{
    return json ? Format::Json : diagram ? Format::Diagram : Format::Text;
}

// Each of these declares one subcommand that works on captures. What CLI11 fills lives as long as the Make
// that reads it.

Make declareShow(CLI::App &app);
Make declarePayload(CLI::App &app);
Make declareNote(CLI::App &app);
Make declareVerify(CLI::App &app);
Make declareDiff(CLI::App &app);
Make declareSql(CLI::App &app);
Make declareReplay(CLI::App &app);

} // namespace hop101::cli

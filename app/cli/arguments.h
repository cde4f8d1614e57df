// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitstatus.h"
#include "app/cli/options.h"

#include <string>
#include <variant>
#include <vector>

namespace hop101::cli {

/// Nothing to run: help or the version for standard output (exit 0), or one sentence for standard error (exit
/// 2, or 4 where an argument names a file that cannot be read).
struct Said
{
    std::string text;
    bool isError = false;
    ExitStatus status = ExitStatus::Usage; ///< of an error
};

/// Reads the arguments behind the program's name. Never exits and never throws.
std::variant<Command, Said> parseArguments(const std::vector<std::string> &arguments);

} // namespace hop101::cli

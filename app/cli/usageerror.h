// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/exitstatus.h"

#include <string>

namespace hop101::cli {

/// What is wrong with the arguments, and what to do: one sentence for people.
struct UsageError
{
    std::string sentence;
    ExitStatus status = ExitStatus::Usage; ///< File: what an argument names cannot be read
};

} // namespace hop101::cli

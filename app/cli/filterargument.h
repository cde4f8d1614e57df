// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/usageerror.h"
#include "core/base/result.h"
#include "core/capture/filter.h"

namespace hop101::cli {

/// The filter of an option. The error has a sentence, the expression, and a caret under the place.
base::Result<capture::Filter, UsageError> filterFrom(const std::string &option,
                                                     const std::string &expression);

} // namespace hop101::cli

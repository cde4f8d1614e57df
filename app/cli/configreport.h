// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/report.h"

#include <functional>
#include <string>

namespace hop101::cli {

/// What `doctor` says of a configuration, for people: each place with a frame of its line, as a compiler
/// shows it, and the block as it should be. `strong` marks a text as important.
std::string configReport(const doctor::config::Report &report,
                         const std::function<std::string(const std::string &)> &strong);

} // namespace hop101::cli

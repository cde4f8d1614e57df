// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/files.h"

namespace hop101::cli {

/// Files of the disk. `path` may be anything that can be read, a pipe too; of what a configuration includes
/// only regular files are read, and of none more than a parser takes.
doctor::config::FileAccess configFiles(const std::string &path);

} // namespace hop101::cli

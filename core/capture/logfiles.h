// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"

#include <array>
#include <optional>
#include <string>

namespace hop101::capture {

/// What SQLite looks for beside a database, and believes.
inline constexpr std::array kLogSuffixes{"-wal", "-shm", "-journal"};

/// Why a capture must not be opened for what lies beside it; nothing where all is well. Whoever made the file
/// may have made these, too: one that is no regular file (a pipe would be waited for, a link leads elsewhere)
/// and a journal that names another file (SQLite would remove that one) are Hostile. Looks at the place that
/// a link to the capture leads to, as SQLite does.
std::optional<CaptureError> whyNotBeside(const std::string &path);

} // namespace hop101::capture

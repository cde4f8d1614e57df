// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <vector>

namespace hop101::capture {

/// The most sessions that are read of a file.
inline constexpr std::size_t kMaxSessions = 10'000;

struct SessionRows
{
    std::vector<Session> rows; ///< numbered densely from 1
    bool isWhole = true; ///< false: something follows that cannot be read
};
/// Of a capture of today's format, in the order in which they were recorded.
SessionRows sessionRows(const Database &database);
/// The only session of a capture of a format that had none: what its table `capture` tells.
SessionRows sessionOfOlderFormat(const Database &database);

/// Writes the row of a session that begins now, and the capture's own rows where it is the first. Inside the
/// caller's transaction.
[[nodiscard]] bool insertSession(const Database &database, const Session &session);
/// The same for its end: it is complete, and so is the capture for now.
[[nodiscard]] bool completeSession(const Database &database, SessionId session);

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <optional>
#include <vector>

namespace hop101::capture {

/// The notes of a capture of today's format. Cost follows what is asked for: each call is an index look-up.
std::vector<Note> noteRows(const Database &database, base::EventId first, base::EventId last,
                           std::size_t limit, std::size_t textBytes);
std::optional<Note> noteRow(const Database &database, base::EventId event);
std::uint64_t noteCount(const Database &database);
base::EventId bookmarkAfter(const Database &database, base::EventId from);
base::EventId bookmarkBefore(const Database &database, base::EventId from);
/// Replaces the note of its event, or removes it where it is empty.
[[nodiscard]] bool writeNote(const Database &database, const Note &note);

} // namespace hop101::capture

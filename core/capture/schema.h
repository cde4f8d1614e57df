// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <optional>

namespace hop101::capture {

inline constexpr std::int64_t kApplicationId = 0x48313031; ///< "H101", in the SQLite header
/// user_version. What came when: 2 limits with a hop, content, sizes of messages in blocks; 3 sessions,
/// bookmarks.
inline constexpr std::int64_t kSchemaVersion = 3;
inline constexpr std::int64_t kFirstSchemaVersion = 1; ///< the oldest that can be read
inline constexpr std::int64_t kMessagesSchemaVersion = 2; ///< the oldest with sizes and contents of messages
inline constexpr std::int64_t kSessionsSchemaVersion =
    3; ///< the oldest with sessions, and that can be changed
inline constexpr int kPageBytes = 65536;
/// SQLite's default of 2 MB is counted in pages of 4 KiB, also after page_size changed: 31 MB of these.
inline constexpr int kCachePages = 4 * 1024 * 1024 / kPageBytes;
/// The most that the write-ahead log grows to before it goes into the file.
inline constexpr int kCheckpointPages = 256 * 1024 * 1024 / kPageBytes;

/// Makes an empty database a capture: WAL, tables, marks.
[[nodiscard]] bool createCapture(const Database &database);
/// Sets a connection to a capture up for recording: WAL, cache, sync.
[[nodiscard]] bool prepareForRecording(const Database &database);
/// Only the tables, those that are missing, for an index that lives as long as its connection.
[[nodiscard]] bool createTables(const Database &database);
/// What keeps this file from being read as a capture: every object in it must be one of ours, word for word.
std::optional<CaptureError> whyNoCapture(const Database &database);
/// Moves the log into the file and makes it one plain file, as far as no other connection is in the way.
void makePlain(const Database &database);

} // namespace hop101::capture

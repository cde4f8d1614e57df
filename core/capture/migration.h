// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <string>

namespace hop101::capture {

/// Brings the database of an older format to today's: its tables, and where the format did not tell all
/// events their index, by a replay of the inputs. To be called on a copy that was checked and that is thrown
/// away if this fails. Does nothing on one of today's format.
[[nodiscard]] bool upgrade(const Database &copy);

/// Makes a capture one of today's format in its place. Its copy is brought up to date; then the original gets
/// another name in the same folder ("chat (format 2).hop101"), and the copy gets its name. Returns where the
/// original is kept, or an empty text where the format is today's already. After a failure the original is
/// where it was. Readers that have it open go on reading the original. Busy where it is being recorded.
[[nodiscard]] base::Result<std::string, CaptureError> migrateKeepingOriginal(const std::string &path);

} // namespace hop101::capture

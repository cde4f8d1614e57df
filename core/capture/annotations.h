// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"

#include <string>

namespace hop101::capture {

/// What the user adds to a capture, finished or being recorded, by this process or another: one short
/// transaction each, so that a recorder waits for a moment at most. Each call opens the file, checks that it
/// is a capture before anything may write to it, writes and closes; a finished capture stays one plain file.
/// A reader of the file sees the change at its next refresh().
///
/// Waits up to kAnnotationWaitMs for a recorder that is writing: not for the GUI thread. Errors: Older
/// (migrate first: migrateKeepingOriginal), NoPermission, NoSpace, Busy, Damaged, NoSuchPlace, TooLong, and
/// what opening gives. After an error the file is as it was.
inline constexpr int kAnnotationWaitMs = 10'000;

/// Replaces the text at an event; an empty one removes it. A bookmark stays.
[[nodiscard]] base::Result<base::Done, CaptureError> setNoteText(const std::string &path, base::EventId event,
                                                                 const std::string &text);
/// Sets or removes the bookmark at an event. A text stays.
[[nodiscard]] base::Result<base::Done, CaptureError> setBookmark(const std::string &path, base::EventId event,
                                                                 bool isBookmarked);
[[nodiscard]] base::Result<base::Done, CaptureError>
setSessionTitle(const std::string &path, SessionId session, const std::string &title);

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <optional>

namespace hop101::capture {

/// Save as: a consistent copy of a capture, also of one that is being recorded (SQLite backup). Written
/// beside the target and renamed, so that a failure leaves what was there. The copy has today's format, where
/// the capture is of an older one.
[[nodiscard]] base::Result<base::Done, CaptureError> saveCopy(const std::string &from, const std::string &to);

/// Copies all that is committed in `from` into the empty database `to`, in one step: a snapshot of the
/// moment, whatever a recorder adds meanwhile.
[[nodiscard]] std::optional<CaptureError> backUp(const Database &from, const Database &to);

} // namespace hop101::capture

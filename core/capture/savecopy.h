// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"

namespace hop101::capture {

/// Save as: a consistent copy of a capture, also of one that is being recorded (SQLite backup). Written
/// beside the target and renamed, so that a failure leaves what was there. The copy has today's format, where
/// the capture is of an older one.
[[nodiscard]] base::Result<base::Done, CaptureError> saveCopy(const std::string &from, const std::string &to);

} // namespace hop101::capture

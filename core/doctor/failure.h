// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/diagnosis.h"

namespace hop101::doctor {

/// Why no final response head came: a failure, an end of the connection, or bytes that are not HTTP.
Diagnosis diagnoseNoAnswer(const Evidence &evidence, const Words &say);
/// Why the connection failed at `stage`. `reason` is the system's or the library's own text.
Diagnosis failureAt(hop::FailStage stage, const std::string &reason, const Words &say);

} // namespace hop101::doctor

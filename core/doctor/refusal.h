// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/diagnosis.h"

namespace hop101::doctor {

/// Why a final response other than 101 is not an upgrade. `evidence.response` must be there.
Diagnosis diagnoseRefusal(const Evidence &evidence, const Words &say);

} // namespace hop101::doctor

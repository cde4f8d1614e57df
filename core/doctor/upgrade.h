// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/diagnosis.h"

namespace hop101::doctor {

/// What a 101 is worth that the client may accept, and what the connection did after it.
Diagnosis diagnoseUpgraded(const Evidence &evidence, const Words &say);
/// Why a client must not go on after a 101. `evidence.response` must be there.
Diagnosis diagnoseBroken101(const Evidence &evidence, const Words &say);

} // namespace hop101::doctor

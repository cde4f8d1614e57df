// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/evidence.h"
#include "core/doctor/words.h"

#include <string>

namespace hop101::doctor {

/// What the request itself lacks or has wrong, as the start of a sentence without its full stop: "The request
/// has no Sec-WebSocket-Key and no Sec-WebSocket-Version". Empty where no Request rule of severity error is
/// broken.
std::string requestFaults(const Evidence &evidence, const Words &say);
/// True where a server that follows RFC 6455 section 4.2.1 must refuse the request.
bool isRequestFaulty(const Evidence &evidence);

} // namespace hop101::doctor

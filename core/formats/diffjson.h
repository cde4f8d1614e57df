// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/exchangediff.h"
#include "core/formats/json.h"

namespace hop101::formats {

/// What differs between two exchanges (docs/cli-json.md).
Json diffJson(const capture::Reader &left, const capture::Reader &right, const capture::ExchangeDiff &diff);

} // namespace hop101::formats

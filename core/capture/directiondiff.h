// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/exchangediff.h"

namespace hop101::capture {

/// What one side of two exchanges sent, aligned (see exchangediff.h).
DirectionDiff compareDirections(const Reader &left, const ExchangeEvents &leftEvents, const Reader &right,
                                const ExchangeEvents &rightEvents, hop::Direction direction,
                                const DiffOptions &options);

} // namespace hop101::capture

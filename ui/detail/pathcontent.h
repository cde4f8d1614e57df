// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/pathreport.h"
#include "ui/detail/verdictcontent.h"

#include <optional>

namespace hop101::ui {

/// What the verdict pane shows of a path check: the cause in one sentence, the headers as sent and as they
/// arrived, what else was tried, and the fix. `report` as far as it is known; an empty one of a capture
/// alone. Nothing where the capture is of no path check, or the selected event belongs to another exchange
/// than its first.
std::optional<VerdictContent> pathContent(const capture::Reader &reader, base::EventId selected,
                                          const hop::PathReport &report);

} // namespace hop101::ui

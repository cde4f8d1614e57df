// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/event.h"

#include <optional>
#include <span>
#include <string>

namespace hop101::capture {

/// One field of an event, or of what belongs to it, that is not the same twice; values as text.
struct FieldMismatch
{
    std::string field; ///< "time", "code", "findings"…
    std::string recorded, replayed;
    bool operator==(const FieldMismatch &) const = default;
};

/// The first field that differs, in the order of hop::Event; nothing where the events are the same.
std::optional<FieldMismatch> firstMismatch(const hop::Event &recorded, const hop::Event &replayed);
/// The same of the findings of one event: ids of rules with their byte ranges.
std::optional<FieldMismatch> firstMismatch(std::span<const hop::Finding> recorded,
                                           std::span<const hop::Finding> replayed);

} // namespace hop101::capture

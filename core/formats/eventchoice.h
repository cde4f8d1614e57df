// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/filter.h"
#include "core/formats/export.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hop101::formats {

/// Events by their numbers, both included; `first` is at least 1.
struct EventRange
{
    std::uint64_t first = 1, last = 1;
    bool operator==(const EventRange &) const = default;
};
/// Ascending, without overlap; neighbours become one.
std::vector<EventRange> merged(std::vector<EventRange> ranges);

/// Which events of a capture a person wants.
struct EventChoice
{
    std::vector<EventRange> ranges; ///< merged(); empty: all
    capture::Filter filter; ///< empty: every one of those
    std::string filterText; ///< as it was written
};
/// The source that gives those; numbers beyond the capture's last event are left out.
ExportSource chosenFrom(const capture::Reader &reader, const EventChoice &choice);

} // namespace hop101::formats

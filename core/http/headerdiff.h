// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/head.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace hop101::http {

/// One field that is not the same in two heads. Indices into HeaderFields::lines.
struct FieldDifference
{
    std::optional<std::size_t> left; ///< none: added on the right
    std::optional<std::size_t> right; ///< none: dropped
    bool valueDiffers = false;
    bool nameDiffers = false; ///< in the case of its letters only
    bool isMoved = false; ///< stands in another order than its neighbours

    bool isAdded() const noexcept { return !left; }
    bool isDropped() const noexcept { return !right; }
    bool operator==(const FieldDifference &) const = default;
};

/// What differs between the fields of two heads: of two hops of a proxy, or of two exchanges. Names are
/// matched ignoring case; where a name stands several times, fields of the same value belong together first,
/// then the rest in order. Of fields in another order as few as possible count as moved. In the order of the
/// left head, an added field behind the one before it. Cost: n log n.
std::vector<FieldDifference> differences(const HeaderFields &left, const HeaderFields &right);

} // namespace hop101::http

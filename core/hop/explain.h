// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/event.h"

#include <string>

namespace hop101::hop {

struct FoundExpected
{
    std::string found;
    std::string expected;
    bool operator==(const FoundExpected &) const = default;
};

/// Found and expected value of a Frame or Behaviour finding, from the event and the first bytes of it (at
/// least its frame header and 125 bytes, where it has them). For Request and Response rules use the verdict.
FoundExpected explain(const Finding &finding, const Event &event, base::ByteSpan wire);

} // namespace hop101::hop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace hop101::diagram {

/// "604", "9 980": in groups of three. Sizes and times: rowtext.h.
std::string countText(std::uint64_t count);

} // namespace hop101::diagram

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hop101::formats {

/// Of a file whose start sniffFormat() does not know: what people would call it, for a sentence ("it is a
/// capture of Hop101: open it with show"). Empty where it is none that is known.
std::string whatItLooksLike(std::string_view start);

} // namespace hop101::formats

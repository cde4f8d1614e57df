// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/page.h"

#include <string>
#include <string_view>

namespace hop101::diagram {

/// A page as a whole SVG 1.1 document. Attributes only, no style sheet, script or link, so that it may stand
/// in another document; fonts are asked for by name with fallbacks, and what was cut to fit keeps its width
/// in any of them. `title`: for screen readers and tool tips.
std::string svgOf(const Page &page, const std::string &title);

/// UTF-8 from anywhere as character data or the value of an attribute of XML 1.0: signs that XML cannot hold
/// become U+FFFD.
std::string xmlText(std::string_view utf8);

} // namespace hop101::diagram

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hop101::ui {

/// The same JSON with one value a line, two spaces a level. Only white space between tokens changes: numbers,
/// escapes, the order of members and repeated members stay as they are. Nothing where the text is not JSON.
std::optional<std::string> prettyJson(std::string_view text);

} // namespace hop101::ui

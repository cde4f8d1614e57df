// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hop101::diagram {

/// Columns of a terminal that a character takes: 0 (combining), 1 or 2 (wide, emoji). Approximate: terminals
/// differ.
int columnsOf(char32_t c) noexcept;
int columnsOf(std::string_view utf8) noexcept;
/// As much as fits into `columns`, ending in `ellipsis` where something was cut.
std::string elidedTo(std::string_view utf8, int columns, std::string_view ellipsis);

} // namespace hop101::diagram

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hop101::formats::markdown {

// GitHub's Markdown. Nothing that comes from a capture is taken for markup, calls somebody by name, links to
// something or ends what it stands in.

/// A sentence: as it stands, in plain words.
std::string prose(std::string_view text);
/// Bytes from the wire on one line, controls made visible, elided at `limit` characters: as code. Empty stays
/// empty.
std::string code(std::string_view raw, std::size_t limit);
/// The same as a cell of a table.
std::string codeCell(std::string_view raw, std::size_t limit);
/// Lines that stand as they are; `language` may be empty. Controls but tab and line end are made visible.
std::string fenced(std::string_view text, std::string_view language);
/// "| a | b |": cells are Markdown already, without line ends and bare bars.
std::string tableRow(const std::vector<std::string> &cells);
/// The head of a table and the line under it.
std::string tableHead(const std::vector<std::string> &cells);

} // namespace hop101::formats::markdown

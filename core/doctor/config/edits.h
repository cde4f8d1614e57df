// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/tree.h"

namespace hop101::doctor::config {

/// In order of their place; equal ones once, and of those that overlap the first.
std::vector<Edit> inOrder(std::vector<Edit> edits);
/// The file's text with its edits done.
std::string applied(const Tree &tree, std::uint32_t file, const std::vector<Edit> &edits);
/// The lines of `block` with the edits inside it done, its own indentation taken away.
std::string corrected(const Tree &tree, const Place &block, const std::vector<Edit> &edits);

struct ElsewhereEdit
{
    Place at;
    std::string text; ///< the lines that change, as they are to be
};
/// What `edits` change outside of `block`.
std::vector<ElsewhereEdit> elsewhere(const Tree &tree, const Place &block, const std::vector<Edit> &edits);

/// All files that change, as `patch` reads it: "--- ./PATH", so that -p0 and -p1 both find a relative path.
/// Paths in `folder` are written as seen from there; empty: as they are.
std::string unifiedDiff(const Tree &tree, const std::vector<Edit> &edits, const std::string &folder = {});

} // namespace hop101::doctor::config

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hop101::doctor {

/// The whole of docs/causes.md: every cause in table order, with its evidence and its fix per product, in
/// Markdown.
std::string causesPage();

} // namespace hop101::doctor

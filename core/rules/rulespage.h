// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hop101::rules {

/// The whole of docs/rules.md: every rule in table order, by stage, in Markdown.
std::string rulesPage();

} // namespace hop101::rules

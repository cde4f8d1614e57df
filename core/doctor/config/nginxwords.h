// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hop101::doctor::config {

/// The directives that stand in configurations of proxies: enough to see that one begins where another has
/// not ended.
const std::vector<std::string> &nginxDirectives();
bool isNginxDirective(std::string_view name);
/// nginx's own variables, and those with a prefix of its own ($http_upgrade, $arg_x). `name` is without the
/// "$".
bool isNginxVariable(std::string_view name);

} // namespace hop101::doctor::config

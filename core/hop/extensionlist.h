// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace hop101::hop {

/// The extension names of a Sec-WebSocket-Extensions value, in its order, without their parameters; nothing
/// where it breaks the grammar of RFC 6455 section 9.1. Views into `value`.
std::optional<std::vector<std::string_view>> extensionNames(std::string_view value);

} // namespace hop101::hop

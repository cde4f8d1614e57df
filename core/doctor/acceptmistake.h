// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace hop101::doctor {

/// How a wrong Sec-WebSocket-Accept was most likely made from `key` (both as on the wire, trimmed): one
/// sentence with what to change, marked for translation; nullptr where no known mistake gives it.
const char *acceptMistake(std::string_view key, std::string_view accept);

} // namespace hop101::doctor

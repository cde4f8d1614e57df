// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <nlohmann/json.hpp>

#include <string>

namespace hop101::formats {

/// Members stay in the order in which they were added.
using Json = nlohmann::ordered_json;

/// Valid JSON whatever the strings hold: what is not UTF-8 becomes U+FFFD. One line where `indent` is
/// negative.
std::string write(const Json &json, int indent = 2);
/// Adds the bytes to an object: as `text` where they are UTF-8, else as `base64`.
void addBytes(Json &object, base::ByteSpan bytes);

} // namespace hop101::formats

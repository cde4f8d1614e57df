// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace hop101::capture {

/// Members stay in the order of the text.
using JsonValue = nlohmann::ordered_json;

/// The most bytes and levels of a text from the wire that is read as JSON.
inline constexpr std::size_t kMaxJsonBytes = std::size_t{1024} * 1024;
inline constexpr std::size_t kMaxJsonDepth = 100;

/// An object or array; nothing where the text is none, or is beyond the limits: values are walked by
/// recursion.
std::optional<JsonValue> jsonFrom(base::ByteSpan text);

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::websocket {

/// One parameter of an extension. A quoted value stands here unquoted.
struct ExtensionParameter
{
    std::string name;
    std::optional<std::string> value; ///< nothing: it has none
    bool operator==(const ExtensionParameter &) const = default;
};

/// One extension as offered or accepted: its name, and its parameters in the order of the wire.
struct Extension
{
    std::string name;
    std::vector<ExtensionParameter> parameters;
    bool operator==(const Extension &) const = default;
};

/// A Sec-WebSocket-Extensions value, in its order; nothing where it is empty or breaks the grammar of
/// RFC 6455 section 9.1. Names keep their case: RFC 6455 knows no other form of them.
std::optional<std::vector<Extension>> readExtensions(std::string_view value);

/// "name; parameter=value", as it stands in a header.
std::string extensionText(const Extension &extension);

} // namespace hop101::websocket

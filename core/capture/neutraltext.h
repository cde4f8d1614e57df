// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <string>
#include <vector>

namespace hop101::capture {

/// What of a message does not count when it is compared.
struct Ignored
{
    /// What is another one every time: UUIDs and dates with a time (ISO 8601) anywhere in a text, and in JSON
    /// the numbers and strings of members whose name says that they are an id or a time (isIdName).
    bool ids = false;
    std::vector<std::string> fields; ///< names of JSON members, exactly: whatever they hold

    bool isNothing() const noexcept { return !ids && fields.empty(); }
    bool operator==(const Ignored &) const = default;
};

/// "id", "uuid", "guid", "nonce", "time", "timestamp", "ts", "date" or a name that ends in one of them as a
/// word of its own ("userId", "user_id", "created-at"); also "…At".
bool isIdName(std::string_view name);
/// The text with all that is ignored replaced, so that two texts that differ in nothing else are the same.
/// JSON beyond the limits of jsonvalue.h is taken as plain text.
base::Bytes neutralised(base::ByteSpan text, const Ignored &ignored);

} // namespace hop101::capture

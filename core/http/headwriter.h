// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <span>
#include <string>

namespace hop101::http {

struct FieldToWrite
{
    std::string name;
    std::string value;
    bool operator==(const FieldToWrite &) const = default;
};

/// Exactly these fields, in this order and case, "Name: value" CRLF each, then the empty line. Nothing is
/// added, joined or repaired, so that wrong requests can be made on purpose.
base::Bytes writeRequestHead(std::string_view method, std::string_view target, std::string_view version,
                             std::span<const FieldToWrite> fields);
/// `reason` may be empty; the space before it is always written (RFC 9112 section 4).
base::Bytes writeResponseHead(std::string_view version, int status, std::string_view reason,
                              std::span<const FieldToWrite> fields);

} // namespace hop101::http

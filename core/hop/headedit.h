// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/plan/relayrules.h"

#include <string_view>

namespace hop101::hop {

// A head with one change in it; every other byte stays. `head` is complete, with its empty line, and of a
// request or a response alike.

/// The first field of that name gets this value, others of that name go; it is added behind the others where
/// there is none.
base::Bytes withHeader(base::ByteSpan head, std::string_view name, std::string_view value);
base::Bytes withAnotherHeader(base::ByteSpan head, std::string_view name, std::string_view value);
base::Bytes withoutHeader(base::ByteSpan head, std::string_view name);
/// Every `match` becomes `text`; none where `match` is empty.
base::Bytes withReplacement(base::ByteSpan bytes, std::string_view match, std::string_view text);

} // namespace hop101::hop

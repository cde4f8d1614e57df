// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/http/head.h"
#include "core/plan/plan.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hop101::net {

// What a path check says of what it saw, and small changes of the plans that it sends.

/// At most 200 bytes of a value.
std::string elided(std::string text);
/// "16 MiB", "1 KiB", "125 B".
std::string sizeText(std::uint64_t bytes);
/// "Upgrade: websocket", or "no Upgrade".
std::string headerOf(const http::HeaderFields &fields, const char *name);
/// What of a request decides on its upgrade.
std::string upgradeWords(const http::RequestHead &head);
/// "502 Bad Gateway", or "no answer".
std::string statusWords(const std::optional<http::ResponseHead> &response);

/// No two sizes and seeds give the same bytes, and no proxy has a reason to know them.
base::Bytes pattern(std::uint64_t size, unsigned seed);
/// 16 hex digits that no other check has.
std::string freshProbe();
/// In place of all of that name.
void setHeader(plan::Plan &plan, const std::string &name, const std::string &value);
bool hasHeader(const plan::Plan &plan, std::string_view name);

} // namespace hop101::net

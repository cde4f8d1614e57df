// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace hop101::hop {

// The forms of names and addresses in a request: grammar only.

/// uri-host [ ":" port ] with a host that is not empty (RFC 9110 section 7.2, RFC 3986 section 3.2): a name,
/// an IPv4 address or an IPv6 address in brackets, and a port of at most 65535.
bool isHostAndPort(std::string_view text) noexcept;
/// "null", or scheme "://" host [ ":" port ], or several of these with single spaces between (RFC 6454
/// section 7.1). The host may be empty where the scheme is neither http nor https: "file://".
bool isOrigin(std::string_view text) noexcept;
/// origin-form, or absolute-form with http or https (RFC 9112 section 3.2). A fragment does not matter here.
bool isPathOrHttpUri(std::string_view target) noexcept;

} // namespace hop101::hop

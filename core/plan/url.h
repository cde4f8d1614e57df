// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hop101::plan {

/// Where to connect and what to ask for (RFC 6455 section 3, RFC 3986).
struct Url
{
    bool secure = false; ///< wss or https
    std::string host; ///< without the brackets of an IPv6 address
    std::uint16_t port = 80;
    bool isPortWritten = false;
    std::string userInfo; ///< "user:password" as written, or empty
    std::string target; ///< path and query, at least "/"

    /// The value of Host: the port only where it is not the default, IPv6 in brackets.
    std::string hostHeader() const;
    /// "ws://host:port/target", canonical, without user info.
    std::string text() const;
    bool operator==(const Url &) const = default;
};

enum class UrlFault : std::uint8_t { Empty, UnknownScheme, NoHost, BadHost, BadPort, Fragment, BadOctet };
struct UrlError
{
    UrlFault fault;
    std::size_t at; ///< offset in the text that was given
    bool operator==(const UrlError &) const = default;
};
/// Takes ws, wss, http and https (http is what tutorials and curl write; it means ws), and "host:port/path"
/// without a scheme as ws. White space around is ignored.
base::Result<Url, UrlError> parseUrl(std::string_view text);
/// One sentence that says what is wrong and what to do. Marked for translation.
const char *describe(UrlFault fault) noexcept;

} // namespace hop101::plan

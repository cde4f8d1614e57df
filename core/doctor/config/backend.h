// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hop101::doctor::config {

/// "http://app:3000/ws" in its parts, as a configuration writes it; none of them is checked.
struct Backend
{
    std::string scheme; ///< lower case; empty where there is none
    std::string host; ///< "app", "[::1]", "unix:/run/x"
    std::string port; ///< digits, or empty
    std::string uri; ///< from the first "/" behind the authority; empty where there is none

    bool isTls() const { return scheme == "https" || scheme == "wss"; }
};
Backend backendFrom(std::string_view text);

/// 127.0.0.1, [::1], unix:…
bool isAddress(std::string_view host);
/// The port is one that speaks TLS by custom.
bool isTlsPort(std::string_view port);
/// "60", "60s", "1h", "1m 30s", "500ms" in milliseconds; `plainUnit` is what a number without a unit counts.
/// −1 where it is no time.
long long millisecondsFrom(std::string_view text, long long plainUnit);
/// "60 s", "1 h", "500 ms".
std::string durationText(long long milliseconds);

} // namespace hop101::doctor::config

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/diagnosis.h"

#include <optional>
#include <string>

namespace hop101::doctor {

/// Servers that often stand in front of another one and that lose an upgrade unless they are told to pass it.
enum class Intermediary : std::uint8_t {
    Nginx,
    Apache,
    HaProxy,
    Caddy,
    Lighttpd,
    Iis,
    Envoy,
    Varnish,
    Nghttpx,
    Cloudflare,
    AwsLoadBalancer,
};

/// Who answered, by Server, Via and the error page (HAProxy names itself in no header); none where
/// nothing tells.
std::optional<Intermediary> intermediaryOf(const http::ResponseHead &response, std::string_view body);
/// As people call it: "nginx", "Apache".
const char *name(Intermediary who) noexcept;
/// "nginx", "apache", ignoring case; none where nobody is called so.
std::optional<Intermediary> intermediaryNamed(std::string_view text);
/// Whether it loses an upgrade unless it is configured to pass it. The others pass it by themselves.
bool mustBeToldToUpgrade(Intermediary who) noexcept;

/// The lines that make it pass an upgrade of `target` ("/ws?x=1"; may be empty); none where there is nothing
/// to configure.
std::optional<Fix> fixForUpgrade(Intermediary who, const std::string &target, const Words &say);
/// The lines that keep an idle connection open; none where we know of none.
std::optional<Fix> fixForIdle(Intermediary who, const std::string &target, const Words &say);

} // namespace hop101::doctor

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/writer.h"
#include "core/plan/url.h"

namespace hop101::formats {

/// What `snippet --as nginx|apache|haproxy|caddy` writes: a proxy that listens on port `listen` and passes
/// upgrades of the URL's path on to the URL.
std::string proxySnippet(doctor::config::Product product, const plan::Url &url,
                         const std::optional<doctor::config::Version> &version = {},
                         std::uint16_t listen = 8080);

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/report.h"

#include <chrono>

namespace hop101::doctor::config {

/// An endpoint that a proxy is to stand in front of.
struct Endpoint
{
    std::string path = "/"; ///< that clients ask for, and the backend gets; without a query
    std::string host = "127.0.0.1"; ///< of the backend, without the brackets of an IPv6 address
    std::uint16_t port = 80;
    bool isTls = false; ///< the backend speaks TLS
    std::optional<Version> version; ///< of the proxy; none: usualVersion
    std::chrono::seconds idle{3600}; ///< how long a connection may be silent
    std::uint16_t listen = 8080; ///< where the proxy is asked
};

/// The lines of a location of nginx that pass an upgrade on; `connection` is the value of Connection as it is
/// written.
std::string nginxUpgradeLines(const std::string &connection);
/// The ProxyPass that passes an upgrade on in this version, without a line end; `authority` is "HOST:PORT".
std::string apacheProxyPass(const Version &version, const std::string &path, const std::string &authority,
                            bool isTls = false);

/// A configuration that passes upgrades to the endpoint, whole but for what the product's main file has: what
/// nginx takes in its http block, a VirtualHost, sections of HAProxy, a site of Caddy. Only a path of plain
/// characters (letters, digits and /-_.~) is written; any other becomes "/", which fits it, too. `doctor`
/// finds nothing in it.
std::string proxyBlock(Product product, const Endpoint &endpoint);

} // namespace hop101::doctor::config

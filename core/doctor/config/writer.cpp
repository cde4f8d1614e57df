// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/writer.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

bool isPlain(std::string_view text, std::string_view also)
{
    for (const char c : text) {
        if (!base::isAlpha(c) && !base::isDigit(c) && also.find(c) == std::string_view::npos)
            return false;
    }
    return !text.empty();
}

/// The endpoint with nothing in it that could leave its place in a line.
struct Parts
{
    std::string path;
    std::string authority;
    std::string idle; ///< in seconds
    bool isName = false; ///< the host is no address: others may live behind it
};

Parts partsOf(const Endpoint &endpoint)
{
    Parts parts;
    const bool isPathPlain = endpoint.path.starts_with('/') && isPlain(endpoint.path, "/-_.~");
    parts.path = isPathPlain ? endpoint.path : "/";
    const bool isSix = endpoint.host.find(':') != std::string::npos;
    const std::string host = isPlain(endpoint.host, "-_.:") ? endpoint.host : "BACKEND";
    parts.authority = (isSix ? '[' + host + ']' : host) + ':' + std::to_string(endpoint.port);
    parts.idle = std::to_string(std::max<long long>(endpoint.idle.count(), 1));
    parts.isName = !isSix && !isAddress(host);
    return parts;
}

/// Each line of a text, two steps to the right.
std::string indented(std::string_view lines)
{
    std::string out;
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n') + 1;
        out += "        " + std::string(lines.substr(0, end));
        lines.remove_prefix(end);
    }
    return out;
}

std::string nginxBlock(const Endpoint &endpoint)
{
    const Parts parts = partsOf(endpoint);
    const std::string scheme = endpoint.isTls ? "https" : "http";
    // An endpoint with a name of its own wants that name; one behind an address is known by the client's.
    const std::string host = parts.isName ? "" : "        proxy_set_header Host       $http_host;\n";
    const std::string tls = endpoint.isTls && parts.isName ? "        proxy_ssl_server_name on;\n" : "";
    return "# nginx, in its http block: a file of conf.d\n"
           "map $http_upgrade $connection_upgrade {\n"
           "    default upgrade;\n"
           "    ''      close;\n"
           "}\n"
           "\n"
           "server {\n"
           "    listen "
        + std::to_string(endpoint.listen) + ";\n\n    location " + parts.path + " {\n        proxy_pass "
        + scheme + "://" + parts.authority + ";\n" + indented(nginxUpgradeLines("$connection_upgrade")) + host
        + tls + "        proxy_read_timeout " + parts.idle + "s;\n        proxy_send_timeout " + parts.idle
        + "s;\n    }\n}\n";
}

std::string apacheBlock(const Endpoint &endpoint, const Version &version)
{
    const Parts parts = partsOf(endpoint);
    const bool isOld = version < Version{2, 4, 47};
    const std::string modules = isOld ? "proxy proxy_http proxy_wstunnel" : "proxy proxy_http";
    return "# Apache httpd " + std::string(isOld ? "before 2.4.47" : "2.4.47 or newer") + ": a2enmod "
        + modules + (endpoint.isTls ? " ssl" : "") + "\nListen " + std::to_string(endpoint.listen)
        + "\n<VirtualHost *:" + std::to_string(endpoint.listen) + ">\n"
        + (parts.isName ? "" : "    ProxyPreserveHost On\n")
        + (endpoint.isTls ? "    SSLProxyEngine On\n" : "") + "    "
        + apacheProxyPass(version, parts.path, parts.authority, endpoint.isTls) + " timeout=" + parts.idle
        + "\n</VirtualHost>\n";
}

std::string haProxyBlock(const Endpoint &endpoint)
{
    const Parts parts = partsOf(endpoint);
    const std::string &path = parts.path;
    const std::string below = path.ends_with('/') ? path : path + '/';
    const std::string route = path == "/"
        ? "    default_backend hop101_endpoint\n"
        : "    use_backend hop101_endpoint if { path " + path + " } || { path_beg " + below + " }\n";
    const std::string sni = parts.isName ? " sni str(" + endpoint.host + ")" : "";
    const std::string tls = endpoint.isTls ? " ssl verify required ca-file @system-ca" + sni : "";
    const std::string host = parts.isName ? "    http-request set-header Host " + endpoint.host + '\n' : "";
    return "# HAProxy\n"
           "frontend hop101\n"
           "    mode http\n"
           "    bind :"
        + std::to_string(endpoint.listen) + "\n    timeout client 30s\n" + route
        + "\n"
          "backend hop101_endpoint\n"
          "    mode http\n"
          "    timeout connect 5s\n"
          "    timeout server 30s\n"
          "    timeout tunnel "
        + parts.idle + "s\n" + host + "    server endpoint " + parts.authority + tls + '\n';
}

std::string caddyBlock(const Endpoint &endpoint)
{
    const Parts parts = partsOf(endpoint);
    const std::string &path = parts.path;
    const std::string below = path.ends_with('/') ? path + '*' : path + "/*";
    const bool isAll = path == "/";
    const std::string matcher = isAll ? "" : "    @endpoint path " + path + ' ' + below + '\n';
    const std::string proxy = "    reverse_proxy " + std::string(isAll ? "" : "@endpoint ")
        + (endpoint.isTls ? "https://" : "") + parts.authority;
    const std::string host = parts.isName ? " {\n        header_up Host {upstream_hostport}\n    }\n" : "\n";
    return "# Caddy: an upgrade passes without a word about it, and an idle one is not cut\n:"
        + std::to_string(endpoint.listen) + " {\n" + matcher + proxy + host + "}\n";
}

} // namespace

std::string nginxUpgradeLines(const std::string &connection)
{
    return "proxy_http_version 1.1;\n"
           "proxy_set_header Upgrade    $http_upgrade;\n"
           "proxy_set_header Connection "
        + connection + ";\n";
}

std::string apacheProxyPass(const Version &version, const std::string &path, const std::string &authority,
                            bool isTls)
{
    const bool isOld = version < Version{2, 4, 47};
    const std::string scheme = std::string(isOld ? "ws" : "http") + (isTls ? "s" : "");
    return "ProxyPass \"" + path + "\" \"" + scheme + "://" + authority + path + '"'
        + (isOld ? "" : " upgrade=websocket");
}

std::string proxyBlock(Product product, const Endpoint &endpoint)
{
    switch (product) {
    case Product::Nginx:
        return nginxBlock(endpoint);
    case Product::Apache:
        return apacheBlock(endpoint, endpoint.version.value_or(usualVersion(product)));
    case Product::HaProxy:
        return haProxyBlock(endpoint);
    case Product::Caddy:
        return caddyBlock(endpoint);
    }
    return {};
}

} // namespace hop101::doctor::config

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/intermediary.h"

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/doctor/config/writer.h"

#include <array>

namespace hop101::doctor {
namespace {

struct Sign
{
    Intermediary who;
    std::string_view text; ///< lower case
};

// The order counts where a product names another one: openresty is nginx, cloudflare says "cloudflare-nginx"
// at times.
constexpr auto kServerSigns = std::to_array<Sign>({
    {Intermediary::Cloudflare, "cloudflare"},
    {Intermediary::Nginx, "nginx"},
    {Intermediary::Nginx, "openresty"},
    {Intermediary::Apache, "apache"},
    {Intermediary::Caddy, "caddy"},
    {Intermediary::Lighttpd, "lighttpd"},
    {Intermediary::Iis, "microsoft-iis"},
    {Intermediary::Iis, "microsoft-httpapi"},
    {Intermediary::Envoy, "envoy"},
    {Intermediary::Nghttpx, "nghttpx"},
    {Intermediary::Varnish, "varnish"},
    {Intermediary::AwsLoadBalancer, "awselb"},
});
constexpr auto kViaSigns = std::to_array<Sign>({
    {Intermediary::Varnish, "varnish"},
    {Intermediary::Caddy, "caddy"},
    {Intermediary::Nghttpx, "nghttpx"},
    {Intermediary::Envoy, "envoy"},
});
// Error pages of servers that leave out the Server header.
constexpr auto kBodySigns = std::to_array<Sign>({
    {Intermediary::HaProxy, "your browser sent an invalid request."},
    {Intermediary::HaProxy, "request forbidden by administrative rules."},
    {Intermediary::HaProxy, "no server is available to handle this request."},
    {Intermediary::HaProxy, "the server returned an invalid or incomplete response."},
    {Intermediary::HaProxy, "the server didn't respond in time."},
    {Intermediary::Nginx, "<center>nginx"},
    {Intermediary::Apache, "<address>apache"},
});

template<std::size_t size>
std::optional<Intermediary> signedBy(const std::array<Sign, size> &signs, std::string_view raw)
{
    const std::string text = base::toLower(raw);
    for (const Sign &sign : signs) {
        if (text.find(sign.text) != std::string::npos)
            return sign.who;
    }
    return {};
}

std::string titleFor(Intermediary who, const std::string &path, const char *place, const Words &say)
{
    const std::string product = name(who);
    if (path.empty() || *place == '\0')
        return say(HOP101_TEXT("doctor", "Fix in %1"), {product});
    return say(HOP101_TEXT("doctor", "Fix in %1: %2"), {product, place + (' ' + path)});
}

/// Without the query, and only where it can stand in a configuration line as it is.
std::string plainPath(const std::string &target)
{
    std::string path = target.substr(0, target.find('?'));
    for (const char c : path) {
        if (!base::isAlpha(c) && !base::isDigit(c)
            && std::string_view("/-_.~").find(c) == std::string_view::npos)
            return {};
    }
    return path;
}

std::string apacheLines(const std::string &path)
{
    const std::string at = path.empty() ? "/" : path;
    const auto line = [&at](const config::Version &version) {
        return config::apacheProxyPass(version, at, "BACKEND:PORT") + '\n';
    };
    return "# 2.4.47 or newer, with mod_proxy_http\n" + line({2, 4, 47})
        + "# older, with mod_proxy_wstunnel\n" + line({2, 4, 46});
}

std::string envoyLines()
{
    return "# in the HttpConnectionManager\n"
           "upgrade_configs:\n"
           "- upgrade_type: websocket\n";
}

std::string iisLines()
{
    return "Enable-WindowsOptionalFeature -Online -FeatureName IIS-WebSockets\n";
}

std::string varnishLines()
{
    return "sub vcl_recv { if (req.http.upgrade ~ \"(?i)websocket\") { return (pipe); } }\n"
           "sub vcl_pipe {\n"
           "    if (req.http.upgrade) {\n"
           "        set bereq.http.upgrade = req.http.upgrade;\n"
           "        set bereq.http.connection = req.http.connection;\n"
           "    }\n"
           "}\n";
}

} // namespace

std::optional<Intermediary> intermediaryOf(const http::ResponseHead &response, std::string_view body)
{
    if (const auto who = signedBy(kServerSigns, response.fields.combined("Server")))
        return who;
    if (const auto who = signedBy(kViaSigns, response.fields.combined("Via")))
        return who;
    return signedBy(kBodySigns, body);
}

const char *name(Intermediary who) noexcept
{
    switch (who) {
    case Intermediary::Nginx:
        return "nginx";
    case Intermediary::Apache:
        return "Apache";
    case Intermediary::HaProxy:
        return "HAProxy";
    case Intermediary::Caddy:
        return "Caddy";
    case Intermediary::Lighttpd:
        return "lighttpd";
    case Intermediary::Iis:
        return "IIS";
    case Intermediary::Envoy:
        return "Envoy";
    case Intermediary::Varnish:
        return "Varnish";
    case Intermediary::Nghttpx:
        return "nghttpx";
    case Intermediary::Cloudflare:
        return "Cloudflare";
    case Intermediary::AwsLoadBalancer:
        return "the AWS load balancer";
    }
    return "";
}

std::optional<Intermediary> intermediaryNamed(std::string_view text)
{
    for (const Sign &sign : kServerSigns)
        if (base::equalsIgnoringCase(name(sign.who), text))
            return sign.who;
    return base::equalsIgnoringCase(text, "haproxy") ? std::optional(Intermediary::HaProxy) : std::nullopt;
}

bool mustBeToldToUpgrade(Intermediary who) noexcept
{
    switch (who) {
    case Intermediary::Nginx:
    case Intermediary::Apache:
    case Intermediary::Lighttpd:
    case Intermediary::Iis:
    case Intermediary::Envoy:
    case Intermediary::Varnish:
    case Intermediary::Cloudflare:
        return true;
    case Intermediary::HaProxy:
    case Intermediary::Caddy:
    case Intermediary::Nghttpx:
    case Intermediary::AwsLoadBalancer:
        return false;
    }
    return false;
}

std::optional<Fix> fixForUpgrade(Intermediary who, const std::string &target, const Words &say)
{
    const std::string path = plainPath(target);
    switch (who) {
    case Intermediary::Nginx:
        return Fix{titleFor(who, path, "location", say), config::nginxUpgradeLines("\"upgrade\"")};
    case Intermediary::Apache:
        return Fix{titleFor(who, "", "", say), apacheLines(path)};
    case Intermediary::Lighttpd:
        return Fix{titleFor(who, "", "", say), "proxy.header = ( \"upgrade\" => \"enable\" )\n"};
    case Intermediary::Iis:
        return Fix{titleFor(who, "", "", say), iisLines()};
    case Intermediary::Envoy:
        return Fix{titleFor(who, "", "", say), envoyLines()};
    case Intermediary::Varnish:
        return Fix{titleFor(who, "", "", say), varnishLines()};
    case Intermediary::Cloudflare:
        return Fix{titleFor(who, "", "", say),
                   say(HOP101_TEXT("doctor", "In the dashboard: Network, WebSockets, On")) + '\n'};
    case Intermediary::HaProxy:
    case Intermediary::Caddy:
    case Intermediary::Nghttpx:
    case Intermediary::AwsLoadBalancer:
        return {};
    }
    return {};
}

std::optional<Fix> fixForIdle(Intermediary who, const std::string &target, const Words &say)
{
    if (who == Intermediary::Nginx) {
        return Fix{titleFor(who, plainPath(target), "location", say),
                   "proxy_read_timeout 3600s;\nproxy_send_timeout 3600s;\n"};
    }
    if (who == Intermediary::HaProxy)
        return Fix{titleFor(who, "", "", say), "timeout tunnel 1h\n"};
    if (who == Intermediary::Apache)
        return Fix{titleFor(who, "", "", say), "ProxyTimeout 3600\n"};
    return {};
}

} // namespace hop101::doctor

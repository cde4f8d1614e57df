// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ascii.h"
#include "core/doctor/cause.h"

namespace hop101::doctor {
namespace {

using Action = FixStep::Action;
using Steps = std::vector<FixStep>;

/// What the lines of a configuration are made of.
struct Place
{
    std::string path; ///< "/ws"
    std::string host, port; ///< of the server
    std::string backend; ///< "127.0.0.1:9001"
    std::string credential; ///< the header that was lost
};

/// Only where it can stand in a configuration line as it is.
std::string plainPath(const PathEvidence &evidence)
{
    if (!evidence.left.request)
        return "/";
    const std::string &target = evidence.left.request->target;
    std::string path = target.substr(0, target.find('?'));
    for (const char c : path)
        if (!base::isAlpha(c) && !base::isDigit(c)
            && std::string_view("/-_.~").find(c) == std::string_view::npos)
            return "/";
    return path.empty() ? "/" : path;
}

Place placeOf(const PathEvidence &evidence)
{
    const HeaderChange *lost = evidence.diff.request.header("Authorization");
    const bool isAuthorization = lost && (lost->isDropped() || lost->valueDiffers());
    Place place{plainPath(evidence), "BACKEND", "PORT", evidence.report.listening,
                isAuthorization ? "Authorization" : "Cookie"};
    const std::size_t colon = place.backend.rfind(':');
    if (colon != std::string::npos) {
        place.host = place.backend.substr(0, colon);
        place.port = place.backend.substr(colon + 1);
    } else {
        place.backend = "BACKEND:PORT";
    }
    return place;
}

FixStep put(std::string place, std::string lines)
{
    return {Action::Put, std::move(place), std::move(lines)};
}
FixStep add(std::string place, std::string lines)
{
    return {Action::Add, std::move(place), std::move(lines)};
}
FixStep removed(std::string place, std::string lines)
{
    return {Action::Remove, std::move(place), std::move(lines)};
}

bool isAnyOf(Cause cause, std::initializer_list<Cause> causes)
{
    for (const Cause one : causes)
        if (one == cause)
            return true;
    return false;
}

bool isAboutUpgrade(Cause cause)
{
    return isAnyOf(cause,
                   {Cause::UpgradeDropped, Cause::UpgradeWrongValue, Cause::ConnectionClose,
                    Cause::HttpVersion10, Cause::VarnishWithoutPipe, Cause::ProxyPassOrder});
}

bool isAboutBackend(Cause cause)
{
    return isAnyOf(
        cause,
        {Cause::DeadBackend, Cause::TlsToPlainBackend, Cause::Http2ToBackend, Cause::ForwardsElsewhere});
}

bool isIdle(Cause cause)
{
    return isAnyOf(cause, {Cause::NginxReadTimeout, Cause::TunnelTimeout, Cause::IdleCut});
}

bool isAboutTarget(Cause cause)
{
    return isAnyOf(cause, {Cause::PathRewritten, Cause::TrailingSlash, Cause::QueryLost});
}

/// The request header that a rule took out; empty where the cause is another.
std::string strippedHeader(Cause cause, const Place &at)
{
    switch (cause) {
    case Cause::CompressionStripped:
        return "Sec-WebSocket-Extensions";
    case Cause::SubprotocolStripped:
        return "Sec-WebSocket-Protocol";
    case Cause::KeyChanged:
        return "Sec-WebSocket-Key";
    case Cause::VersionDropped:
        return "Sec-WebSocket-Version";
    case Cause::OriginRewritten:
        return "Origin";
    case Cause::CredentialsDropped:
        return at.credential;
    default:
        return {};
    }
}

constexpr const char *kNginxUpgrade = "proxy_http_version 1.1;\n"
                                      "proxy_set_header Upgrade $http_upgrade;\n"
                                      "proxy_set_header Connection \"upgrade\";\n";

Steps nginx(Cause cause, const Place &at)
{
    const std::string location = "location " + at.path;
    const std::string pass = "proxy_pass http://" + at.backend + ";\n";
    if (isAboutUpgrade(cause))
        return {put(location, kNginxUpgrade)};
    if (isAboutBackend(cause))
        return {put(location, pass)};
    if (isAboutTarget(cause))
        return {put(location, pass), removed(location, "rewrite\n")};
    if (cause == Cause::NoRoute)
        return {add("server", "location " + at.path + " {\n" + pass + kNginxUpgrade + "}\n")};
    if (isAnyOf(cause, {Cause::Redirected, Cause::ForbiddenByProxy, Cause::LoginAtProxy}))
        return {put(location, pass + kNginxUpgrade),
                removed(location, "return\nrewrite\ndeny\nauth_basic\n")};
    if (isIdle(cause))
        return {put(location, "proxy_read_timeout 3600s;\nproxy_send_timeout 3600s;\n")};
    if (cause == Cause::HeaderTooLarge)
        return {put("server", "client_header_buffer_size 8k;\nlarge_client_header_buffers 4 64k;\n")};
    if (cause == Cause::HostRewritten)
        return {put(location, "proxy_set_header Host $http_host;\n")};
    if (cause == Cause::AcceptChanged)
        return {removed(location, "proxy_hide_header Sec-WebSocket-Accept\n")};
    if (const std::string header = strippedHeader(cause, at); !header.empty())
        return {removed(location, "proxy_set_header " + header + "\nproxy_hide_header " + header + "\n")};
    return {};
}

Steps apache(Cause cause, const Place &at)
{
    const std::string host = "the virtual host, above other ProxyPass lines";
    const std::string pass =
        "ProxyPass \"" + at.path + "\" \"http://" + at.backend + at.path + "\" upgrade=websocket\n";
    if (cause == Cause::ApacheTooOld)
        return {put(host, "ProxyPass \"" + at.path + "\" \"ws://" + at.backend + at.path + "\"\n")};
    if (isAboutUpgrade(cause))
        return {
            put(host, pass),
            removed(
                host,
                "RequestHeader unset Upgrade\nRequestHeader set Upgrade\nRequestHeader unset Connection\n")};
    if (isAboutBackend(cause) || cause == Cause::NoRoute)
        return {put(host, pass)};
    if (isAboutTarget(cause))
        return {put(host, pass), removed(host, "RewriteRule\n")};
    if (cause == Cause::WstunnelNotLoaded)
        return {add("the main configuration, behind mod_proxy (on Debian: a2enmod proxy_http proxy_wstunnel)",
                    "LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so\n"
                    "LoadModule proxy_wstunnel_module /usr/lib/apache2/modules/mod_proxy_wstunnel.so\n")};
    if (isAnyOf(cause, {Cause::Redirected, Cause::ForbiddenByProxy, Cause::LoginAtProxy}))
        return {put(host, pass), removed(host, "Redirect\nRewriteRule\nRequire all denied\nAuthType\n")};
    if (isIdle(cause))
        return {put(host, "ProxyTimeout 3600\nTimeOut 3600\n")};
    if (cause == Cause::HeaderTooLarge)
        return {put("the main configuration", "LimitRequestFieldSize 65536\nLimitRequestLine 65536\n")};
    if (cause == Cause::HostRewritten)
        return {put(host, "ProxyPreserveHost On\n")};
    if (cause == Cause::AcceptChanged)
        return {removed(host, "Header unset Sec-WebSocket-Accept\n")};
    if (const std::string header = strippedHeader(cause, at); !header.empty())
        return {removed(host,
                        "RequestHeader unset " + header + "\nRequestHeader set " + header + "\nHeader unset "
                            + header + "\n")};
    return {};
}

Steps haproxy(Cause cause, const Place &at)
{
    const std::string everywhere = "the frontend and backend";
    const auto without = [&](const std::string &header) {
        return removed(everywhere,
                       "http-request del-header " + header + "\nhttp-request set-header " + header
                           + "\nhttp-request replace-header " + header + "\nhttp-response del-header "
                           + header + "\n");
    };
    if (isAboutUpgrade(cause) || cause == Cause::ResponseUpgradeLost)
        return {without("Upgrade"), without("Connection"), removed(everywhere, "option httpclose\n")};
    if (isAboutBackend(cause))
        return {put("the backend", "server server1 " + at.backend + "\n")};
    if (isAboutTarget(cause))
        return {removed(everywhere,
                        "http-request set-path\nhttp-request replace-path\nhttp-request set-uri\n"
                        "http-request replace-uri\nhttp-request set-query\nhttp-request set-pathq\n")};
    if (isAnyOf(cause, {Cause::Redirected, Cause::ForbiddenByProxy, Cause::LoginAtProxy, Cause::RateLimited}))
        return {removed(everywhere,
                        "http-request deny\nhttp-request redirect\nredirect\nhttp-request auth\n"
                        "http-request return\n")};
    if (isIdle(cause))
        return {put("defaults", "timeout tunnel 1h\n")};
    if (cause == Cause::HeaderTooLarge)
        return {put("global", "tune.bufsize 65536\n")};
    if (cause == Cause::HostRewritten)
        return {without("Host")};
    if (cause == Cause::AcceptChanged)
        return {without("Sec-WebSocket-Accept")};
    if (const std::string header = strippedHeader(cause, at); !header.empty())
        return {without(header)};
    return {};
}

Steps caddy(Cause cause, const Place &at)
{
    const std::string block = "the reverse_proxy block";
    const auto without = [&](const std::string &header) {
        return removed(block,
                       "header_up -" + header + "\nheader_up " + header + "\nheader_down -" + header + "\n");
    };
    if (isAboutUpgrade(cause) || cause == Cause::ResponseUpgradeLost)
        return {without("Upgrade"), without("Connection")};
    if (isAboutBackend(cause))
        return {put("the site", "reverse_proxy " + at.backend + "\n")};
    if (isAboutTarget(cause))
        return {removed("the site", "uri strip_prefix\nuri replace\nuri strip_suffix\nuri query\nrewrite\n")};
    if (cause == Cause::NoRoute || cause == Cause::ForwardsElsewhere)
        return {put("the site", "reverse_proxy " + at.backend + "\n")};
    if (isAnyOf(cause, {Cause::Redirected, Cause::ForbiddenByProxy, Cause::LoginAtProxy}))
        return {removed("the site", "respond\nredir\nbasicauth\nabort\n")};
    if (isIdle(cause))
        return {removed(block, "stream_timeout\nread_timeout\n")};
    if (cause == Cause::HeaderTooLarge)
        return {put("servers, in the global options", "max_header_size 64KiB\n")};
    if (cause == Cause::HostRewritten)
        return {without("Host")};
    if (cause == Cause::AcceptChanged)
        return {without("Sec-WebSocket-Accept")};
    if (const std::string header = strippedHeader(cause, at); !header.empty())
        return {without(header)};
    return {};
}

Steps lighttpd(Cause cause, const Place &at)
{
    const std::string main = "lighttpd.conf";
    const std::string server =
        "proxy.server = ( \"\" => (( \"host\" => \"" + at.host + "\", \"port\" => " + at.port + " )) )\n";
    const std::string upgrade = "proxy.header = ( \"upgrade\" => \"enable\" )\n";
    if (isAboutUpgrade(cause) || isAboutTarget(cause))
        return {put(main, upgrade), removed(main, "url.rewrite\n")};
    if (isAboutBackend(cause))
        return {put(main, server)};
    if (cause == Cause::TunnelToTcp || cause == Cause::NoRoute || cause == Cause::SubprotocolInvented)
        return {add("the end of lighttpd.conf", "server.modules += ( \"mod_proxy\" )\n"),
                put(main, server + upgrade), removed(main, "wstunnel.\n")};
    if (isAnyOf(cause, {Cause::Redirected, Cause::ForbiddenByProxy, Cause::LoginAtProxy}))
        return {put(main, server + upgrade), removed(main, "url.redirect\nurl.access-deny\nauth.require\n")};
    if (isIdle(cause))
        return {put(main, "server.max-read-idle = 3600\nserver.max-write-idle = 3600\n")};
    if (cause == Cause::HeaderTooLarge)
        return {put(main, "server.max-request-field-size = 65536\n")};
    if (const std::string header = strippedHeader(cause, at); !header.empty())
        return {removed(main, "setenv.set-request-header\nsetenv.add-request-header\n")};
    return {};
}

Steps varnish(Cause cause, const Place &at)
{
    const std::string vcl = "the VCL, behind its first line";
    if (isAboutUpgrade(cause))
        return {add(vcl,
                    "sub vcl_recv { if (req.http.upgrade ~ \"(?i)websocket\") { return (pipe); } }\n"
                    "sub vcl_pipe { if (req.http.upgrade) { set bereq.http.upgrade = req.http.upgrade; "
                    "set bereq.http.connection = req.http.connection; } }\n")};
    if (isAboutBackend(cause))
        return {put("the backend", ".host = \"" + at.host + "\";\n.port = \"" + at.port + "\";\n")};
    if (isAboutTarget(cause))
        return {removed("the VCL", "set req.url\nset bereq.url\n")};
    if (isAnyOf(cause, {Cause::Redirected, Cause::ForbiddenByProxy, Cause::LoginAtProxy, Cause::NoRoute}))
        return {removed("the VCL", "return (synth\nreturn(synth\n")};
    if (isIdle(cause))
        return {add("the command line of varnishd", "-p pipe_timeout=3600\n")};
    if (cause == Cause::HeaderTooLarge)
        return {add("the command line of varnishd", "-p http_req_hdr_len=64k -p http_req_size=128k\n")};
    if (const std::string header = strippedHeader(cause, at); !header.empty())
        return {removed("the VCL",
                        "unset req.http." + header + "\nset req.http." + header + "\nunset bereq.http."
                            + header + "\n")};
    return {};
}

Steps stepsFor(Cause cause, Intermediary product, const Place &at)
{
    switch (product) {
    case Intermediary::Nginx:
        return nginx(cause, at);
    case Intermediary::Apache:
        return apache(cause, at);
    case Intermediary::HaProxy:
        return haproxy(cause, at);
    case Intermediary::Caddy:
        return caddy(cause, at);
    case Intermediary::Lighttpd:
        return lighttpd(cause, at);
    case Intermediary::Varnish:
        return varnish(cause, at);
    case Intermediary::Envoy:
        if (isAboutUpgrade(cause))
            return {put("the HttpConnectionManager", "upgrade_configs:\n- upgrade_type: websocket\n")};
        return {};
    case Intermediary::Iis:
        if (isAboutUpgrade(cause))
            return {put("PowerShell", "Enable-WindowsOptionalFeature -Online -FeatureName IIS-WebSockets\n")};
        return {};
    case Intermediary::Cloudflare:
    case Intermediary::Nghttpx:
    case Intermediary::AwsLoadBalancer:
        return {};
    }
    return {};
}

} // namespace

std::optional<ConfigFix> fixFor(Cause cause, Intermediary product, const PathEvidence &evidence)
{
    Steps steps = stepsFor(cause, product, placeOf(evidence));
    if (steps.empty())
        return {};
    return ConfigFix{product, std::move(steps)};
}

} // namespace hop101::doctor

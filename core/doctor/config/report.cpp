// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/report.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>

namespace hop101::doctor::config {
namespace {

/// What is written in one language only, and how much it tells.
struct Sign
{
    Product product;
    std::string_view text; ///< at the beginning of a line, lower case
    int weight;
};
constexpr auto kSigns = std::to_array<Sign>({
    {Product::Nginx, "proxy_pass ", 5},
    {Product::Nginx, "proxy_set_header ", 5},
    {Product::Nginx, "proxy_http_version ", 5},
    {Product::Nginx, "location ", 3},
    {Product::Nginx, "server {", 3},
    {Product::Nginx, "http {", 3},
    {Product::Nginx, "upstream ", 3},
    {Product::Nginx, "server_name ", 3},
    {Product::Nginx, "worker_processes", 3},
    {Product::Nginx, "events {", 3},
    {Product::Nginx, "map $", 3},
    {Product::Nginx, "proxy_", 2},
    {Product::Apache, "<virtualhost", 5},
    {Product::Apache, "proxypass", 5},
    {Product::Apache, "loadmodule ", 5},
    {Product::Apache, "rewriterule ", 5},
    {Product::Apache, "rewritecond ", 5},
    {Product::Apache, "rewriteengine ", 5},
    {Product::Apache, "<location", 5},
    {Product::Apache, "<ifmodule", 5},
    {Product::Apache, "<proxy", 5},
    {Product::Apache, "servername ", 3},
    {Product::Apache, "documentroot ", 3},
    {Product::Apache, "requestheader ", 3},
    {Product::HaProxy, "frontend ", 5},
    {Product::HaProxy, "backend ", 5},
    {Product::HaProxy, "listen ", 2},
    {Product::HaProxy, "defaults", 4},
    {Product::HaProxy, "use_backend ", 5},
    {Product::HaProxy, "default_backend ", 5},
    {Product::HaProxy, "http-request ", 4},
    {Product::HaProxy, "timeout ", 3},
    {Product::HaProxy, "mode http", 3},
    {Product::HaProxy, "bind ", 3},
    {Product::HaProxy, "acl ", 3},
    {Product::HaProxy, "global", 2},
    {Product::Caddy, "reverse_proxy", 5},
    {Product::Caddy, "handle_path ", 5},
    {Product::Caddy, "handle ", 3},
    {Product::Caddy, "php_fastcgi", 5},
    {Product::Caddy, "respond ", 3},
    {Product::Caddy, "file_server", 3},
    {Product::Caddy, "encode ", 3},
    {Product::Caddy, "header_up ", 3},
    {Product::Caddy, "@", 1},
    {Product::Caddy, "import ", 1},
    {Product::Caddy, "handle {", 4},
    {Product::Caddy, "route ", 3},
});

std::optional<Product> byName(const std::string &path)
{
    const std::string name = base::toLower(path.substr(path.rfind('/') + 1));
    const std::string whole = base::toLower(path);
    const auto has = [&whole](const char *part) { return whole.find(part) != std::string::npos; };
    if (name.find("caddyfile") != std::string::npos || name.ends_with(".caddy"))
        return Product::Caddy;
    if (has("haproxy"))
        return Product::HaProxy;
    if (has("nginx"))
        return Product::Nginx;
    if (has("apache") || has("httpd") || name == ".htaccess")
        return Product::Apache;
    return name.ends_with(".cfg") ? std::optional(Product::HaProxy) : std::nullopt;
}

/// The version behind a product's name: "/1.18.0", " version 2.4", " httpd 2.4.41". A number further on is
/// not taken: Debian's HAProxy configuration names a web page with one.
std::optional<Version> versionBehindName(std::string_view text)
{
    for (std::string_view last = {}; last != text;) {
        last = text;
        while (!text.empty() && std::string_view(" /\t:(-").find(text.front()) != std::string_view::npos)
            text.remove_prefix(1);
        for (const std::string_view word : {"version", "httpd", "http server"}) {
            if (text.starts_with(word))
                text.remove_prefix(word.size());
        }
    }
    if (text.starts_with('v'))
        text.remove_prefix(1);
    return !text.empty() && base::isDigit(text.front()) ? versionFrom(text) : std::nullopt;
}

/// "# nginx/1.18.0", "# Server: Apache/2.4.41 (Ubuntu)", "# HAProxy version 2.4" in a comment of the first
/// lines.
std::optional<Version> versionIn(std::string_view text, Product product)
{
    const std::string wanted = product == Product::Apache ? "apache" : word(product);
    for (int line = 0; line < 60 && !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string one = base::toLower(base::trimmed(text.substr(0, end)));
        const std::size_t at = one.starts_with('#') ? one.find(wanted) : std::string::npos;
        if (at != std::string::npos) {
            if (const auto version = versionBehindName(std::string_view(one).substr(at + wanted.size())))
                return version;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

} // namespace

const char *name(Product product) noexcept
{
    switch (product) {
    case Product::Nginx:
        return "nginx";
    case Product::Apache:
        return "Apache httpd";
    case Product::HaProxy:
        return "HAProxy";
    case Product::Caddy:
        return "Caddy";
    }
    return "";
}

const char *word(Product product) noexcept
{
    switch (product) {
    case Product::Nginx:
        return "nginx";
    case Product::Apache:
        return "apache";
    case Product::HaProxy:
        return "haproxy";
    case Product::Caddy:
        return "caddy";
    }
    return "";
}

std::optional<Product> productFrom(std::string_view text)
{
    const std::string lower = base::toLower(text);
    if (lower == "httpd" || lower == "apache2")
        return Product::Apache;
    for (const Product product : {Product::Nginx, Product::Apache, Product::HaProxy, Product::Caddy}) {
        if (lower == word(product))
            return product;
    }
    return {};
}

std::string Version::text() const
{
    return std::to_string(major) + '.' + std::to_string(minor) + '.' + std::to_string(patch);
}

std::optional<Version> versionFrom(std::string_view text)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!base::isDigit(text[at]))
            continue;
        std::array<unsigned, 3> numbers{};
        std::size_t count = 0;
        std::size_t i = at;
        while (i < text.size() && base::isDigit(text[i]) && count < numbers.size()) {
            for (; i < text.size() && base::isDigit(text[i]); ++i)
                numbers[count] =
                    std::min(numbers[count] * 10 + static_cast<unsigned>(text[i] - '0'), 99'999U);
            ++count;
            if (i + 1 < text.size() && text[i] == '.' && base::isDigit(text[i + 1]))
                ++i;
            else
                break;
        }
        if (count >= 2)
            return Version{numbers[0], numbers[1], numbers[2]};
        at = i;
    }
    return {};
}

Version usualVersion(Product product) noexcept
{
    switch (product) {
    case Product::Nginx:
        return {1, 22, 1};
    case Product::Apache:
        return {2, 4, 71};
    case Product::HaProxy:
        return {2, 6, 12};
    case Product::Caddy:
        return {2, 6, 2};
    }
    return {};
}

bool ProxyPlace::passes() const
{
    return isMeantForHttp && std::none_of(causes.begin(), causes.end(), [](const Cause &c) {
               return c.weight == Weight::Loses;
           });
}

bool Report::isLost() const
{
    if (asked)
        return true;
    return std::any_of(places.begin(), places.end(),
                       [](const ProxyPlace &place) { return place.isMeantForHttp && !place.passes(); });
}

std::vector<Edit> Report::repairs() const
{
    std::vector<Edit> all;
    const auto take = [&all](const std::vector<Edit> &edits) {
        all.insert(all.end(), edits.begin(), edits.end());
    };
    for (const Defect &defect : tree.defects)
        take(defect.edits);
    for (const ProxyPlace &place : places) {
        for (const Cause &cause : place.causes) {
            if (cause.weight == Weight::Loses)
                take(cause.edits);
        }
    }
    if (asked)
        take(asked->edits);
    return all;
}

std::optional<Product> recognised(const std::string &path, std::string_view text)
{
    std::array<int, 4> scores{};
    int lines = 0;
    while (!text.empty() && lines++ < 5000) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string line =
            base::toLower(base::trimmed(text.substr(0, std::min<std::size_t>(end, 200))));
        for (const Sign &sign : kSigns) {
            if (line.starts_with(sign.text))
                scores[static_cast<std::size_t>(sign.product)] += sign.weight;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (const auto named = byName(path))
        scores[static_cast<std::size_t>(*named)] += 4;
    const auto best = std::max_element(scores.begin(), scores.end());
    return *best > 0 ? std::optional(static_cast<Product>(best - scores.begin())) : std::nullopt;
}

std::optional<Report> readConfig(const std::string &path, const FileAccess &access, const Question &question)
{
    Report report;
    Includer includer(report.tree, access);
    const bool isRead = includer.open(path, [&](std::uint32_t file) {
        const std::string text = report.tree.files[file].text;
        report.product =
            question.product ? *question.product : recognised(path, text).value_or(Product::Nginx);
        const auto found = question.version ? question.version : versionIn(text, report.product);
        report.version = found.value_or(usualVersion(report.product));
        report.isVersionKnown = found.has_value();
        switch (report.product) {
        case Product::Nginx:
            return parseNginx(report.tree, file, includer, access);
        case Product::Apache:
            return parseApache(report.tree, file, includer, access);
        case Product::HaProxy:
            return parseHaProxy(report.tree, file, includer, access);
        case Product::Caddy:
            return parseCaddy(report.tree, file, includer, access);
        }
    });
    if (!isRead)
        return {};
    switch (report.product) {
    case Product::Nginx:
        judgeNginx(report, question);
        break;
    case Product::Apache:
        judgeApache(report, question);
        break;
    case Product::HaProxy:
        judgeHaProxy(report, question);
        break;
    case Product::Caddy:
        judgeCaddy(report, question);
        break;
    }
    std::stable_sort(report.tree.defects.begin(), report.tree.defects.end(),
                     [](const Defect &a, const Defect &b) {
                         return std::tie(a.at.file, a.at.offset) < std::tie(b.at.file, b.at.offset);
                     });
    return report;
}

} // namespace hop101::doctor::config

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/files.h"

#include <compare>
#include <optional>

namespace hop101::doctor::config {

enum class Product : std::uint8_t { Nginx, Apache, HaProxy, Caddy };

/// "nginx", "Apache httpd", "HAProxy", "Caddy".
const char *name(Product product) noexcept;
/// As an option says it: "nginx", "apache", "haproxy", "caddy".
const char *word(Product product) noexcept;
std::optional<Product> productFrom(std::string_view word);

struct Version
{
    unsigned major = 0;
    unsigned minor = 0;
    unsigned patch = 0;

    std::string text() const;
    auto operator<=>(const Version &) const = default;
};
/// "2.4.46", "2.4", "Apache/2.4.46 (Debian)": the first numbers with a dot between; nothing where there are
/// none.
std::optional<Version> versionFrom(std::string_view text);
/// What Debian 12 ships.
Version usualVersion(Product product) noexcept;

enum class Weight : std::uint8_t {
    Loses, ///< no upgrade passes, or not every client's
    Warns, ///< it passes, and something else is likely not what was meant
    Notes, ///< worth knowing
};

/// One reason, at its place.
struct Cause
{
    std::string id; ///< stable: "connection-close"
    Weight weight = Weight::Loses;
    Place at;
    std::string sentence;
    std::vector<Edit> edits; ///< what removes it; empty where only the author can know
};

/// One place that hands requests to a backend.
struct ProxyPlace
{
    std::string title; ///< "location /ws", "ProxyPass /ws", "backend app", "reverse_proxy /ws*"
    std::string backend; ///< where it goes to, as it is written
    Place at; ///< the directive that does it
    Place block; ///< what is shown when it is corrected: the location, the section
    bool isMeantForHttp = true; ///< false: FastCGI, gRPC and the like, which carry no upgrade at all
    std::vector<Cause> causes;

    bool passes() const;
};

/// What is asked about: all places, or the one that a request reaches.
struct Question
{
    std::optional<Product> product; ///< none: told by content and name
    std::optional<Version> version; ///< none: told by a comment of the file, else usualVersion
    std::string host; ///< of the request, without port; may be empty
    std::string path; ///< "/ws"; empty: all places
    std::optional<unsigned> port; ///< of the request, where it is known
};

struct Report
{
    Product product = Product::Nginx;
    Version version;
    bool isVersionKnown = false; ///< was told or found, not assumed
    Tree tree;
    std::vector<ProxyPlace> places;
    std::optional<Cause> asked; ///< why a path that was asked for reaches no place

    bool isDefective() const { return !tree.defects.empty(); }
    /// A place that is meant for HTTP, or the one that was asked about, loses the upgrade.
    bool isLost() const;
    /// What --diff writes: repairs of defects, and of the causes that lose an upgrade.
    std::vector<Edit> repairs() const;
};

/// By name and content; none where nothing tells.
std::optional<Product> recognised(const std::string &path, std::string_view text);

/// Reads the configuration at `path` with all that it includes, and judges it. Nothing where the file cannot
/// be read; where the product cannot be told and was not given, `product` of the question must be set first.
std::optional<Report> readConfig(const std::string &path, const FileAccess &access, const Question &question);

// One pair a product: the parser fills the tree, the judge the places.

void parseNginx(Tree &tree, std::uint32_t file, Includer &includer, const FileAccess &access);
void judgeNginx(Report &report, const Question &question);
void parseApache(Tree &tree, std::uint32_t file, Includer &includer, const FileAccess &access);
void judgeApache(Report &report, const Question &question);
void parseHaProxy(Tree &tree, std::uint32_t file, Includer &includer, const FileAccess &access);
void judgeHaProxy(Report &report, const Question &question);
void parseCaddy(Tree &tree, std::uint32_t file, Includer &includer, const FileAccess &access);
void judgeCaddy(Report &report, const Question &question);

} // namespace hop101::doctor::config

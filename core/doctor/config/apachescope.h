// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/pattern.h"
#include "core/doctor/config/report.h"

#include <optional>

namespace hop101::doctor::config {

/// A directive, and the Location (or Directory, Proxy) that it stands in.
struct ApacheLine
{
    const Directive *directive = nullptr;
    const Directive *location = nullptr;
};

/// A ProxyPass, a ProxyPassMatch or a SetHandler "proxy:…".
struct ApacheRule
{
    const Directive *directive = nullptr;
    const Directive *location = nullptr;
    std::string path; ///< of the rule or of its Location
    bool isPattern = false; ///< the path is a regular expression
    std::size_t urlIndex = 1; ///< of its argument
    bool hasPathInLocation = false;

    const std::string &url() const { return directive->arg(urlIndex); }
    bool isExclusion() const { return url() == "!"; }
    std::string target() const; ///< without "unix:/path|"
    std::string scheme() const;
    /// The value of "name=value" behind the URL; empty without one.
    std::string parameter(std::string_view name) const { return parameterOf(*directive, name); }
    const Word *parameterWord(std::string_view name) const;
    static std::string parameterOf(const Directive &one, std::string_view name);
};

class ApacheScope;

/// The main server or one VirtualHost, with the sections that depend on modules, versions and defines opened.
struct ApacheServer
{
    const Directive *host = nullptr; ///< the VirtualHost; null for the main server
    std::vector<ApacheLine> lines;
    std::vector<ApacheRule> rules;

    bool isNamed(const std::string &name) const;
    bool listensOn(unsigned port) const;
    /// Those of the main server first.
    std::vector<ApacheLine> linesWithMain(const ApacheScope &scope) const;
};

/// What of a configuration of Apache httpd concerns more than one line: modules, virtual hosts, balancers.
class ApacheScope
{
public:
    ApacheScope(const Tree &tree, const Version &version);

    std::vector<ApacheServer> servers() const;
    const std::vector<ApacheLine> &mainLines() const { return m_main; }
    /// "proxy_http": Maybe where no LoadModule is in the files at all.
    Answer isLoaded(const std::string &module) const;
    /// The edit that loads it beside those that are loaded.
    std::optional<Edit> loadEdit(const std::string &module) const;
    std::vector<const Directive *> balancerMembers(const std::string &balancer) const;
    std::vector<std::string> balancers() const;
    const Directive *lastOf(const ApacheServer &server, std::string_view name) const;
    bool isOn(const ApacheServer &server, std::string_view name) const;

private:
    void open(const std::vector<Directive> &list, const Directive *location, std::vector<ApacheLine> &into,
              std::size_t depth);
    bool holds(const Directive &section) const;
    static void addRule(const ApacheLine &line, std::vector<ApacheRule> &into);

    const Tree &m_tree;
    Version m_version;
    std::vector<const Directive *> m_modules, m_hosts, m_balancers;
    std::vector<std::string> m_defines;
    std::vector<ApacheLine> m_main;
    std::vector<std::vector<ApacheLine>> m_hostLines;
};

} // namespace hop101::doctor::config

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/apachescope.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

bool is(const Directive &one, std::string_view name)
{
    return base::equalsIgnoringCase(one.name.text, name);
}

bool isPlaceSection(const Directive &one)
{
    for (const char *name : {"Location", "LocationMatch", "Directory", "DirectoryMatch", "Files",
                             "FilesMatch", "Proxy", "ProxyMatch"}) {
        if (is(one, name))
            return true;
    }
    return false;
}

/// "proxy_http" of "mod_proxy_http.c", "proxy_http_module" or "proxy_http".
std::string moduleName(std::string name)
{
    name = base::toLower(name);
    if (name.starts_with("mod_"))
        name = name.substr(4);
    for (const char *tail : {".c", ".cpp", "_module"}) {
        if (name.ends_with(tail))
            name = name.substr(0, name.size() - std::string_view(tail).size());
    }
    return name;
}

/// Every LoadModule and Define, wherever they stand.
void gather(const std::vector<Directive> &list, std::vector<const Directive *> &modules,
            std::vector<std::string> &defines)
{
    for (const Directive &one : list) {
        if (is(one, "LoadModule"))
            modules.push_back(&one);
        if (is(one, "Define"))
            defines.push_back(one.arg(0));
        gather(one.children, modules, defines);
    }
}

} // namespace

std::string ApacheRule::target() const
{
    const std::string &all = url();
    const std::size_t bar = all.starts_with("unix:") ? all.find('|') : std::string::npos;
    std::string text = bar == std::string::npos ? all : all.substr(bar + 1);
    return text.starts_with("proxy:") ? text.substr(6) : text;
}

std::string ApacheRule::scheme() const
{
    return backendFrom(target()).scheme;
}

const Word *ApacheRule::parameterWord(std::string_view name) const
{
    for (const Word &word : directive->args) {
        if (base::toLower(word.text).starts_with(std::string(name) + '='))
            return &word;
    }
    return nullptr;
}

std::string ApacheRule::parameterOf(const Directive &one, std::string_view name)
{
    for (const Word &word : one.args) {
        if (base::toLower(word.text).starts_with(std::string(name) + '='))
            return word.text.substr(name.size() + 1);
    }
    return {};
}

bool ApacheServer::isNamed(const std::string &name) const
{
    return std::any_of(lines.begin(), lines.end(), [&name](const ApacheLine &line) {
        const Directive &one = *line.directive;
        return (is(one, "ServerName") || is(one, "ServerAlias"))
            && std::any_of(one.args.begin(), one.args.end(), [&name](const Word &w) {
                   const std::string own = base::toLower(w.text.substr(0, w.text.find(':')));
                   return own == base::toLower(name)
                       || (own.starts_with("*.") && name.ends_with(own.substr(1)));
               });
    });
}

bool ApacheServer::listensOn(unsigned port) const
{
    return !host || std::any_of(host->args.begin(), host->args.end(), [port](const Word &w) {
        const std::size_t colon = w.text.rfind(':');
        return colon == std::string::npos || w.text.substr(colon + 1) == std::to_string(port)
            || w.text.ends_with(":*");
    });
}

std::vector<ApacheLine> ApacheServer::linesWithMain(const ApacheScope &scope) const
{
    if (!host)
        return lines;
    std::vector<ApacheLine> all = scope.mainLines();
    all.insert(all.end(), lines.begin(), lines.end());
    return all;
}

ApacheScope::ApacheScope(const Tree &tree, const Version &version) : m_tree(tree), m_version(version)
{
    gather(tree.top, m_modules, m_defines);
    open(tree.top, nullptr, m_main, 0);
    for (std::size_t i = 0; i < m_hosts.size(); ++i) {
        std::vector<ApacheLine> lines;
        open(m_hosts[i]->children, nullptr, lines, 1);
        m_hostLines.push_back(std::move(lines));
    }
}

bool ApacheScope::holds(const Directive &section) const
{
    std::string text = section.arg(0);
    const bool isNot = text.starts_with('!');
    text = text.substr(isNot ? 1 : 0);
    if (is(section, "IfModule"))
        return (isLoaded(moduleName(text)) == Answer::No) == isNot;
    if (is(section, "IfDefine"))
        return (std::find(m_defines.begin(), m_defines.end(), text) == m_defines.end()) == isNot;
    if (is(section, "IfVersion")) {
        const std::string compare = section.args.size() > 1 ? text : "=";
        const auto wanted = versionFrom(section.args.size() > 1 ? section.arg(1) : text);
        if (!wanted)
            return true;
        return compare == ">=" ? m_version >= *wanted
            : compare == "<="  ? m_version <= *wanted
            : compare == ">"   ? m_version > *wanted
            : compare == "<"   ? m_version < *wanted
                               : (m_version == *wanted) != isNot;
    }
    return true;
}

void ApacheScope::open(const std::vector<Directive> &list, const Directive *location,
                       std::vector<ApacheLine> &into, std::size_t depth)
{
    for (const Directive &one : list) {
        if (!one.hasBlock) {
            into.push_back({&one, location});
            continue;
        }
        if (is(one, "VirtualHost")) {
            if (depth == 0)
                m_hosts.push_back(&one);
            continue;
        }
        if (is(one, "Proxy") && one.arg(0).starts_with("balancer:"))
            m_balancers.push_back(&one);
        if (isPlaceSection(one))
            open(one.children, &one, into, depth);
        else if (holds(one))
            open(one.children, location, into, depth);
    }
}

void ApacheScope::addRule(const ApacheLine &line, std::vector<ApacheRule> &into)
{
    const Directive &one = *line.directive;
    const bool isMatch = is(one, "ProxyPassMatch");
    const bool isHandler = is(one, "SetHandler") && one.arg(0).starts_with("proxy:");
    if (!is(one, "ProxyPass") && !isMatch && !isHandler)
        return;
    ApacheRule rule;
    rule.directive = &one;
    rule.isPattern = isMatch;
    rule.path = one.arg(0);
    const bool isInPath = line.location && !is(*line.location, "Proxy") && !is(*line.location, "ProxyMatch");
    if (isInPath || isHandler) {
        rule.location = line.location;
        const bool isTilde = line.location && line.location->arg(0) == "~";
        rule.path = line.location ? line.location->arg(isTilde ? 1 : 0) : "/";
        rule.isPattern =
            isTilde || (line.location && base::toLower(line.location->name.text).ends_with("match"));
        rule.hasPathInLocation =
            !isHandler && one.arg(0).starts_with('/') && one.arg(1).find(':') != std::string::npos;
        rule.urlIndex = rule.hasPathInLocation ? 1 : 0;
    }
    into.push_back(std::move(rule));
}

std::vector<ApacheServer> ApacheScope::servers() const
{
    std::vector<ApacheServer> all;
    const auto add = [&all](const Directive *host, const std::vector<ApacheLine> &lines) {
        ApacheServer server{host, lines, {}};
        for (const ApacheLine &line : lines)
            addRule(line, server.rules);
        all.push_back(std::move(server));
    };
    add(nullptr, m_main);
    for (std::size_t i = 0; i < m_hosts.size(); ++i)
        add(m_hosts[i], m_hostLines[i]);
    return all;
}

Answer ApacheScope::isLoaded(const std::string &module) const
{
    if (m_modules.empty())
        return Answer::Maybe;
    const bool isHere = std::any_of(m_modules.begin(), m_modules.end(), [&module](const Directive *one) {
        return moduleName(one->arg(0)) == module;
    });
    return isHere ? Answer::Yes : Answer::No;
}

std::optional<Edit> ApacheScope::loadEdit(const std::string &module) const
{
    if (m_modules.empty())
        return {};
    const Directive &last = *m_modules.back();
    const std::string path = last.arg(1);
    const std::string folder = path.find('/') == std::string::npos ? "" : path.substr(0, path.rfind('/') + 1);
    const std::string indent = m_tree.indent(last.name.at.file, last.name.at.offset);
    return Edit{last.name.at.file, last.end, 0,
                '\n' + indent + "LoadModule " + module + "_module " + folder + "mod_" + module + ".so"};
}

std::vector<const Directive *> ApacheScope::balancerMembers(const std::string &balancer) const
{
    std::vector<const Directive *> members;
    for (const Directive *one : m_balancers) {
        std::string name = base::toLower(one->arg(0));
        while (name.ends_with('/'))
            name.pop_back();
        if (name != base::toLower(balancer))
            continue;
        for (const Directive &child : one->children) {
            if (is(child, "BalancerMember") && !child.args.empty())
                members.push_back(&child);
        }
    }
    return members;
}

std::vector<std::string> ApacheScope::balancers() const
{
    std::vector<std::string> names;
    for (const Directive *one : m_balancers)
        names.push_back(one->arg(0));
    return names;
}

const Directive *ApacheScope::lastOf(const ApacheServer &server, std::string_view name) const
{
    const Directive *found = nullptr;
    for (const ApacheLine &line : server.linesWithMain(*this)) {
        if (is(*line.directive, name))
            found = line.directive;
    }
    return found;
}

bool ApacheScope::isOn(const ApacheServer &server, std::string_view name) const
{
    const Directive *one = lastOf(server, name);
    return one && base::equalsIgnoringCase(one->arg(0), "on");
}

} // namespace hop101::doctor::config

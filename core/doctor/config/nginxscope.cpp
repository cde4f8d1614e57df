// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/nginxscope.h"

#include "core/base/ascii.h"
#include "core/doctor/config/nginxwords.h"
#include "core/doctor/config/pattern.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kMaxNesting = 8;
constexpr std::size_t kMaxExpansions = 1000;
constexpr std::size_t kMaxValueBytes = 4096;

bool isNameChar(char c)
{
    return base::isAlpha(c) || base::isDigit(c) || c == '_';
}

bool definesVariable(const Directive &one, std::string_view name)
{
    return std::any_of(one.args.begin(), one.args.end(),
                       [name](const Word &word) { return word.text == '$' + std::string(name); });
}

/// "${name}" or "$name" at `at` of `text`, which is behind the dollar sign.
std::string takeName(std::string_view text, std::size_t &at)
{
    const bool isBraced = at < text.size() && text[at] == '{';
    at += isBraced ? 1 : 0;
    const std::size_t first = at;
    while (at < text.size() && isNameChar(text[at]))
        ++at;
    const std::string name(text.substr(first, at - first));
    if (isBraced && at < text.size() && text[at] == '}')
        ++at;
    return name;
}

} // namespace

NginxScope::NginxScope(const Tree &tree) : m_tree(tree)
{
    gather(tree.top, 0);
}

void NginxScope::gather(const std::vector<Directive> &list, std::size_t depth)
{
    for (const Directive &one : list) {
        const std::string &name = one.name.text;
        if (name == "upstream" && one.hasBlock)
            m_upstreams.push_back(&one);
        else if ((name == "map" || name == "geo" || name == "split_clients") && one.hasBlock)
            m_maps.push_back(&one);
        else if (name == "set")
            m_setters.push_back(&one);
        else if (name == "auth_request_set" || name == "perl_set" || name == "js_set"
                 || name.starts_with("set_") || name == "geoip2")
            m_others.push_back(&one);
        if (name == "http" && one.hasBlock && !m_http)
            m_http = &one;
        if (name == "server" && one.hasBlock && depth == 0 && !m_firstServer)
            m_firstServer = &one;
        if (name != "map" && name != "types")
            gather(one.children, depth + 1);
    }
}

const Directive *NginxScope::upstream(std::string_view name) const
{
    const auto found = std::find_if(m_upstreams.begin(), m_upstreams.end(),
                                    [name](const Directive *d) { return d->arg(0) == name; });
    return found == m_upstreams.end() ? nullptr : *found;
}

std::vector<std::string> NginxScope::upstreamNames() const
{
    std::vector<std::string> names;
    for (const Directive *one : m_upstreams)
        names.push_back(one->arg(0));
    return names;
}

const Directive *NginxScope::map(std::string_view variable) const
{
    const auto found = std::find_if(m_maps.begin(), m_maps.end(), [variable](const Directive *d) {
        return d->args.size() >= 1 && d->args.back().text == '$' + std::string(variable);
    });
    return found == m_maps.end() ? nullptr : *found;
}

const Directive *NginxScope::setter(std::string_view variable) const
{
    const auto found = std::find_if(m_setters.begin(), m_setters.end(), [variable](const Directive *d) {
        return d->arg(0) == '$' + std::string(variable);
    });
    return found == m_setters.end() ? nullptr : *found;
}

bool NginxScope::isDefined(std::string_view name) const
{
    const bool isCapture = !name.empty() && base::isDigit(name.front());
    return isCapture || isNginxVariable(name) || map(name) || setter(name)
        || std::any_of(m_others.begin(), m_others.end(),
                       [name](const Directive *d) { return definesVariable(*d, name); });
}

std::string NginxScope::mapped(const Directive &map, std::string_view upgrade, std::size_t depth) const
{
    if (map.name.text != "map" || map.args.size() != 2)
        return "?";
    const std::string source = expanded(map.arg(0), upgrade, depth + 1).text;
    const Directive *found = nullptr;
    const Directive *otherwise = nullptr;
    for (const Directive &entry : map.children) {
        const std::string &key = entry.name.text;
        if (key == "default" && !entry.name.isQuoted)
            otherwise = &entry;
        else if (base::equalsIgnoringCase(key.starts_with('\\') ? key.substr(1) : key, source))
            return entry.args.empty() ? "" : expanded(entry.arg(0), upgrade, depth + 1).text;
        else if (key.starts_with('~') && !found
                 && matches(key.substr(key.starts_with("~*") ? 2 : 1), source, key.starts_with("~*"))
                     == Answer::Yes)
            found = &entry;
    }
    found = found ? found : otherwise;
    return found && !found->args.empty() ? expanded(found->arg(0), upgrade, depth + 1).text : "";
}

NginxValue NginxScope::variable(const std::string &name, std::string_view upgrade, std::size_t depth) const
{
    if (name == "http_upgrade")
        return {std::string(upgrade), {}};
    if (name == "http_connection")
        return {upgrade.empty() ? "keep-alive" : "Upgrade", {}};
    if (depth >= kMaxNesting || ++m_expansions > kMaxExpansions)
        return {"?", {}};
    if (const Directive *one = map(name))
        return {mapped(*one, upgrade, depth), {}};
    if (const Directive *one = setter(name))
        return expanded(one->arg(1), upgrade, depth + 1);
    return {"?", isDefined(name) ? "" : name};
}

NginxValue NginxScope::expanded(std::string_view text, std::string_view upgrade, std::size_t depth) const
{
    NginxValue out;
    for (std::size_t at = 0; at < text.size() && out.text.size() < kMaxValueBytes;) {
        if (text[at] != '$') {
            out.text += text[at++];
            continue;
        }
        const std::string name = takeName(text, ++at);
        if (name.empty()) {
            out.text += '$';
            continue;
        }
        const NginxValue part = variable(name, upgrade, depth);
        out.text += part.text;
        if (out.undefined.empty())
            out.undefined = part.undefined;
    }
    return out;
}

NginxValue NginxScope::value(std::string_view text, std::string_view upgrade) const
{
    m_expansions = 0;
    return expanded(text, upgrade, 0);
}

const Directive *NginxScope::nearestOf(const Chain &chain, std::string_view name)
{
    const auto all = inherited(chain, name);
    return all.empty() ? nullptr : all.back();
}

std::vector<const Directive *> NginxScope::inherited(const Chain &chain, std::string_view name)
{
    for (auto block = chain.rbegin(); block != chain.rend(); ++block) {
        std::vector<const Directive *> own;
        for (const Directive &one : (*block)->children) {
            if (one.name.text == name)
                own.push_back(&one);
        }
        if (!own.empty())
            return own;
    }
    return {};
}

std::optional<Edit> NginxScope::mapEdit(std::string_view variable) const
{
    const Directive *at = m_http ? m_http : m_firstServer;
    if (!at)
        return {};
    const std::uint32_t file = at->name.at.file;
    const std::string outer = m_tree.indent(file, at->name.at.offset);
    const std::string indent = m_http ? outer + "    " : outer;
    const std::string lines = indent + "map $http_upgrade $" + std::string(variable) + " {\n" + indent
        + "    default upgrade;\n" + indent + "    ''      close;\n" + indent + "}\n";
    if (!m_http)
        return Edit{file, m_tree.lineFirst(file, at->name.at.offset), 0, lines};
    return Edit{file, at->bodyFirst, 0, '\n' + lines.substr(0, lines.size() - 1)};
}

std::string NginxScope::connectionValue(std::vector<Edit> &edits) const
{
    for (const Directive *one : m_maps) {
        m_expansions = 0;
        if (one->args.size() == 2 && base::listHasToken(mapped(*one, "websocket", 0), "upgrade")
            && !base::listHasToken(mapped(*one, "", 0), "upgrade"))
            return one->arg(1);
    }
    std::string name = "connection_upgrade";
    while (isDefined(name) && name.size() < 60)
        name += "_ws";
    const auto edit = mapEdit(name);
    if (!edit)
        return "\"upgrade\"";
    edits.push_back(*edit);
    return '$' + name;
}

} // namespace hop101::doctor::config

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/apachejudge.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kMaxPlaces = 2000;

/// What every path begins with that "^/ws/(.*)$" fits: "/ws/". Empty: nothing can be said.
std::string literalFront(std::string_view pattern)
{
    if (!pattern.starts_with("^/") || pattern.find('|') != std::string_view::npos)
        return {};
    pattern.remove_prefix(1);
    std::size_t end = std::min(pattern.find_first_of(".[](){}*+?^$\\"), pattern.size());
    if (end < pattern.size() && std::string_view("*?{").find(pattern[end]) != std::string_view::npos)
        --end; // it says how often the last character comes
    return std::string(pattern.substr(0, end));
}

/// A path that the rule takes, and so unlikely that who takes it, too, takes all that the rule does.
std::string sampleOf(const ApacheRule &rule)
{
    if (!rule.isPattern)
        return rule.path.ends_with('/') ? rule.path + 'x' : rule.path;
    const std::string front = literalFront(rule.path);
    return front.empty() ? front : front + "Zx9-_.~/q";
}

} // namespace

bool ApacheJudge::fits(std::string_view prefix, std::string_view path)
{
    // A path of ProxyPass fits whole segments: "/ws" fits "/ws" and "/ws/chat", not "/wsx".
    if (!path.starts_with(prefix))
        return false;
    return prefix.ends_with('/') || path.size() == prefix.size() || path[prefix.size()] == '/';
}

bool ApacheJudge::looksLikeWebSocket(const std::string &path)
{
    const std::string lower = base::toLower(path);
    return lower.find("ws") != std::string::npos || lower.find("socket") != std::string::npos;
}

void ApacheJudge::judge()
{
    std::vector<ApacheServer> servers = m_scope.servers();
    if (!m_question.path.empty())
        servers = chosen(std::move(servers));
    for (const ApacheServer &server : servers)
        judgeServer(server);
    if (!m_question.path.empty() && m_report.places.empty() && !m_report.asked)
        m_report.asked = Cause{"not-proxied",
                               Weight::Loses,
                               m_tree.place(0, 0, 0),
                               "No ProxyPass, Location or RewriteRule here hands " + quoted(m_question.path)
                                   + " to a backend.",
                               {}};
}

std::vector<ApacheServer> ApacheJudge::chosen(std::vector<ApacheServer> all) const
{
    const auto isNamed = [this](const ApacheServer &s) {
        return !m_question.host.empty() && s.isNamed(m_question.host);
    };
    const auto isOnPort = [this](const ApacheServer &s) {
        return !s.host || !m_question.port || s.listensOn(*m_question.port);
    };
    std::vector<ApacheServer> hosts;
    std::copy_if(all.begin(), all.end(), std::back_inserter(hosts),
                 [&](const ApacheServer &s) { return s.host && isOnPort(s); });
    if (hosts.empty())
        return all;
    const auto named = std::find_if(hosts.begin(), hosts.end(), isNamed);
    return {named == hosts.end() ? hosts.front() : *named};
}

void ApacheJudge::judgeServer(const ApacheServer &server)
{
    m_server = &server;
    m_rewrites = rewritesOf(server);
    judgeRewrites();
    for (std::size_t i = 0; i < server.rules.size() && m_report.places.size() < kMaxPlaces; ++i) {
        if (m_question.path.empty() || isChosen(i))
            judgeRule(i);
    }
    m_server = nullptr;
}

bool ApacheJudge::isInHtaccess(const Directive &one) const
{
    return m_tree.files[one.name.at.file].path.ends_with(".htaccess");
}

bool ApacheJudge::surelyFits(const ApacheRule &rule, const std::string &path)
{
    return rule.isPattern ? matches(rule.path, path) == Answer::Yes : fits(rule.path, path);
}

bool ApacheJudge::fitsAsked(const ApacheRule &rule, const std::string &path) const
{
    return rule.isPattern ? matches(rule.path, path) != Answer::No : fits(rule.path, path);
}

const ApacheRule *ApacheJudge::ruleFor(const std::string &path) const
{
    const ApacheRule *found = nullptr;
    for (const ApacheRule &rule : m_server->rules) {
        if (rule.location && fitsAsked(rule, path))
            found = &rule;
    }
    for (auto rule = m_server->rules.begin(); !found && rule != m_server->rules.end(); ++rule) {
        if (!rule->location && fitsAsked(*rule, path))
            found = &*rule;
    }
    return found;
}

bool ApacheJudge::isChosen(std::size_t index) const
{
    return ruleFor(m_question.path) == &m_server->rules[index];
}

Place ApacheJudge::whole(const Directive &one) const
{
    return m_tree.place(one.name.at.file, one.name.at.offset, one.end - one.name.at.offset);
}

Edit ApacheJudge::removal(const Directive &one) const
{
    const std::uint32_t file = one.name.at.file;
    const std::size_t first = m_tree.lineFirst(file, one.name.at.offset);
    const std::size_t end =
        std::min(m_tree.files[file].text.find('\n', one.end), m_tree.files[file].text.size() - 1) + 1;
    return {file, first, end - first, ""};
}

void ApacheJudge::lose(ProxyPlace &place, std::string id, const Place &at, std::string sentence,
                       std::vector<Edit> edits)
{
    place.causes.push_back({std::move(id), Weight::Loses, at, std::move(sentence), std::move(edits)});
}

void ApacheJudge::say(ProxyPlace &place, Weight weight, std::string id, const Place &at, std::string sentence)
{
    place.causes.push_back({std::move(id), weight, at, std::move(sentence), {}});
}

void ApacheJudge::judgeRule(std::size_t index)
{
    const ApacheRule &rule = m_server->rules[index];
    const Directive &one = *rule.directive;
    if (rule.isExclusion()) {
        if (!m_question.path.empty() && !coveredByRewrite(m_question.path))
            m_report.asked =
                Cause{"excluded",
                      Weight::Loses,
                      one.name.at,
                      "\"!\" keeps " + quoted(m_question.path) + " from being handed to a backend.",
                      {}};
        return;
    }
    ProxyPlace place;
    place.title = rule.location
        ? '<' + rule.location->name.text + ' ' + rule.location->arg(0) + "> " + one.name.text
        : one.name.text + ' ' + rule.path;
    place.backend = rule.url();
    place.at = whole(one);
    place.block = rule.location ? m_tree.place(rule.location->name.at.file, rule.location->name.at.offset,
                                               rule.location->end - rule.location->name.at.offset)
                                : place.at;
    if (isInHtaccess(one) && !base::equalsIgnoringCase(one.name.text, "SetHandler")) {
        lose(place, "not-in-htaccess", one.name.at,
             "Apache allows no " + one.name.text
                 + " in a .htaccess and answers 500: it belongs into the VirtualHost; here a RewriteRule "
                   "with [P] does it.");
        m_report.places.push_back(std::move(place));
        return;
    }
    if (!judgeArguments(rule))
        return;
    const std::string scheme = rule.scheme();
    if (scheme == "balancer")
        judgeBalancer(place, rule);
    else
        judgeScheme(place, rule, scheme);
    if (place.isMeantForHttp) {
        judgeOrder(place, index);
        judgeSlashes(place, rule);
        if (scheme != "balancer")
            judgeTarget(place, one, rule.urlIndex);
        judgeHeaders(place, rule.location);
        judgeSurroundings(place, rule);
    }
    m_report.places.push_back(std::move(place));
}

bool ApacheJudge::judgeArguments(const ApacheRule &rule)
{
    const Directive &one = *rule.directive;
    if (rule.url().empty()) {
        m_tree.defect("backend-missing", one.name.at,
                      one.name.text
                          + (rule.location ? " has no URL: write where to, such as http://127.0.0.1:3000/."
                                           : " wants a path and a URL, such as ProxyPass \"/ws\" "
                                             "\"http://127.0.0.1:3000/ws\"."));
        return false;
    }
    const Place &at = one.args[rule.urlIndex].at;
    if (rule.hasPathInLocation)
        m_tree.defect("path-in-location", one.args[0].at,
                      "In a Location, " + one.name.text + " takes no path: it has that of the Location.",
                      {{at.file, one.args[0].at.offset, at.offset - one.args[0].at.offset, ""}});
    const Backend backend = backendFrom(rule.target());
    if (!backend.scheme.empty() && backend.host.empty() && rule.url().find("unix:") == std::string::npos) {
        m_tree.defect("backend-without-host", at,
                      quoted(rule.url()) + " names no host: write where to, such as " + backend.scheme
                          + "://127.0.0.1:3000" + rule.path + '.');
        return false;
    }
    if (backend.scheme.empty()) {
        m_tree.defect("wrong-scheme", at,
                      quoted(rule.url()) + " is no URL: it begins with http:// or ws://.");
        return false;
    }
    return true;
}

bool ApacheJudge::isOld() const
{
    return m_report.version < Version{2, 4, 47};
}

void ApacheJudge::judgeScheme(ProxyPlace &place, const ApacheRule &rule, const std::string &scheme)
{
    const bool isHttp = scheme == "http" || scheme == "https";
    if (!isHttp && scheme != "ws" && scheme != "wss") {
        place.isMeantForHttp = scheme == "h2" || scheme == "h2c";
        lose(place, "not-http", rule.directive->args[rule.urlIndex].at,
             scheme + ":// carries no upgrade: WebSocket wants a backend of http:// or ws://.");
        return;
    }
    judgeModules(place, *rule.directive, scheme, false);
    if (!isHttp)
        return;
    const std::string upgrade = rule.parameter("upgrade");
    const bool isOn = !isOld()
        && (base::equalsIgnoringCase(upgrade, "websocket") || base::equalsIgnoringCase(upgrade, "any"));
    if (isOn)
        return;
    if (coveredByRewrite(rule.isPattern ? "" : rule.path)) {
        say(place, Weight::Notes, "upgrade-by-rewrite", place.at,
            "Upgrades go by the RewriteRule, before this line is looked at.");
        return;
    }
    judgeNotEnabled(place, rule, upgrade);
}

void ApacheJudge::judgeNotEnabled(ProxyPlace &place, const ApacheRule &rule, const std::string &upgrade)
{
    const Directive &one = *rule.directive;
    const Place &url = one.args[rule.urlIndex].at;
    if (!isOld()) {
        const Word *word = rule.parameterWord("upgrade");
        const Edit edit = word ? Edit{word->at.file, word->at.offset, word->at.size, "upgrade=websocket"}
                               : Edit{url.file, url.end(), 0, " upgrade=websocket"};
        lose(place, "upgrade-dropped", word ? word->at : url,
             word ? "upgrade=" + upgrade + " does not let WebSocket through: write upgrade=websocket."
                  : "Apache hands an upgrade on as an ordinary request unless this line says "
                    "upgrade=websocket.",
             {edit});
        return;
    }
    const std::string sentence = upgrade.empty()
        ? "Before 2.4.47 http:// hands an upgrade on as an ordinary request: upgrades want ws:// and "
          "mod_proxy_wstunnel."
        : "Before 2.4.47 upgrade= does nothing with http:// (this is " + m_report.version.text()
            + "): upgrades want ws:// and mod_proxy_wstunnel.";
    lose(place, "apache-too-old", url, sentence, oldEdits(rule));
    judgeModules(place, one, "ws", rule.path == "/");
}

std::vector<Edit> ApacheJudge::oldEdits(const ApacheRule &rule) const
{
    const Directive &one = *rule.directive;
    const Word &url = one.args[rule.urlIndex];
    const Backend backend = backendFrom(rule.target());
    const std::string scheme = backend.isTls() ? "wss" : "ws";
    if (rule.location || rule.isPattern || looksLikeWebSocket(rule.path)) {
        const std::size_t schemeAt = m_tree.text(url.at).find("http");
        if (schemeAt == std::string_view::npos)
            return {};
        const std::size_t at = url.at.offset + schemeAt;
        std::vector<Edit> edits{{url.at.file, at, backend.scheme.size(), scheme}};
        if (const Word *word = rule.parameterWord("upgrade"))
            edits.push_back({word->at.file, word->at.offset - 1, word->at.size + 1, ""});
        return edits;
    }
    const std::string indent = m_tree.indent(one.name.at.file, one.name.at.offset);
    const bool hasEngine =
        std::any_of(m_server->lines.begin(), m_server->lines.end(), [](const ApacheLine &line) {
            return base::equalsIgnoringCase(line.directive->name.text, "RewriteEngine");
        });
    const std::string authority = backend.host + (backend.port.empty() ? "" : ':' + backend.port);
    const std::string lines = (hasEngine ? "" : indent + "RewriteEngine On\n") + indent
        + "RewriteCond %{HTTP:Upgrade} websocket [NC]\n" + indent + "RewriteRule \"^" + rule.path
        + "(.*)$\" \"" + scheme + "://" + authority + backend.uri + "$1\" [P,L]\n";
    return {{one.name.at.file, m_tree.lineFirst(one.name.at.file, one.name.at.offset), 0, lines}};
}

void ApacheJudge::judgeBalancer(ProxyPlace &place, const ApacheRule &rule)
{
    const std::string target = "balancer://" + backendFrom(rule.target()).host;
    const auto members = m_scope.balancerMembers(target);
    if (members.empty()) {
        const std::string meant = nearest(target, m_scope.balancers());
        const Place &at = rule.directive->args[rule.urlIndex].at;
        const std::size_t found = m_tree.text(at).find(target);
        std::vector<Edit> edits;
        if (!meant.empty() && found != std::string_view::npos)
            edits.push_back({at.file, at.offset + found, target.size(), meant});
        m_tree.defect("upstream-undefined", at,
                      "No <Proxy " + quoted(target) + "> with a BalancerMember is here"
                          + (meant.empty() ? "." : "; there is " + quoted(meant) + '.'),
                      edits);
        return;
    }
    for (const Directive *member : members) {
        const std::string scheme = backendFrom(member->arg(0)).scheme;
        judgeModules(place, *member, scheme, false);
        const std::string upgrade = base::toLower(ApacheRule::parameterOf(*member, "upgrade"));
        const bool isHttp = scheme == "http" || scheme == "https";
        if (!isHttp || (!isOld() && (upgrade == "websocket" || upgrade == "any"))
            || coveredByRewrite(rule.path))
            continue;
        const Place &at = member->args[0].at;
        const std::size_t schemeAt = at.offset + (member->args[0].isQuoted ? 1 : 0);
        lose(place, "upgrade-dropped", at,
             isOld() ? "Before 2.4.47 a member with http:// takes no upgrade: write ws:// and load "
                       "mod_proxy_wstunnel."
                     : "This member of the balancer takes no upgrade unless its line says upgrade=websocket.",
             {isOld() ? Edit{at.file, schemeAt, scheme.size(), scheme == "https" ? "wss" : "ws"}
                      : Edit{at.file, at.end(), 0, " upgrade=websocket"}});
    }
}

void ApacheJudge::judgeOrder(ProxyPlace &place, std::size_t index)
{
    const ApacheRule &rule = m_server->rules[index];
    const std::string sample = sampleOf(rule);
    if (sample.empty() || !m_question.path.empty())
        return;
    for (std::size_t i = 0; i < m_server->rules.size(); ++i) {
        const ApacheRule &other = m_server->rules[i];
        const bool isBefore = rule.location ? other.location && i > index && other.location != rule.location
            : other.location                ? true
                                            : i < index;
        if (!isBefore || i == index || !surelyFits(other, sample)
            || (other.path == rule.path && !rule.location && !other.location && i > index))
            continue;
        const Directive &one = *rule.directive;
        std::vector<Edit> edits;
        if (!rule.location && !other.location && one.name.at.file == other.directive->name.at.file) {
            const Edit cut = removal(one);
            std::string line = m_tree.files[cut.file].text.substr(cut.first, cut.size);
            if (!line.ends_with('\n'))
                line += '\n';
            // What else is wrong with the line is mended where it goes to.
            line = mended(place, cut, line);
            edits = {cut, {cut.file, m_tree.lineFirst(cut.file, other.directive->name.at.offset), 0, line}};
        }
        const std::string where = " in line " + std::to_string(other.directive->name.at.line);
        lose(place, "proxypass-order", rule.location ? rule.location->name.at : one.name.at,
             other.isExclusion()
                 ? "The \"!\" for " + other.path + where + " comes first: requests never get here."
                 : rule.location || other.location ? "The Location for " + other.path + where
                     + " fits, too, and wins: write the longer path behind the shorter."
                                                   : "ProxyPass for " + other.path + where
                     + " comes first and takes these requests: write the longer path before the shorter.",
             edits);
        return;
    }
}

std::string ApacheJudge::mended(ProxyPlace &place, const Edit &cut, std::string line)
{
    std::vector<Edit> inside;
    for (Cause &cause : place.causes) {
        for (auto edit = cause.edits.begin(); edit != cause.edits.end();) {
            const bool isIn = edit->file == cut.file && edit->first > cut.first
                && edit->first + edit->size < cut.first + cut.size;
            if (isIn)
                inside.push_back(*edit);
            edit = isIn ? cause.edits.erase(edit) : edit + 1;
        }
    }
    std::sort(inside.begin(), inside.end(), [](const Edit &a, const Edit &b) { return a.first > b.first; });
    for (const Edit &edit : inside)
        line.replace(edit.first - cut.first, edit.size, edit.text);
    return line;
}

void judgeApache(Report &report, const Question &question)
{
    ApacheJudge(report, question).judge();
}

} // namespace hop101::doctor::config

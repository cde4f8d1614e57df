// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/apachescope.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"
#include "core/doctor/config/pattern.h"

#include <algorithm>

namespace hop101::doctor::config {
namespace {

constexpr std::size_t kMaxPlaces = 2000;

/// A path of ProxyPass fits whole segments: "/ws" fits "/ws" and "/ws/chat", not "/wsx".
bool fits(std::string_view prefix, std::string_view path)
{
    if (!path.starts_with(prefix))
        return false;
    return prefix.ends_with('/') || path.size() == prefix.size() || path[prefix.size()] == '/';
}

bool looksLikeWebSocket(const std::string &path)
{
    const std::string lower = base::toLower(path);
    return lower.find("ws") != std::string::npos || lower.find("socket") != std::string::npos;
}

class Judge
{
public:
    Judge(Report &report, const Question &question)
        : m_report(report), m_tree(report.tree), m_question(question), m_scope(report.tree, report.version)
    { }

    void judge()
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
                                   "No ProxyPass, Location or RewriteRule here hands "
                                       + quoted(m_question.path) + " to a backend.",
                                   {}};
    }

private:
    std::vector<ApacheServer> chosen(std::vector<ApacheServer> all) const
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

    void judgeServer(const ApacheServer &server)
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

    // which rule a path reaches: the last Location that fits, else the first ProxyPass

    bool fitsAsked(const ApacheRule &rule, const std::string &path) const
    {
        return rule.isPattern ? matches(rule.path, path) != Answer::No : fits(rule.path, path);
    }

    const ApacheRule *ruleFor(const std::string &path) const
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
    bool isChosen(std::size_t index) const { return ruleFor(m_question.path) == &m_server->rules[index]; }

    // RewriteRule … [P]

    struct Rewrite
    {
        const Directive *rule = nullptr;
        std::vector<const Directive *> conditions;
        const Directive *around = nullptr; ///< Location or Directory
        Answer forUpgrade = Answer::Maybe; ///< whether its conditions hold for an upgrade
        bool isGood = false;
    };

    static bool hasFlag(const Directive &one, std::size_t index, std::string_view wanted)
    {
        std::string flags = one.arg(index);
        if (flags.size() < 2 || flags.front() != '[')
            return false;
        flags = flags.substr(1, flags.size() - 2);
        return base::listHasToken(flags, wanted);
    }
    static bool isProxying(const Directive &rule)
    {
        return hasFlag(rule, 2, "P") || hasFlag(rule, 2, "proxy");
    }

    std::vector<Rewrite> rewritesOf(const ApacheServer &server) const
    {
        std::vector<Rewrite> all;
        std::vector<const Directive *> conditions;
        for (const ApacheLine &line : server.lines) {
            const std::string name = base::toLower(line.directive->name.text);
            if (name == "rewritecond")
                conditions.push_back(line.directive);
            if (name != "rewriterule")
                continue;
            all.push_back({line.directive, conditions, line.location, Answer::Yes, false});
            conditions.clear();
        }
        return all;
    }

    /// How a condition answers an upgrade whose Connection is `connection`.
    static Answer answer(const Directive &condition, const std::string &connection)
    {
        const std::string subject = base::toLower(condition.arg(0));
        const bool isUpgrade = subject == "%{http:upgrade}";
        if (!isUpgrade && subject != "%{http:connection}")
            return Answer::Maybe;
        const std::string value = isUpgrade ? "websocket" : connection;
        std::string pattern = condition.arg(1);
        const bool isNot = pattern.starts_with('!');
        pattern = pattern.substr(isNot ? 1 : 0);
        const bool ignoresCase = hasFlag(condition, 2, "NC") || hasFlag(condition, 2, "nocase");
        Answer found = Answer::Maybe;
        if (pattern.starts_with('=')) {
            std::string wanted = pattern.substr(1);
            if (wanted == "\"\"")
                wanted.clear();
            found = (ignoresCase ? base::equalsIgnoringCase(wanted, value) : wanted == value) ? Answer::Yes
                                                                                              : Answer::No;
        } else if (!pattern.starts_with('-'))
            found = matches(pattern, value, ignoresCase);
        if (isNot && found != Answer::Maybe)
            found = found == Answer::Yes ? Answer::No : Answer::Yes;
        return found;
    }

    static bool isNegated(const Directive &condition) { return condition.arg(1).starts_with('!'); }

    void judgeRewrites()
    {
        for (Rewrite &rewrite : m_rewrites) {
            const std::string scheme = backendFrom(rewrite.rule->arg(1)).scheme;
            const bool isTunnel = scheme == "ws" || scheme == "wss";
            const bool isBackend =
                isTunnel || (isProxying(*rewrite.rule) && (scheme == "http" || scheme == "https"));
            bool isForOthers = false;
            for (const Directive *condition : rewrite.conditions)
                isForOthers =
                    isForOthers || (isNegated(*condition) && answer(*condition, "Upgrade") == Answer::No);
            if (!isBackend) {
                judgeRedirect(rewrite);
                continue;
            }
            if (!isForOthers)
                judgeRewrite(rewrite, isTunnel);
        }
    }

    /// A redirect of every request before anything is handed on.
    void judgeRedirect(const Rewrite &rewrite)
    {
        const bool redirects =
            hasFlag(*rewrite.rule, 2, "R") || rewrite.rule->arg(2).find("R=") != std::string::npos;
        if (redirects && rewrite.conditions.empty()
            && matches(rewrite.rule->arg(0), "/hop101/x") == Answer::Yes)
            m_redirect = rewrite.rule;
    }

    bool isAskedFor(const Rewrite &rewrite) const
    {
        return m_question.path.empty() || matches(rewrite.rule->arg(0), m_question.path) != Answer::No;
    }

    void judgeRewrite(Rewrite &rewrite, bool isTunnel)
    {
        const Directive &rule = *rewrite.rule;
        ProxyPlace place;
        place.title = "RewriteRule " + rule.arg(0);
        place.backend = rule.arg(1);
        place.at = whole(rule);
        const Directive &first = rewrite.conditions.empty() ? rule : *rewrite.conditions.front();
        place.block = m_tree.place(first.name.at.file, first.name.at.offset, rule.end - first.name.at.offset);
        judgeEngine(place, rewrite);
        bool hasUpgradeCondition = false;
        for (const Directive *condition : rewrite.conditions) {
            hasUpgradeCondition =
                hasUpgradeCondition || base::toLower(condition->arg(0)) == "%{http:upgrade}";
            judgeCondition(place, *condition);
        }
        if (isTunnel && !isProxying(rule)) {
            const bool hasFlags = rule.args.size() > 2 && rule.arg(2).starts_with('[');
            const Edit add = hasFlags ? Edit{place.at.file, rule.args[2].at.offset + 1, 0, "P,"}
                                      : Edit{place.at.file, rule.end, 0, " [P]"};
            lose(place, "rewrite-without-proxy", rule.name.at,
                 "Without the flag P this rule redirects the client, which clients of WebSocket do not "
                 "follow.",
                 {add});
        }
        if (!isTunnel)
            judgePlainRewrite(place, rewrite, hasUpgradeCondition);
        judgePattern(place, rewrite);
        judgeTarget(place, rule, 1);
        judgeHeaders(place, rewrite.around);
        judgeModules(place, rule, isTunnel ? "ws" : "http", true);
        rewrite.isGood = place.passes();
        if (isAskedFor(rewrite))
            m_report.places.push_back(std::move(place));
    }

    void judgeEngine(ProxyPlace &place, const Rewrite &rewrite)
    {
        for (const ApacheLine &line : m_server->lines) {
            if (base::equalsIgnoringCase(line.directive->name.text, "RewriteEngine")
                && base::equalsIgnoringCase(line.directive->arg(0), "on"))
                return;
        }
        const Directive &first = rewrite.conditions.empty() ? *rewrite.rule : *rewrite.conditions.front();
        const std::string indent = m_tree.indent(first.name.at.file, first.name.at.offset);
        lose(place, "rewrite-engine-off", rewrite.rule->name.at,
             "No rule is looked at here: RewriteEngine On is missing"
                 + std::string(m_server->host ? " in this VirtualHost, which inherits none." : "."),
             {{first.name.at.file, m_tree.lineFirst(first.name.at.file, first.name.at.offset), 0,
               indent + "RewriteEngine On\n"}});
    }

    void judgeCondition(ProxyPlace &place, const Directive &condition)
    {
        const bool hasFlags = condition.arg(2).starts_with('[');
        const Edit ignoreCase = hasFlags
            ? Edit{condition.name.at.file,
                   condition.args[2].at.offset + 1 + (condition.args[2].isQuoted ? 1U : 0U), 0, "NC,"}
            : Edit{condition.name.at.file, condition.end, 0, " [NC]"};
        const bool isConnection = base::toLower(condition.arg(0)) == "%{http:connection}";
        if (answer(condition, "Upgrade") == Answer::No) {
            lose(place, "condition-never-true", condition.name.at,
                 quoted(condition.arg(1)) + " does not fit "
                     + (isConnection ? "\"Upgrade\"" : "\"websocket\"")
                     + ", which is what clients send: letters count here, add [NC].",
                 {ignoreCase});
        } else if (isConnection && answer(condition, "keep-alive, Upgrade") == Answer::No) {
            const Place &at = condition.args[1].at;
            lose(place, "connection-is-a-list", at,
                 "Firefox sends \"Connection: keep-alive, Upgrade\", which this pattern does not fit: "
                 "Connection is a list.",
                 hasFlag(condition, 2, "NC")
                     ? std::vector<Edit>{{at.file, at.offset, at.size, "upgrade"}}
                     : std::vector<Edit>{{at.file, at.offset, at.size, "upgrade"}, ignoreCase});
        } else if (isConnection && answer(condition, "upgrade") == Answer::No)
            lose(place, "condition-never-true", condition.name.at,
                 "Some clients send \"Connection: upgrade\": letters count here, add [NC].", {ignoreCase});
    }

    void judgePlainRewrite(ProxyPlace &place, const Rewrite &rewrite, bool hasUpgradeCondition)
    {
        for (const Rewrite &earlier : m_rewrites) {
            if (&earlier == &rewrite)
                break;
            if (earlier.isGood)
                return;
        }
        const Directive &rule = *rewrite.rule;
        const Place &target = rule.args[1].at;
        const std::size_t schemeAt = target.offset + (rule.args[1].isQuoted ? 1 : 0);
        const bool isTls = backendFrom(rule.arg(1)).isTls();
        std::vector<Edit> edits;
        if (!m_tree.isVerbatim(rule.args[1]))
            edits.clear(); // a variable gives the scheme
        else if (hasUpgradeCondition || looksLikeWebSocket(rule.arg(0)))
            edits.push_back({target.file, schemeAt, isTls ? 5U : 4U, isTls ? "wss" : "ws"});
        else {
            const Directive &first = rewrite.conditions.empty() ? rule : *rewrite.conditions.front();
            const std::string indent = m_tree.indent(first.name.at.file, first.name.at.offset);
            const std::string written(m_tree.text(target));
            std::string tunnel = written;
            tunnel.replace(rule.args[1].isQuoted ? 1 : 0, isTls ? 5 : 4, isTls ? "wss" : "ws");
            edits.push_back({target.file, m_tree.lineFirst(target.file, first.name.at.offset), 0,
                             indent + "RewriteCond %{HTTP:Upgrade} websocket [NC]\n" + indent + "RewriteRule "
                                 + std::string(m_tree.text(rule.args[0].at)) + ' ' + tunnel + " [P,L]\n"});
        }
        lose(place, "upgrade-dropped", target,
             "A rule with http:// hands an upgrade on as an ordinary request: write ws:// for upgrades.",
             edits);
    }

    void judgePattern(ProxyPlace &place, const Rewrite &rewrite)
    {
        const std::string &pattern = rewrite.rule->arg(0);
        const bool isPerServer = !rewrite.around;
        if (isPerServer && pattern.starts_with('^') && pattern.size() > 1
            && (base::isAlpha(pattern[1]) || base::isDigit(pattern[1]))) {
            const Place &at = rewrite.rule->args[0].at;
            lose(place, "pattern-without-slash", at,
                 "Here a path begins with its slash, so this pattern never fits: write ^/" + pattern.substr(1)
                     + '.',
                 {{at.file, at.offset + (rewrite.rule->args[0].isQuoted ? 2 : 1), 0, "/"}});
        }
    }

    // ProxyPass

    Place whole(const Directive &one) const
    {
        return m_tree.place(one.name.at.file, one.name.at.offset, one.end - one.name.at.offset);
    }

    Edit removal(const Directive &one) const
    {
        const std::uint32_t file = one.name.at.file;
        const std::size_t first = m_tree.lineFirst(file, one.name.at.offset);
        const std::size_t end =
            std::min(m_tree.files[file].text.find('\n', one.end), m_tree.files[file].text.size() - 1) + 1;
        return {file, first, end - first, ""};
    }

    void lose(ProxyPlace &place, std::string id, const Place &at, std::string sentence,
              std::vector<Edit> edits = {})
    {
        place.causes.push_back({std::move(id), Weight::Loses, at, std::move(sentence), std::move(edits)});
    }
    void say(ProxyPlace &place, Weight weight, std::string id, const Place &at, std::string sentence)
    {
        place.causes.push_back({std::move(id), weight, at, std::move(sentence), {}});
    }

    void judgeRule(std::size_t index)
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

    /// False where the line is not one that can be judged.
    bool judgeArguments(const ApacheRule &rule)
    {
        const Directive &one = *rule.directive;
        if (rule.url().empty()) {
            m_tree.defect("backend-missing", one.name.at,
                          one.name.text
                              + (rule.location
                                     ? " has no URL: write where to, such as http://127.0.0.1:3000/."
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
        if (!backend.scheme.empty() && backend.host.empty()
            && rule.url().find("unix:") == std::string::npos) {
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

    bool isOld() const { return m_report.version < Version{2, 4, 47}; }

    void judgeScheme(ProxyPlace &place, const ApacheRule &rule, const std::string &scheme)
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

    /// An upgrade below `path` is taken by a RewriteRule that hands it on.
    bool coveredByRewrite(const std::string &path) const
    {
        return std::any_of(m_rewrites.begin(), m_rewrites.end(), [&](const Rewrite &rewrite) {
            if (!rewrite.isGood)
                return false;
            const std::string sample = !m_question.path.empty() ? m_question.path : path;
            return m_question.path.empty()
                ? path.empty() || path == "/" || matches(rewrite.rule->arg(0), sample) != Answer::No
                : matches(rewrite.rule->arg(0), sample) != Answer::No;
        });
    }

    void judgeNotEnabled(ProxyPlace &place, const ApacheRule &rule, const std::string &upgrade)
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

    std::vector<Edit> oldEdits(const ApacheRule &rule) const
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

    void judgeBalancer(ProxyPlace &place, const ApacheRule &rule)
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
                 isOld()
                     ? "Before 2.4.47 a member with http:// takes no upgrade: write ws:// and load "
                       "mod_proxy_wstunnel."
                     : "This member of the balancer takes no upgrade unless its line says upgrade=websocket.",
                 {isOld() ? Edit{at.file, schemeAt, scheme.size(), scheme == "https" ? "wss" : "ws"}
                          : Edit{at.file, at.end(), 0, " upgrade=websocket"}});
        }
    }

    /// Of several ProxyPass the first that fits is taken; of Locations the last.
    void judgeOrder(ProxyPlace &place, std::size_t index)
    {
        const ApacheRule &rule = m_server->rules[index];
        if (rule.isPattern || !m_question.path.empty())
            return;
        const std::string sample = rule.path.ends_with('/') ? rule.path + "x" : rule.path;
        for (std::size_t i = 0; i < m_server->rules.size(); ++i) {
            const ApacheRule &other = m_server->rules[i];
            const bool isBefore = rule.location
                ? other.location && i > index && other.location != rule.location
                : other.location ? true
                                 : i < index;
            if (!isBefore || i == index || !fitsAsked(other, sample)
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
                edits = {cut,
                         {cut.file, m_tree.lineFirst(cut.file, other.directive->name.at.offset), 0, line}};
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

    /// The edits inside of a line that is moved go along with it.
    std::string mended(ProxyPlace &place, const Edit &cut, std::string line)
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
        std::sort(inside.begin(), inside.end(),
                  [](const Edit &a, const Edit &b) { return a.first > b.first; });
        for (const Edit &edit : inside)
            line.replace(edit.first - cut.first, edit.size, edit.text);
        return line;
    }

    void judgeSlashes(ProxyPlace &place, const ApacheRule &rule)
    {
        const std::string uri = backendFrom(rule.target()).uri;
        if (rule.isPattern || rule.path.empty() || backendFrom(rule.target()).scheme == "balancer")
            return;
        const bool pathEnds = rule.path.ends_with('/');
        const bool uriEnds = uri.ends_with('/');
        if (pathEnds == uriEnds || (rule.path == "/" && uri.empty() && false))
            return;
        const std::string sample = pathEnds ? rule.path + "chat" : rule.path + "/chat";
        const std::string authority = backendFrom(rule.target()).host
            + (backendFrom(rule.target()).port.empty() ? "" : ':' + backendFrom(rule.target()).port);
        const std::string arrives = uri + sample.substr(rule.path.size());
        say(place, Weight::Warns, "trailing-slash", rule.directive->args[rule.urlIndex].at,
            quoted(sample) + " goes to " + quoted(authority + arrives)
                + ": let both the path and the URL end with a slash, or neither.");
    }

    void judgeTarget(ProxyPlace &place, const Directive &one, std::size_t index)
    {
        const Place &at = one.args[index].at;
        const Backend backend = backendFrom(one.arg(index));
        const std::string port = backend.port;
        if (!backend.isTls() && isTlsPort(port))
            say(place, Weight::Warns, "plain-to-tls", at,
                "Port " + port + " speaks TLS as a rule, and " + backend.scheme
                    + ":// sends plain text to it.");
        if (backend.isTls() && !m_scope.isOn(*m_server, "SSLProxyEngine")) {
            const std::string indent = m_tree.indent(at.file, one.name.at.offset);
            const bool isInLocation = place.block != place.at && m_server->host;
            const Directive *host = m_server->host;
            const std::size_t first = host ? host->bodyFirst : m_tree.lineFirst(at.file, one.name.at.offset);
            lose(place, "ssl-proxy-engine-off", at,
                 backend.scheme + ":// wants SSLProxyEngine On, which is missing.",
                 {{host ? host->name.at.file : at.file, first, 0,
                   (isInLocation ? "    " : indent) + "SSLProxyEngine On\n"}});
        }
    }

    void judgeHeaders(ProxyPlace &place, const Directive *location)
    {
        for (const ApacheLine &line : m_server->linesWithMain(m_scope)) {
            if (line.location && line.location != location && !isAround(line.location, place))
                continue;
            const Directive &one = *line.directive;
            const std::string name = base::toLower(one.name.text);
            if (name == "requestheader")
                judgeRequestHeader(place, one);
            const bool isVariable =
                name == "setenv" || name == "setenvif" || name == "setenvifnocase" || name == "browsermatch";
            const bool isHttp10 = isVariable
                && std::any_of(one.args.begin(), one.args.end(),
                               [](const Word &w) { return w.text.starts_with("force-proxy-request-1.0"); });
            if (isHttp10)
                lose(place, "http-1-0", one.name.at,
                     "force-proxy-request-1.0 makes Apache speak HTTP/1.0 to the backend, which has no "
                     "upgrade.",
                     {removal(one)});
            const bool isDenied = (name == "require" && base::equalsIgnoringCase(one.arg(0), "all")
                                   && base::equalsIgnoringCase(one.arg(1), "denied"))
                || (name == "deny" && base::equalsIgnoringCase(one.arg(1), "all"));
            if (isDenied && line.location && (line.location == location || isAround(line.location, place)))
                lose(place, "forbidden-by-proxy", one.name.at, "Every client gets 403 here.");
        }
    }

    /// A Location that fits what the place hands on.
    bool isAround(const Directive *location, const ProxyPlace &place) const
    {
        const std::string name = base::toLower(location->name.text);
        if (name != "location" || location->args.empty())
            return false;
        const std::size_t space = place.title.find(' ');
        return place.title.starts_with("ProxyPass ") && fits(location->arg(0), place.title.substr(space + 1));
    }

    void judgeRequestHeader(ProxyPlace &place, const Directive &one)
    {
        const std::string action = base::toLower(one.arg(0));
        const std::string header = base::toLower(one.arg(1));
        const std::string value = base::toLower(one.arg(2));
        const bool isHandshake =
            header == "upgrade" || header == "sec-websocket-key" || header == "sec-websocket-version";
        const bool isSet = action == "set" || action == "setifempty";
        if (isHandshake
            && (action == "unset"
                || (isSet && !(header == "upgrade" && (value == "websocket" || value == "%{upgrade}i")))))
            lose(place, header == "upgrade" ? "upgrade-dropped" : "key-changed", one.name.at,
                 one.arg(1) + " must be handed on as the client sent it: remove this line.", {removal(one)});
        if (header == "connection" && (action == "unset" || (isSet && !base::listHasToken(value, "upgrade"))))
            say(place, Weight::Notes, "connection-changed", one.name.at,
                "Apache makes Connection anew for an upgrade: this line changes nothing for it.");
    }

    void judgeModules(ProxyPlace &place, const Directive &one, const std::string &scheme, bool needsRewrite)
    {
        const auto need = [&](const std::string &module) {
            if (m_scope.isLoaded(module) != Answer::No)
                return;
            std::vector<Edit> edits;
            if (const auto edit = m_scope.loadEdit(module))
                edits.push_back(*edit);
            lose(place, "proxy-module-not-loaded", one.name.at,
                 "This line wants mod_" + module + ", which no LoadModule loads (Debian: a2enmod " + module
                     + ").",
                 edits);
        };
        need("proxy");
        if (scheme == "http" || scheme == "https" || !isOld())
            need("proxy_http");
        if ((scheme == "ws" || scheme == "wss") && isOld())
            need("proxy_wstunnel");
        if (needsRewrite)
            need("rewrite");
    }

    void judgeSurroundings(ProxyPlace &place, const ApacheRule &rule)
    {
        if (m_redirect)
            lose(place, "answered-before", m_redirect->name.at,
                 "This rule redirects every request; clients of WebSocket do not follow a redirect.");
        if (!m_scope.isOn(*m_server, "ProxyPreserveHost"))
            say(place, Weight::Notes, "host-rewritten", place.at,
                "The backend gets the host of its own URL as Host: one that compares it with Origin, or has "
                "several sites, wants ProxyPreserveHost On.");
        const Directive *set = m_scope.lastOf(*m_server, "ProxyTimeout");
        set = set ? set : m_scope.lastOf(*m_server, "Timeout");
        const std::string parameter = rule.parameter("timeout");
        const long long idle = !parameter.empty() ? millisecondsFrom(parameter, 1000)
            : set                                 ? millisecondsFrom(set->arg(0), 1000)
                                                  : 60'000;
        if (idle >= 0 && idle < 300'000)
            say(place, Weight::Notes, "idle-cut", set && parameter.empty() ? set->name.at : place.at,
                "A connection that is silent for " + durationText(idle)
                    + " is cut, without a Close frame: send a ping more often than that, or set ProxyTimeout "
                      "to 3600.");
        if (const Directive *protocols = m_scope.lastOf(*m_server, "Protocols"); protocols
            && std::any_of(protocols->args.begin(), protocols->args.end(),
                           [](const Word &w) { return w.text == "h2"; }))
            say(place, Weight::Notes, "http2-in-front", protocols->name.at,
                "mod_http2 does no WebSocket over HTTP/2 (RFC 8441) before 2.4.58: clients open a connection "
                "of HTTP/1.1 for it.");
    }

    Report &m_report;
    Tree &m_tree;
    const Question &m_question;
    ApacheScope m_scope;
    const ApacheServer *m_server = nullptr;
    std::vector<Rewrite> m_rewrites;
    const Directive *m_redirect = nullptr;
};

} // namespace

void judgeApache(Report &report, const Question &question)
{
    Judge(report, question).judge();
}

} // namespace hop101::doctor::config

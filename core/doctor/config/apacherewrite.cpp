// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/config/apachejudge.h"

#include "core/base/ascii.h"
#include "core/doctor/config/backend.h"

#include <algorithm>

namespace hop101::doctor::config {

bool ApacheJudge::hasFlag(const Directive &one, std::size_t index, std::string_view wanted)
{
    std::string flags = one.arg(index);
    if (flags.size() < 2 || flags.front() != '[')
        return false;
    flags = flags.substr(1, flags.size() - 2);
    return base::listHasToken(flags, wanted);
}

bool ApacheJudge::isProxying(const Directive &rule)
{
    return hasFlag(rule, 2, "P") || hasFlag(rule, 2, "proxy");
}

std::vector<ApacheJudge::Rewrite> ApacheJudge::rewritesOf(const ApacheServer &server) const
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

Answer ApacheJudge::answer(const Directive &condition, const std::string &connection)
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

bool ApacheJudge::isNegated(const Directive &condition)
{
    return condition.arg(1).starts_with('!');
}

void ApacheJudge::judgeRewrites()
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

void ApacheJudge::judgeRedirect(const Rewrite &rewrite)
{
    const bool redirects =
        hasFlag(*rewrite.rule, 2, "R") || rewrite.rule->arg(2).find("R=") != std::string::npos;
    if (redirects && rewrite.conditions.empty() && matches(rewrite.rule->arg(0), "/hop101/x") == Answer::Yes)
        m_redirect = rewrite.rule;
}

bool ApacheJudge::isAskedFor(const Rewrite &rewrite) const
{
    return m_question.path.empty() || matches(rewrite.rule->arg(0), m_question.path) != Answer::No;
}

void ApacheJudge::judgeRewrite(Rewrite &rewrite, bool isTunnel)
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
        hasUpgradeCondition = hasUpgradeCondition || base::toLower(condition->arg(0)) == "%{http:upgrade}";
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

void ApacheJudge::judgeEngine(ProxyPlace &place, const Rewrite &rewrite)
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

void ApacheJudge::judgeCondition(ProxyPlace &place, const Directive &condition)
{
    const bool hasFlags = condition.arg(2).starts_with('[');
    const Edit ignoreCase = hasFlags
        ? Edit{condition.name.at.file,
               condition.args[2].at.offset + 1 + (condition.args[2].isQuoted ? 1U : 0U), 0, "NC,"}
        : Edit{condition.name.at.file, condition.end, 0, " [NC]"};
    const bool isConnection = base::toLower(condition.arg(0)) == "%{http:connection}";
    if (answer(condition, "Upgrade") == Answer::No) {
        lose(place, "condition-never-true", condition.name.at,
             quoted(condition.arg(1)) + " does not fit " + (isConnection ? "\"Upgrade\"" : "\"websocket\"")
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

void ApacheJudge::judgePlainRewrite(ProxyPlace &place, const Rewrite &rewrite, bool hasUpgradeCondition)
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
         "A rule with http:// hands an upgrade on as an ordinary request: write ws:// for upgrades.", edits);
}

void ApacheJudge::judgePattern(ProxyPlace &place, const Rewrite &rewrite)
{
    const std::string &pattern = rewrite.rule->arg(0);
    const Place &at = rewrite.rule->args[0].at;
    const std::size_t first = at.offset + (rewrite.rule->args[0].isQuoted ? 2 : 1);
    const bool isPerDirectory = isInHtaccess(*rewrite.rule)
        || (rewrite.around && base::equalsIgnoringCase(rewrite.around->name.text, "Directory"));
    if (isPerDirectory && pattern.starts_with("^/") && !pattern.starts_with("^/?"))
        lose(place, "pattern-with-slash", at,
             "In a directory a path begins without a slash, so this pattern never fits: write ^"
                 + pattern.substr(2) + '.',
             {{at.file, first, 1, ""}});
    if (!rewrite.around && !isPerDirectory && pattern.starts_with('^') && pattern.size() > 1
        && (base::isAlpha(pattern[1]) || base::isDigit(pattern[1]))) {
        lose(place, "pattern-without-slash", at,
             "Here a path begins with its slash, so this pattern never fits: write ^/" + pattern.substr(1)
                 + '.',
             {{at.file, first, 0, "/"}});
    }
}

bool ApacheJudge::coveredByRewrite(const std::string &path) const
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

} // namespace hop101::doctor::config

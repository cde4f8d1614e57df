// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/apachescope.h"

namespace hop101::doctor::config {

/// Walks the servers of a configuration of Apache httpd and judges each place that hands requests on.
class ApacheJudge
{
public:
    ApacheJudge(Report &report, const Question &question)
        : m_report(report), m_tree(report.tree), m_question(question), m_scope(report.tree, report.version)
    { }
    void judge();

private:
    static bool looksLikeWebSocket(const std::string &path);
    static bool fits(std::string_view prefix, std::string_view path);
    std::vector<ApacheServer> chosen(std::vector<ApacheServer> all) const;
    void judgeServer(const ApacheServer &server);

    // which rule a path reaches: the last Location that fits, else the first ProxyPass
    bool isInHtaccess(const Directive &one) const;
    static bool surelyFits(const ApacheRule &rule, const std::string &path);
    bool fitsAsked(const ApacheRule &rule, const std::string &path) const;
    const ApacheRule *ruleFor(const std::string &path) const;
    bool isChosen(std::size_t index) const;

    // RewriteRule … [P]
    struct Rewrite
    {
        const Directive *rule = nullptr;
        std::vector<const Directive *> conditions;
        const Directive *around = nullptr; ///< Location or Directory
        Answer forUpgrade = Answer::Maybe; ///< whether its conditions hold for an upgrade
        bool isGood = false;
    };
    static bool hasFlag(const Directive &one, std::size_t index, std::string_view wanted);
    static bool isProxying(const Directive &rule);
    std::vector<Rewrite> rewritesOf(const ApacheServer &server) const;
    /// How a condition answers an upgrade whose Connection is `connection`.
    static Answer answer(const Directive &condition, const std::string &connection);
    static bool isNegated(const Directive &condition);
    void judgeRewrites();
    /// A redirect of every request before anything is handed on.
    void judgeRedirect(const Rewrite &rewrite);
    bool isAskedFor(const Rewrite &rewrite) const;
    void judgeRewrite(Rewrite &rewrite, bool isTunnel);
    void judgeEngine(ProxyPlace &place, const Rewrite &rewrite);
    void judgeCondition(ProxyPlace &place, const Directive &condition);
    void judgePlainRewrite(ProxyPlace &place, const Rewrite &rewrite, bool hasUpgradeCondition);
    void judgePattern(ProxyPlace &place, const Rewrite &rewrite);

    // ProxyPass
    Place whole(const Directive &one) const;
    Edit removal(const Directive &one) const;
    void lose(ProxyPlace &place, std::string id, const Place &at, std::string sentence,
              std::vector<Edit> edits = {});
    void say(ProxyPlace &place, Weight weight, std::string id, const Place &at, std::string sentence);
    void judgeRule(std::size_t index);
    /// False where the line is not one that can be judged.
    bool judgeArguments(const ApacheRule &rule);
    bool isOld() const;
    void judgeScheme(ProxyPlace &place, const ApacheRule &rule, const std::string &scheme);
    /// An upgrade below `path` is taken by a RewriteRule that hands it on.
    bool coveredByRewrite(const std::string &path) const;
    void judgeNotEnabled(ProxyPlace &place, const ApacheRule &rule, const std::string &upgrade);
    std::vector<Edit> oldEdits(const ApacheRule &rule) const;
    void judgeBalancer(ProxyPlace &place, const ApacheRule &rule);
    /// Of several ProxyPass the first that fits is taken; of Locations the last.
    void judgeOrder(ProxyPlace &place, std::size_t index);
    /// The edits inside of a line that is moved go along with it.
    std::string mended(ProxyPlace &place, const Edit &cut, std::string line);
    void judgeSlashes(ProxyPlace &place, const ApacheRule &rule);
    void judgeTarget(ProxyPlace &place, const Directive &one, std::size_t index);
    void judgeHeaders(ProxyPlace &place, const Directive *location);
    /// A Location that fits what the place hands on.
    bool isAround(const Directive *location, const ProxyPlace &place) const;
    void judgeRequestHeader(ProxyPlace &place, const Directive &one);
    void judgeModules(ProxyPlace &place, const Directive &one, const std::string &scheme, bool needsRewrite);
    void judgeSurroundings(ProxyPlace &place, const ApacheRule &rule);
    Report &m_report;
    Tree &m_tree;
    const Question &m_question;
    ApacheScope m_scope;
    const ApacheServer *m_server = nullptr;
    std::vector<Rewrite> m_rewrites;
    const Directive *m_redirect = nullptr;
};

} // namespace hop101::doctor::config

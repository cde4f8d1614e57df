// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/caddymatcher.h"

namespace hop101::doctor::config {

/// Walks the sites of a Caddyfile and judges each reverse_proxy.
class CaddyJudge
{
public:
    CaddyJudge(Report &report, const Question &question)
        : m_report(report), m_tree(report.tree), m_question(question)
    { }
    void judge();

private:
    using Scope = std::vector<const Directive *>;

    static bool answersBefore(const Directive &one);
    static bool isOptions(const Directive &one);
    struct Found
    {
        ProxyPlace place;
        std::size_t specific = 0; ///< length of the path that led to it
    };
    static bool isBareDirective(const Directive &site);
    static bool fitsAddress(std::string address, const Question &question);
    bool isSiteAsked(const Directive &site) const;
    void choose();
    Place whole(const Directive &one) const;
    Edit removal(const Directive &one) const;
    void lose(ProxyPlace &place, std::string id, const Place &at, std::string sentence,
              std::vector<Edit> edits = {});
    void say(ProxyPlace &place, Weight weight, std::string id, const Place &at, std::string sentence);
    void walk(const Directive &block, const Scope &scope, Answer reached, const std::vector<Cause> &before);
    /// What changes every request of a block before it is handed on.
    void changeRequest(const Directive &one, const Scope &scope, std::vector<Cause> &into);
    void take(const Directive &proxy, const Directive &block, const Scope &scope, Answer reached,
              const std::vector<Cause> &before);
    static std::size_t specificity(const Directive &proxy, const Scope &scope);
    static std::string titleOf(const Directive &proxy, const Scope &scope);

    // where to
    void judgeUpstreams(ProxyPlace &place, const Directive &proxy);
    void judgeUpstream(ProxyPlace &place, const Word &word, bool hasTls);

    // what is changed on the way
    void judgeParts(ProxyPlace &place, const Directive &proxy);
    void judgeDown(ProxyPlace &place, const Directive &part);
    /// "-Upgrade", "Upgrade value", "-Sec-*".
    void judgeHeader(ProxyPlace &place, const Directive &one, std::size_t first, const std::string &what);
    static bool fits(std::string_view pattern, std::string_view header);
    void judgeTransport(ProxyPlace &place, const Directive &transport);

    // what answers before
    void judgeAnswers(ProxyPlace &place, const Directive &proxy, const Directive &block, const Scope &scope);
    void answeredBefore(ProxyPlace &place, const Directive &proxy, const Directive &one);
    void judgePath(ProxyPlace &place, const Directive &proxy, const Scope &scope);
    void judgeSite(ProxyPlace &place, const Directive &site);
    Report &m_report;
    Tree &m_tree;
    const Question &m_question;
    std::vector<Found> m_found;
};

} // namespace hop101::doctor::config

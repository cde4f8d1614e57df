// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/haproxyscope.h"

namespace hop101::doctor::config {

/// Follows each frontend of a configuration of HAProxy to its backends and judges what becomes of an upgrade.
class HaProxyJudge
{
public:
    HaProxyJudge(Report &report, const Question &question)
        : m_report(report), m_tree(report.tree), m_question(question), m_scope(report.tree, question)
    { }
    void judge();

private:
    static std::string behind(const Directive &line, std::string_view word);
    static bool hasWord(const Directive &line, std::string_view word);
    static bool isServer(const Directive &line);
    bool listens(const Directive &front) const;
    Place whole(const Directive &one) const;
    Edit removal(const Directive &one) const;
    void lose(ProxyPlace &place, std::string id, const Place &at, std::string sentence,
              std::vector<Edit> edits = {});
    void say(ProxyPlace &place, Weight weight, std::string id, const Place &at, std::string sentence);
    /// What this version does not take, whoever reaches the section.
    void checkSection(const Directive &section);

    // from a frontend to its backends
    void judgeFront(const Directive &front);
    void checkBind(const Directive &front, std::vector<Cause> &causes);
    Edit alpnEdit(const Directive &line) const;
    void reach(const Directive &front, const Directive &line, Answer answer,
               const std::vector<Cause> &before);
    void undefinedBackend(const Word &name);
    void judgeUnreached();
    void judgeBackend(const Directive &front, const Directive &backend, const std::string &title,
                      const std::vector<Cause> &before);
    void judgeModes(ProxyPlace &place, const Directive &front, const Directive &backend);

    // http-request rules, in their order
    std::vector<Cause> rulesOf(const Directive &section);
    void judgeOldRule(ProxyPlace &place, const Directive &line);
    void judgeResponseRule(ProxyPlace &place, const Directive &section, const Directive &line);
    void judgeRule(ProxyPlace &place, const Directive &section, const Directive &line);
    static bool keepsUpgrade(const Directive &line, std::string_view token);
    void changes(ProxyPlace &place, const Directive &line, Answer holds, const std::string &id,
                 const std::string &sentence);
    void judgeServers(ProxyPlace &place, const Directive &backend, bool isHttp);
    Edit http2Edit(const Directive &line) const;
    void judgeOptions(ProxyPlace &place, const Directive &front, const Directive &backend);
    void judgeIdle(ProxyPlace &place, const Directive &front, const Directive &backend, bool isHttp);
    Report &m_report;
    Tree &m_tree;
    const Question &m_question;
    HaProxyScope m_scope;
    std::vector<const Directive *> m_reached;
};

} // namespace hop101::doctor::config

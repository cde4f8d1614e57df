// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/nginxscope.h"

namespace hop101::doctor::config {

/// What becomes of an upgrade in the innermost block of `chain`, which holds `pass` (proxy_pass and the
/// like).
class NginxLocation
{
public:
    NginxLocation(Report &report, const NginxScope &scope, Chain chain, const Directive &pass);

    ProxyPlace judge();

private:
    const Directive *nearestOf(std::string_view name) const { return NginxScope::nearestOf(m_chain, name); }
    /// The innermost location, or the block itself.
    const Directive &location() const;

    void judgeProtocol();
    void judgeBefore();
    void judgeVersion();
    void judgeHeaders();
    const Directive *sentHeader(const std::vector<const Directive *> &headers, std::string_view name) const;
    void judgeTwice(const std::vector<const Directive *> &headers, const Directive &sent);
    void judgeUpgradeHeader(const std::vector<const Directive *> &headers);
    void judgeConnectionHeader(const std::vector<const Directive *> &headers);
    void judgeOtherHeaders(const std::vector<const Directive *> &headers);
    void judgeMap(const Directive &header, const NginxValue &value);
    void judgeBackend();
    void judgeResolver(const std::string &host);
    void judgeRewrite();
    void judgeFront();
    void judgeIdle();
    void unfold();

    Cause &lose(std::string id, const Place &at, std::string sentence, std::vector<Edit> edits = {});
    Cause &say(Weight weight, std::string id, const Place &at, std::string sentence);
    Edit insertLine(const std::string &line) const;
    /// What must be repeated when the location gets its first proxy_set_header: nginx inherits all of them or
    /// none.
    std::vector<Edit> insertHeader(const std::string &line);
    std::vector<Edit> connectionHeader();
    Edit setValue(const Directive &header, const std::string &value) const;

    Report &m_report;
    Tree &m_tree;
    const NginxScope &m_scope;
    Chain m_chain;
    const Directive &m_pass;
    ProxyPlace m_place;
};

} // namespace hop101::doctor::config

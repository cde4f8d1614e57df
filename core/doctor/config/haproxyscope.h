// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/pattern.h"
#include "core/doctor/config/report.h"

namespace hop101::doctor::config {

/// Sections of HAProxy with what they inherit, and conditions as they answer an upgrade.
class HaProxyScope
{
public:
    HaProxyScope(Tree &tree, const Question &question) : m_tree(tree), m_question(question) { }

    const Directive *section(std::string_view kind, std::string_view name) const;
    std::vector<std::string> backendNames() const;
    /// The section and the defaults that it inherits from, nearest first.
    std::vector<const Directive *> withDefaults(const Directive &section) const;
    /// The nearest "NAME FIRST …": setting(s, "timeout", "tunnel"), setting(s, "mode").
    const Directive *setting(const Directive &section, std::string_view name,
                             std::string_view first = {}) const;
    bool hasOption(const Directive &section, std::string_view option) const;
    bool isHttp(const Directive &section) const;

    /// What "if …" or "unless …" at `from` of the arguments answers; Yes without one.
    Answer condition(const Directive &section, const Directive &line, std::size_t from);
    /// The acl line of `section` whose condition never holds for an upgrade because of the case of letters;
    /// the words of `line` name it, or are it.
    const Word *caseMistake(const Directive &section, const Directive &line) const;

private:
    Answer term(const Directive &section, const Directive &line, std::size_t &at);
    Answer acl(const Directive &section, const Word &name);
    Answer criterion(const std::vector<Word> &words, std::size_t from, std::size_t end,
                     bool ignoresCase = false) const;

    Tree &m_tree;
    const Question &m_question;
};

} // namespace hop101::doctor::config

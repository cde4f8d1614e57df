// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/config/report.h"

#include <optional>

namespace hop101::doctor::config {

/// The blocks around a directive, outermost first: http, server, location, if.
using Chain = std::vector<const Directive *>;

/// A value of a directive for a request that asks for an upgrade to WebSocket.
struct NginxValue
{
    std::string text; ///< "?" stands for what only a request can tell
    std::string undefined; ///< the first variable that nothing defines; empty: none
};

/// What of a configuration of nginx concerns more than one location: upstreams, maps, variables, inheritance.
class NginxScope
{
public:
    explicit NginxScope(const Tree &tree);

    const Directive *upstream(std::string_view name) const;
    std::vector<std::string> upstreamNames() const;
    const Directive *map(std::string_view variable) const; ///< without its "$"
    bool isDefined(std::string_view variable) const;
    /// With `upgrade` as the request's Upgrade header, "websocket" or nothing.
    NginxValue value(std::string_view text, std::string_view upgrade = "websocket") const;
    /// The first variable that `set` gives, as it is written; nothing for others.
    const Directive *setter(std::string_view variable) const;

    /// The innermost directive of that name around and in the last block of `chain`.
    static const Directive *nearestOf(const Chain &chain, std::string_view name);
    /// What nginx inherits of a directive that may stand several times: those of the innermost block that has
    /// any.
    static std::vector<const Directive *> inherited(const Chain &chain, std::string_view name);

    /// The variable to give to Connection, "$connection_upgrade" or "upgrade" where no map can be; and the
    /// edit that makes its map where there is none.
    std::string connectionValue(std::vector<Edit> &edits) const;
    /// The edit that defines `variable` by a map; none where there is no place for a map.
    std::optional<Edit> mapEdit(std::string_view variable) const;

private:
    void gather(const std::vector<Directive> &list, std::size_t depth);
    std::string mapped(const Directive &map, std::string_view upgrade, std::size_t depth) const;
    NginxValue expanded(std::string_view text, std::string_view upgrade, std::size_t depth) const;
    NginxValue variable(const std::string &name, std::string_view upgrade, std::size_t depth) const;

    const Tree &m_tree;
    std::vector<const Directive *> m_upstreams, m_maps, m_setters, m_others;
    mutable std::size_t m_expansions = 0; ///< of one value: bounds what nested maps cost
    const Directive *m_http = nullptr;
    const Directive *m_firstServer = nullptr; ///< outside any http block
};

} // namespace hop101::doctor::config

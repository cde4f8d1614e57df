// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/hopdiff.h"
#include "ui/detail/verdictcontent.h"

#include <optional>
#include <string>

namespace hop101::ui {

enum class HeadKind : std::uint8_t {
    Request,
    Switch, ///< a response that was sent as a 101
    Refusal, ///< any other: its Connection is each hop's own affair
};

/// Adds what is not the same of a head before and behind the party between two hops: what an upgrade lives
/// by to `shown`, all else to `changes`. `event`: the head whose bytes the lines are about.
void addHeadLines(VerdictContent &content, const doctor::HeadChanges &changes, base::EventId event,
                  HeadKind kind);

/// Hop-by-hop tokens that differ in the case of their letters alone are the same.
bool isChanged(const doctor::HeaderChange &change);
/// A value off the wire, visible and of bounded length.
QString value(const std::string &wire);
/// "sent “a”, arrived “b”"
QString sentArrived(const std::optional<std::string> &sent, const std::optional<std::string> &arrived);

} // namespace hop101::ui

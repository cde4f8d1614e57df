// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/exchangediff.h"

#include <QString>

#include <vector>

namespace hop101::ui {

/// A line of two exchanges side by side; what one side lacks is empty.
struct CompareLine
{
    enum Kind { Section, Same, OnlyLeft, OnlyRight, Changed, Gap };
    Kind kind = Same;
    QString left, right;
    base::EventId event; ///< of the left capture, where it has one there
};

/// What differs, in words: heads, verdict, and what each side sent. Any thread.
std::vector<CompareLine> compareLines(const capture::Reader &left, const capture::Reader &right,
                                      const capture::ExchangeDiff &diff);
/// "GET /chat, 101": an exchange, for people.
QString exchangeTitle(const capture::Reader &reader, const hop::Exchange &exchange);
/// The first that was upgraded, else the first; nothing where there is none.
std::optional<hop::Exchange> firstExchange(const capture::Reader &reader);

} // namespace hop101::ui

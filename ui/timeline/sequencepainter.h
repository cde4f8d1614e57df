// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/eventselection.h"
#include "ui/timeline/drawlist.h"

class QPainter;

namespace hop101::ui {

/// What is lit up besides the rows themselves.
struct SequenceLights
{
    base::EventId selected;
    base::EventId hovered;
    bool hasFocus = false;
    bool isDark = ui::isDark(); ///< of which appearance the colours are
    const EventSelection *selection = nullptr; ///< of several events; null: the selected one alone
};

/// Fills in the draw list; knows no capture. Any thread, where `lights` says which appearance.
void paintSequence(QPainter &painter, const DrawList &list, const SequenceFonts &fonts,
                   const SequenceLights &lights);

} // namespace hop101::ui

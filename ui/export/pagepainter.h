// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/page.h"
#include "ui/timeline/drawlist.h"

class QPainter;

namespace hop101::ui {

/// Draws a page with the painter of the timeline, heading and lane heads above; from the painter's origin.
/// Any thread.
void paintPage(QPainter &painter, const diagram::Page &page, const std::vector<diagram::Lane> &lanes,
               double timeWidth, const SequenceFonts &fonts);

} // namespace hop101::ui

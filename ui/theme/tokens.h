// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

namespace hop101::ui {

using diagram::kTokenCount;

/// Of core's table.
QColor tokenColor(Token token, bool dark);
/// Contrast of two opaque colours, 1 to 21 (WCAG 2.1, "contrast ratio").
double contrast(const QColor &a, const QColor &b);
/// The token's colour, moved towards the text colour as far as 4.5:1 on that ground asks for; unchanged where
/// it has that.
QColor tokenColorOn(Token text, Token ground, bool dark);

} // namespace hop101::ui

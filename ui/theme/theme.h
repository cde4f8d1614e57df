// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>

#include <cstdint>

class QApplication;

namespace hop101::ui {

/// The colours of the window; each text colour has at least 4.5:1 on its ground. Values in theme.cpp.
enum class Token : std::uint8_t {
    Window, Pane, Alternate, Hairline, Text, Quiet, Accent, OnAccent,
    FromLeft, FromRight, Seam, SeamGround, Binary, Control, Selection, Holds, Warning, Broken, CodeGround,
};

enum class Appearance : std::uint8_t { System, Light, Dark };

/// Sets palette, style sheet and fonts of the whole application and keeps them as `appearance` says; may be called again at any time.
void applyAppearance(QApplication &application, Appearance appearance);
Appearance appearance();
bool isDark();

QColor color(Token token);
/// The system's fixed-width face, ligatures off, tabular.
QFont monoFont();
/// The system's face; in `delta` points from the application's size.
QFont uiFont(int delta = 0, QFont::Weight weight = QFont::Normal);
/// An icon of resources/icons by name, in the text colour of the present appearance.
QIcon icon(const char *name);

/// The 8-px grid.
inline constexpr int kGrid = 8;

} // namespace hop101::ui

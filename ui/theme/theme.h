// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/colors.h"

#include <QColor>
#include <QFont>
#include <QIcon>

#include <cstdint>

class QApplication;
class QVariant;
class QWidget;

namespace hop101::ui {

/// The colours of the window; values in core/diagram/colors.cpp.
using diagram::Token;

enum class Appearance : std::uint8_t { System, Light, Dark };

// What the style sheet knows beside the classes of Qt (dynamic properties, set before the widget is shown):
//   ground   = "window" | "pane" | "alternate" | "code"   on a plain QWidget (it gets
//   Qt::WA_StyledBackground) primary  = true          QPushButton: the one primary button of the screen
//   segment  = "first" | "middle" | "last" | "only"   checkable QPushButton or QToolButton of a segmented
//   control link     = true          QPushButton or QToolButton: text in the accent colour, no frame role =
//   "title" | "quiet" | "section" | "holds" | "warning" | "broken" | "seam"   QLabel code     = true
//   QLineEdit, QPlainTextEdit, QTextEdit, QLabel: code ground (font: monoFont()) side     = true QListView,
//   QTreeView: rows of the side bar hairline = true          QFrame: one line of the hairline colour, 1 px
//   (setFixedHeight or setFixedWidth)
void setGround(QWidget *widget, const char *ground);
/// Sets a dynamic property and has the style sheet look again.
void setStyleProperty(QWidget *widget, const char *name, const QVariant &value);

/// Sets palette, style sheet and fonts of the whole application and keeps them as `appearance` says; may be
/// called again at any time.
void applyAppearance(QApplication &application, Appearance appearance);
Appearance appearance();
bool isDark();

QColor color(Token token);
/// The same for a text on a ground other than Pane: moved towards Text just as far as 4.5:1 asks for.
QColor colorOn(Token text, Token ground);
/// The system's fixed-width face, ligatures off, tabular; in `delta` points from the application's size.
QFont monoFont(int delta = 0);
/// The system's face; in `delta` points from the application's size.
QFont uiFont(int delta = 0, QFont::Weight weight = QFont::Normal);
/// An icon of resources/icons by name ("copy"), in that colour of the appearance at the moment it is painted.
QIcon icon(const char *name, Token token = Token::Text);

/// The 8-px grid.
inline constexpr int kGrid = 8;

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QFrame;
class QLabel;
class QWidget;

namespace hop101::ui {

/// A label that shows plain text only, in one of the roles of the style sheet: "", "quiet", "title",
/// "section", "holds", "warning", "broken", "seam".
QLabel *newLabel(const char *role = "");
/// The same for sentences: wraps, and can be selected and copied.
QLabel *newSentence(const char *role = "");
/// Changes the role of a label at run time.
void setRole(QWidget *widget, const char *role);
/// A line of one pixel between panes.
QFrame *newHairline();
QFrame *newVerticalHairline();

} // namespace hop101::ui

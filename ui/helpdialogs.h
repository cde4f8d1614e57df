// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QWidget;

namespace hop101::ui {

/// All shortcuts in one table: those of the actions, and those of the panes.
void showShortcuts(QWidget *parent, const QList<QAction *> &actions);
void showAbout(QWidget *parent);

} // namespace hop101::ui

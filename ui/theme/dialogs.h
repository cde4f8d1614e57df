// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

class QWidget;

namespace hop101::ui {

/// `wanted`, or as much of it as fits on the screen with a frame around.
QSize fittingSize(const QSize &wanted, const QSize &screen);
/// Gives a dialog its first size; one that has little room shows less and stays whole.
void resizeToFit(QWidget *dialog, const QSize &wanted);

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/dialogs.h"

#include <QScreen>
#include <QWidget>

namespace hop101::ui {

namespace {

constexpr QSize kFrame{32, 64}; ///< of a window: its title, its borders, and a little around

} // namespace

QSize fittingSize(const QSize &wanted, const QSize &screen)
{
    return wanted.boundedTo(screen - kFrame);
}

void resizeToFit(QWidget *dialog, const QSize &wanted)
{
    const QScreen *screen = dialog->screen();
    dialog->resize(screen ? fittingSize(wanted, screen->availableSize()) : wanted);
}

} // namespace hop101::ui

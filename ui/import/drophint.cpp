// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/drophint.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QFileInfo>

namespace hop101::ui {

namespace {

constexpr qsizetype kMostName = 60;

} // namespace

DropHint::DropHint(QWidget *window) : QLabel(window)
{
    setTextFormat(Qt::PlainText);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setProperty("dropHint", true);
    setAlignment(Qt::AlignCenter);
    hide();
}

void DropHint::offer(const QString &file)
{
    setText(tr("Drop %1 to open it").arg(elided(shown(toUtf8(QFileInfo(file).fileName())), kMostName)));
    adjustSize();
    move((parentWidget()->width() - width()) / 2, (parentWidget()->height() - height()) / 2);
    raise();
    show();
}

} // namespace hop101::ui

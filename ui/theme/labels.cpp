// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/labels.h"

#include <QFrame>
#include <QLabel>
#include <QStyle>
#include <QVariant>

namespace hop101::ui {

namespace {

QFrame *newLine()
{
    auto *line = new QFrame;
    line->setFrameShape(QFrame::NoFrame);
    line->setProperty("hairline", true);
    return line;
}

} // namespace

QLabel *newLabel(const char *role)
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setProperty("role", QLatin1String(role));
    return label;
}

QLabel *newSentence(const char *role)
{
    QLabel *label = newLabel(role);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::ClickFocus);
    return label;
}

void setRole(QWidget *widget, const char *role)
{
    const QString wanted = QLatin1String(role);
    if (widget->property("role").toString() == wanted)
        return;
    widget->setProperty("role", wanted);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QFrame *newHairline()
{
    QFrame *line = newLine();
    line->setFixedHeight(1);
    return line;
}

QFrame *newVerticalHairline()
{
    QFrame *line = newLine();
    line->setFixedWidth(1);
    return line;
}

} // namespace hop101::ui

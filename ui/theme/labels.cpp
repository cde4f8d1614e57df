// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/labels.h"

#include "ui/theme/theme.h"

#include <QFrame>
#include <QLabel>
#include <QStyle>
#include <QVariant>

namespace hop101::ui {

namespace {

/// Code often has no place to break: a zero-width space after each run keeps long values inside the pane.
QString breakable(const QString &text)
{
    constexpr int kRun = 12;
    QString out;
    int run = 0;
    for (const QChar c : text) {
        out += c;
        run = c.isSpace() ? 0 : run + 1;
        if (run >= kRun && !c.isHighSurrogate()) {
            out += QChar(0x200B);
            run = 0;
        }
    }
    return out;
}

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

QLabel *newCodeLabel(const QString &text)
{
    QLabel *label = newSentence();
    label->setProperty("code", true);
    label->setFont(monoFont());
    label->setText(breakable(text));
    label->setAccessibleName(text);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/segmentbar.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStyle>

namespace hop101::ui {

SegmentBar::SegmentBar(QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentBar::chosen);
}

QAbstractButton *SegmentBar::addSegment(int id, const QString &text, const QString &toolTip)
{
    auto *segment = new QPushButton(text);
    segment->setToolTip(toolTip);
    segment->setCheckable(true);
    segment->setAutoDefault(false);
    segment->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(segment);
    m_group->addButton(segment, id);
    if (m_group->buttons().size() == 1)
        segment->setChecked(true);
    tagEnds();
    return segment;
}

void SegmentBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        tagEnds();
}

/// The style sheet rounds the outer ends only, and knows left and right but no reading direction.
void SegmentBar::tagEnds()
{
    const QList<QAbstractButton *> buttons = m_group->buttons();
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        const qsizetype place = isMirrored ? buttons.size() - 1 - i : i;
        const bool isFirst = place == 0;
        const bool isLast = place == buttons.size() - 1;
        const char *tag = isFirst && isLast ? "only" : isFirst ? "first" : isLast ? "last" : "middle";
        buttons.at(i)->setProperty("segment", QLatin1String(tag));
        buttons.at(i)->style()->unpolish(buttons.at(i));
        buttons.at(i)->style()->polish(buttons.at(i));
    }
}

int SegmentBar::current() const
{
    return m_group->checkedId();
}

QAbstractButton *SegmentBar::segment(int id) const
{
    return m_group->button(id);
}

void SegmentBar::setCurrent(int id)
{
    if (QAbstractButton *wanted = m_group->button(id))
        wanted->setChecked(true);
}

} // namespace hop101::ui

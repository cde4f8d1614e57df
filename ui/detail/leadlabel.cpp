// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/leadlabel.h"

#include <QPainter>

namespace hop101::ui {

namespace {

constexpr int kLeast = 120;

QFont leadFont()
{
    return uiFont(1, QFont::DemiBold);
}

} // namespace

LeadLabel::LeadLabel(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void LeadLabel::setTexts(const QString &lead, Token ink, const QString &sentence)
{
    m_lead = lead;
    m_ink = ink;
    m_sentence = sentence;
    setAccessibleName(text());
    updateGeometry();
    update();
}

QString LeadLabel::text() const
{
    return m_sentence.isEmpty() ? m_lead : QString(m_lead + QLatin1Char(' ') + m_sentence);
}

qreal LeadLabel::layOut(QTextLayout &layout, int width) const
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(layoutDirection());
    layout.setTextOption(option);
    layout.beginLayout();
    qreal y = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(qMax(1, width));
        line.setPosition({0, y});
        y += line.height() + 1;
    }
    layout.endLayout();
    return y;
}

int LeadLabel::heightForWidth(int width) const
{
    QTextLayout layout(text(), leadFont());
    return int(layOut(layout, width) + 0.99);
}

QSize LeadLabel::sizeHint() const
{
    return {2 * kLeast, heightForWidth(qMax(width(), kLeast))};
}

QSize LeadLabel::minimumSizeHint() const
{
    return {kLeast, QFontMetrics(leadFont()).lineSpacing()};
}

void LeadLabel::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setPen(color(Token::Text));
    QTextLayout layout(text(), leadFont());
    layOut(layout, width());
    QTextLayout::FormatRange lead;
    lead.start = 0;
    lead.length = int(m_lead.size());
    lead.format.setForeground(color(m_ink));
    layout.draw(&painter, {}, {lead});
}

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/bitstrip.h"

#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace hop101::ui {

namespace {

constexpr int kBits = 16;
constexpr int kLabelHeight = 16;
constexpr int kBoxHeight = 24;
constexpr qreal kByteGap = 8; // between the two bytes

/// Short enough for one box; the table has the full names.
QString shortName(const Field &field)
{
    return field.bitCount == 1 && field.name.startsWith(QLatin1String("RSV")) ? field.name.right(1)
                                                                              : field.name;
}

} // namespace

BitStrip::BitStrip(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLayoutDirection(Qt::LeftToRight); // bits are written from left to right in every language
    setAccessibleName(tr("Bits of the first two bytes"));
}

QSize BitStrip::sizeHint() const
{
    return {kBits * 16 + int(kByteGap), kLabelHeight + kBoxHeight + kGrid / 2};
}

void BitStrip::setFields(const std::vector<Field> &fields, std::uint16_t firstBytes)
{
    m_fields = fields;
    m_bits = firstBytes;
    m_lit = -1;
    update();
}

void BitStrip::setLitField(int field)
{
    m_lit = field;
    update();
}

QRectF BitStrip::boxOf(int firstBit, int count) const
{
    const qreal side = qMin((width() - kByteGap - 1) / kBits, 32.0);
    const qreal x = firstBit * side + (firstBit >= kBits / 2 ? kByteGap : 0);
    return {x + 0.5, kLabelHeight + 0.5, count * side, kBoxHeight - 1.0};
}

void BitStrip::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const Field &field = m_fields[i];
        if (field.firstBit < 0)
            continue;
        const QRectF box = boxOf(field.firstBit, field.bitCount);
        painter.setPen(color(Token::Hairline));
        painter.setBrush(color(int(i) == m_lit ? Token::Selection : Token::CodeGround));
        painter.drawRect(box);
        painter.setPen(color(Token::Quiet));
        painter.setFont(uiFont(-2));
        const QRectF label(box.left() - 8, 0, box.width() + 16, kLabelHeight);
        painter.drawText(
            label, Qt::AlignCenter | Qt::TextSingleLine,
            painter.fontMetrics().elidedText(shortName(field), Qt::ElideRight, int(label.width())));
        painter.setFont(monoFont());
        painter.setPen(color(Token::Text));
        for (int bit = field.firstBit; bit < field.firstBit + field.bitCount; ++bit) {
            const bool isSet = (m_bits >> (kBits - 1 - bit)) & 1;
            painter.drawText(boxOf(bit, 1), Qt::AlignCenter, QString(QLatin1Char(isSet ? '1' : '0')));
        }
    }
}

int BitStrip::fieldAtPlace(QPoint place) const
{
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const Field &field = m_fields[i];
        if (field.firstBit >= 0
            && boxOf(field.firstBit, field.bitCount).adjusted(0, -kLabelHeight, 0, 0).contains(place))
            return int(i);
    }
    return -1;
}

void BitStrip::mousePressEvent(QMouseEvent *event)
{
    const int field = fieldAtPlace(event->pos());
    if (field >= 0)
        emit fieldClicked(field);
}

} // namespace hop101::ui

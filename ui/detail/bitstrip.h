// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/field.h"

#include <QWidget>

namespace hop101::ui {

/// The first two bytes of a frame as sixteen boxes, each under the name of its field, as RFC 6455 section 5.2
/// draws them. A click chooses the field. The table of fields beside it says the same to screen readers.
class BitStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit BitStrip(QWidget *parent = nullptr);

    /// Of a frame; `firstBytes` are its first two.
    void setFields(const std::vector<Field> &fields, std::uint16_t firstBytes);
    void setLitField(int field);
    /// The field whose boxes are at that place; -1 beside them.
    int fieldAtPlace(QPoint place) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void fieldClicked(int field);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    QRectF boxOf(int firstBit, int count) const;

    std::vector<Field> m_fields;
    std::uint16_t m_bits = 0;
    int m_lit = -1;
};

} // namespace hop101::ui

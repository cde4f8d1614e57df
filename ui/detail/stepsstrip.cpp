// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/stepsstrip.h"

#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>

namespace hop101::ui {

namespace {

constexpr int kMark = 20;
constexpr int kTop = 4;
constexpr int kRoomyStep = 66;

QString stateName(StepState state)
{
    switch (state) {
    case StepState::Done:
        return StepsStrip::tr("done");
    case StepState::Broken:
        return StepsStrip::tr("failed");
    case StepState::Waiting:
        return StepsStrip::tr("waiting");
    case StepState::NotReached:
        break;
    }
    return StepsStrip::tr("not reached");
}

Token inkOf(StepState state)
{
    switch (state) {
    case StepState::Done:
        return Token::Holds;
    case StepState::Broken:
        return Token::Broken;
    case StepState::Waiting:
        return Token::Accent;
    case StepState::NotReached:
        break;
    }
    return Token::Control;
}

/// A mark in a circle over its name, with a line to the neighbours.
class StepButton final : public QAbstractButton
{
public:
    StepButton(int number, const QString &name) : m_number(number)
    {
        setText(name);
        setFocusPolicy(Qt::TabFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    void setState(StepState state)
    {
        m_state = state;
        setAccessibleName(QString(text() + QStringLiteral(": ") + stateName(state)));
        update();
    }
    QSize sizeHint() const override
    {
        return {60, kTop + kMark + 4 + 2 * QFontMetrics(uiFont(-1)).lineSpacing()};
    }
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintLine(painter);
        paintMark(painter);
        const int side = width() > kRoomyStep ? 4 : 0;
        const QRect label(side, kTop + kMark + 4, width() - 2 * side, height() - kTop - kMark - 4);
        painter.setFont(uiFont(width() > kRoomyStep ? -1 : -2));
        painter.setPen(color(m_state == StepState::NotReached ? Token::Quiet : Token::Text));
        painter.drawText(label, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, text());
        if (hasFocus()) {
            painter.setPen(color(Token::Accent));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
    }

private:
    QPointF centre() const { return {width() / 2.0, kTop + kMark / 2.0}; }
    void paintLine(QPainter &painter) const
    {
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        const bool toLeft = isMirrored ? m_number != 5 : m_number != 1;
        const bool toRight = isMirrored ? m_number != 1 : m_number != 5;
        const qreal gap = kMark / 2.0 + 4;
        painter.setPen(QPen(color(Token::Hairline), 1.5));
        if (toLeft)
            painter.drawLine(QPointF(0, centre().y()), centre() - QPointF(gap, 0));
        if (toRight)
            painter.drawLine(centre() + QPointF(gap, 0), QPointF(width(), centre().y()));
    }
    void paintMark(QPainter &painter) const
    {
        const QColor ink = color(inkOf(m_state));
        const bool isFilled = m_state == StepState::Done || m_state == StepState::Broken;
        painter.setPen(QPen(ink, 1.5));
        painter.setBrush(isFilled ? QBrush(ink) : QBrush(color(Token::Pane)));
        painter.drawEllipse(centre(), kMark / 2.0 - 1, kMark / 2.0 - 1);
        const QPointF c = centre();
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(isFilled ? color(Token::Pane) : ink, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        if (m_state == StepState::Done) {
            painter.drawPolyline(
                QPolygonF{{c.x() - 4, c.y() + 0.5}, {c.x() - 1, c.y() + 3.5}, {c.x() + 4.5, c.y() - 3}});
        } else if (m_state == StepState::Broken) {
            painter.drawLine(c - QPointF(3.2, 3.2), c + QPointF(3.2, 3.2));
            painter.drawLine(c + QPointF(-3.2, 3.2), c + QPointF(3.2, -3.2));
        } else {
            painter.setPen(color(Token::Quiet));
            painter.setFont(uiFont(-1));
            painter.drawText(QRectF(c - QPointF(kMark / 2.0, kMark / 2.0), QSizeF(kMark, kMark)),
                             Qt::AlignCenter, QString::number(m_number));
        }
    }

    int m_number;
    StepState m_state = StepState::NotReached;
};

} // namespace

StepsStrip::StepsStrip(QWidget *parent) : QWidget(parent)
{
    const std::array<QString, 5> names{tr("Request sent"), tr("Headers read"), tr("Decided"), tr("Answered"),
                                       tr("Frames both ways")};
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_buttons[i] = new StepButton(int(i) + 1, names[i]);
        row->addWidget(m_buttons[i], 1);
        connect(m_buttons[i], &QAbstractButton::clicked, this, [this, i] {
            if (m_steps[i].event)
                emit eventChosen(m_steps[i].event);
        });
    }
    setSteps({});
}

void StepsStrip::setSteps(const FiveSteps &steps)
{
    m_steps = steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto *button = static_cast<StepButton *>(m_buttons[i]);
        button->setState(steps[i].state);
        button->setCursor(steps[i].event ? Qt::PointingHandCursor : Qt::ArrowCursor);
        button->setToolTip(steps[i].event ? tr("%1: %2. Select event %3.")
                                                .arg(button->text(), stateName(steps[i].state))
                                                .arg(steps[i].event.value)
                                          : tr("%1: %2.").arg(button->text(), stateName(steps[i].state)));
    }
}

QAbstractButton *StepsStrip::button(int step) const
{
    return m_buttons.at(std::size_t(step));
}

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/verdictcontent.h"

#include <QWidget>

#include <array>

class QAbstractButton;

namespace hop101::ui {

/// How far an upgrade came, in five steps from left to right; each selects its event.
class StepsStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit StepsStrip(QWidget *parent = nullptr);

    void setSteps(const FiveSteps &steps);
    QAbstractButton *button(int step) const;

signals:
    void eventChosen(hop101::base::EventId event);

private:
    FiveSteps m_steps;
    std::array<QAbstractButton *, 5> m_buttons{};
};

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/modeform.h"

namespace hop101::ui {

/// Hop101 between a client and a server: where it listens, and where it goes on to.
class RelayBar final : public ModeForm
{
    Q_OBJECT
public:
    explicit RelayBar(QWidget *parent = nullptr);

    void submit() override;
    QLineEdit *address() const { return m_address; }
    QLineEdit *target() const { return m_target; }

signals:
    void startRequested(const hop101::session::RelayPlan &plan);

private:
    QLineEdit *m_address;
    QLineEdit *m_target;
};

} // namespace hop101::ui

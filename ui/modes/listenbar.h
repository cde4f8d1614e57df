// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/modeform.h"

class QComboBox;

namespace hop101::ui {

/// Hop101 as the server: where it listens and how it answers.
class ListenBar final : public ModeForm
{
    Q_OBJECT
public:
    enum Answer { Echo, Silent, Refuse };

    explicit ListenBar(QWidget *parent = nullptr);

    void submit() override;
    QLineEdit *address() const { return m_address; }
    QComboBox *answer() const { return m_answer; }
    QLineEdit *status() const { return m_status; }
    QLineEdit *body() const { return m_body; }

signals:
    void startRequested(const hop101::session::ListenPlan &plan);

private:
    QLineEdit *m_address;
    QComboBox *m_answer;
    QLineEdit *m_status;
    QLineEdit *m_body;
};

} // namespace hop101::ui

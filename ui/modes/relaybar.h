// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/modeform.h"

class QLabel;

namespace hop101::ui {

/// Hop101 between a client and a server: where it listens, where it goes on to, and what it holds and changes
/// on its way.
class RelayBar final : public ModeForm
{
    Q_OBJECT
public:
    explicit RelayBar(QWidget *parent = nullptr);

    void submit() override;
    QLineEdit *address() const { return m_address; }
    QLineEdit *target() const { return m_target; }
    const plan::RelayRules &rules() const { return m_rules; }
    void setRules(const plan::RelayRules &rules);
    /// Asks for the rules; while it runs they are for connections to come.
    void editRules();

signals:
    void startRequested(const hop101::session::RelayPlan &plan);
    void rulesChanged(const hop101::plan::RelayRules &rules);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOutFor(int width);

    QLineEdit *m_address;
    QLineEdit *m_target;
    QLabel *m_targetName = nullptr;
    QBoxLayout *m_second = nullptr;
    bool m_isFolded = false; ///< the target is on the second line
    QPushButton *m_rulesButton;
    plan::RelayRules m_rules;
};

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/relayrules.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace hop101::ui {

class RelayRuleRow;

/// What a relay holds and changes on its way, a rule a line, applied from the first to the last.
class RelayRulesDialog final : public QDialog
{
    Q_OBJECT
public:
    static constexpr int kMostRules = 100;

    /// `isRunning`: it says that the rules are for connections to come.
    explicit RelayRulesDialog(const plan::RelayRules &rules, bool isRunning, QWidget *parent = nullptr);

    plan::RelayRules rules() const;
    const QList<RelayRuleRow *> &rows() const { return m_rows; }
    void addRow(const plan::RelayRule &rule);
    QString errorText() const;
    void accept() override;

private:
    void layOut(bool isRunning);
    void remove(RelayRuleRow *row);
    void showIfEmpty();

    QCheckBox *m_rewritesHost;
    QLabel *m_error;
    QLabel *m_empty;
    QScrollArea *m_scroll;
    QVBoxLayout *m_column;
    QList<RelayRuleRow *> m_rows;
};

} // namespace hop101::ui

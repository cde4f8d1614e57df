// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/relayrules.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QToolButton;

namespace hop101::ui {

/// One rule of a relay, to be read like a sentence: "Hold messages from the client, text, containing …".
/// What does not belong to the chosen action is hidden.
class RelayRuleRow final : public QWidget
{
    Q_OBJECT
public:
    explicit RelayRuleRow(const plan::RelayRule &rule, QWidget *parent = nullptr);

    /// Its sentence of what is wrong; empty: rule() is whole. Marks the field.
    QString check();
    plan::RelayRule rule() const;

    QComboBox *action() const { return m_action; }
    QComboBox *part() const { return m_part; }
    QComboBox *from() const { return m_from; }
    QComboBox *kind() const { return m_kind; }
    QLineEdit *match() const { return m_match; }
    QLineEdit *text() const { return m_text; }

signals:
    void removeRequested();

private:
    plan::RelayAction chosenAction() const;
    plan::RelayPart chosenPart() const;
    void layOut();
    void show(const plan::RelayRule &rule);
    void actionChanged();
    void partChanged();
    void fillParts(const QList<plan::RelayPart> &parts);

    QComboBox *m_action;
    QComboBox *m_part;
    QComboBox *m_from;
    QComboBox *m_kind;
    QLineEdit *m_match;
    QLineEdit *m_text;
    QToolButton *m_remove;
};

} // namespace hop101::ui

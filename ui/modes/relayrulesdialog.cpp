// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/relayrulesdialog.h"

#include "ui/modes/relayrulerow.h"
#include "ui/theme/dialogs.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

constexpr QSize kFirstSize{840, 380};

/// What most people come for: every message waits.
plan::RelayRule firstRule()
{
    plan::RelayRule rule;
    rule.action = plan::RelayAction::Hold;
    return rule;
}

} // namespace

RelayRulesDialog::RelayRulesDialog(const plan::RelayRules &rules, bool isRunning, QWidget *parent)
    : QDialog(parent), m_rewritesHost(new QCheckBox(tr("Host and Origin become the server's"))),
      m_error(newSentence("broken")), m_empty(newSentence("quiet")), m_scroll(new QScrollArea),
      m_column(nullptr)
{
    setWindowTitle(tr("Hold and change"));
    resizeToFit(this, kFirstSize);
    m_error->hide();
    m_empty->setText(tr("No rule: every byte goes on as it came."));
    m_rewritesHost->setChecked(rules.rewritesHost);
    m_rewritesHost->setToolTip(tr("For servers that look at the name they are called by"));
    layOut(isRunning);
    for (const plan::RelayRule &rule : rules.rules)
        addRow(rule);
    showIfEmpty();
}

void RelayRulesDialog::layOut(bool isRunning)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
    column->setSpacing(kGrid);
    auto *what = newSentence();
    what->setText(isRunning
                      ? tr("For connections that come from now on; those that are there keep their rules.")
                      : tr("Applied from the first to the last. What is held waits for you below the "
                           "timeline."));
    column->addWidget(what);
    auto *inner = new QWidget;
    inner->setProperty("ground", QStringLiteral("window"));
    inner->setAttribute(Qt::WA_StyledBackground);
    m_column = new QVBoxLayout(inner);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(kGrid / 2);
    m_column->addWidget(m_empty);
    m_column->addStretch(1);
    m_scroll->setWidget(inner);
    m_scroll->setWidgetResizable(true);
    column->addWidget(m_scroll, 1);
    auto *add = new QPushButton(tr("&Add rule"));
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, [this] {
        addRow(firstRule());
        if (!m_rows.isEmpty())
            m_rows.last()->setFocus();
    });
    auto *line = new QHBoxLayout;
    line->addWidget(add);
    line->addStretch(1);
    line->addWidget(m_rewritesHost);
    column->addLayout(line);
    column->addWidget(m_error);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &RelayRulesDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &RelayRulesDialog::reject);
    column->addWidget(buttons);
}

void RelayRulesDialog::addRow(const plan::RelayRule &rule)
{
    if (m_rows.size() >= kMostRules)
        return;
    auto *row = new RelayRuleRow(rule);
    m_column->insertWidget(m_column->count() - 1, row); // the stretch stays last
    m_rows += row;
    connect(row, &RelayRuleRow::removeRequested, this, [this, row] { remove(row); });
    showIfEmpty();
}

void RelayRulesDialog::remove(RelayRuleRow *row)
{
    m_rows.removeAll(row);
    row->hide();
    row->deleteLater(); // its button is what called
    m_error->hide();
    showIfEmpty();
}

void RelayRulesDialog::showIfEmpty()
{
    m_empty->setVisible(m_rows.isEmpty());
}

plan::RelayRules RelayRulesDialog::rules() const
{
    plan::RelayRules rules;
    rules.rewritesHost = m_rewritesHost->isChecked();
    for (const RelayRuleRow *row : m_rows)
        rules.rules.push_back(row->rule());
    return rules;
}

QString RelayRulesDialog::errorText() const
{
    return m_error->isHidden() ? QString() : m_error->text();
}

void RelayRulesDialog::accept()
{
    for (RelayRuleRow *row : std::as_const(m_rows)) {
        const QString fault = row->check();
        if (fault.isEmpty())
            continue;
        m_error->setText(fault);
        m_error->show();
        m_scroll->ensureWidgetVisible(row);
        return;
    }
    QDialog::accept();
}

} // namespace hop101::ui

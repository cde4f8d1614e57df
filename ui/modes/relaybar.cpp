// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/relaybar.h"

#include "ui/modes/relayrulesdialog.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace hop101::ui {

namespace {

constexpr int kAddressWidth = 168;

} // namespace

RelayBar::RelayBar(QWidget *parent)
    : ModeForm(tr("Relay"), tr("Stand between clients and this server (F5)"), parent),
      m_address(addField(line(), tr("Listen on"), QStringLiteral("127.0.0.1:9100"),
                         tr("Where clients connect to: address and port, 0 for a free one"), kAddressWidth)),
      m_target(addField(line(), tr("go on to"), {},
                        tr("The server that gets all that clients send; empty: an HTTP forward proxy, which "
                           "goes where each client says"))),
      m_rulesButton(new QPushButton)
{
    m_target->setPlaceholderText(QStringLiteral("ws://host:port/path"));
    named(m_address, "address");
    named(m_target, "target");
    m_rulesButton->setAutoDefault(false);
    m_rulesButton->setToolTip(
        tr("Hold messages and heads at a breakpoint, change, drop or inject them (Ctrl+Shift+B)"));
    line()->insertWidget(line()->count() - 1, m_rulesButton);
    connect(m_rulesButton, &QPushButton::clicked, this, &RelayBar::editRules);
    setRules({});
}

void RelayBar::setRules(const plan::RelayRules &rules)
{
    m_rules = rules;
    const std::size_t count = rules.rules.size() + (rules.rewritesHost ? 1 : 0);
    m_rulesButton->setText(count == 0 ? tr("Hold, change…") : tr("Hold, change (%1)…").arg(count));
}

void RelayBar::editRules()
{
    RelayRulesDialog dialog(m_rules, isRunning(), this);
    if (dialog.exec() != QDialog::Accepted || dialog.rules() == m_rules)
        return;
    setRules(dialog.rules());
    emit rulesChanged(m_rules);
}

void RelayBar::submit()
{
    clearError();
    session::RelayPlan plan;
    const auto address = addressIn(m_address);
    if (!address)
        return;
    plan.address = *address;
    plan.rules = m_rules;
    if (!m_target->text().trimmed().isEmpty()) {
        plan.target = urlIn(m_target);
        if (!plan.target)
            return;
    }
    emit startRequested(plan);
}

} // namespace hop101::ui

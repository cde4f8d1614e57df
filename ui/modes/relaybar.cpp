// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/relaybar.h"

#include "ui/modes/relayrulesdialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QResizeEvent>

namespace hop101::ui {

namespace {

constexpr int kAddressWidth = 168;
constexpr int kLeastTargetWidth = 200; ///< narrower, and the target has a line of its own

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
    m_second = newLine();
    m_targetName = qobject_cast<QLabel *>(line()->itemAt(line()->indexOf(m_target) - 1)->widget());
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

/// Where the target has no room beside the address it goes below it.
void RelayBar::layOutFor(int width)
{
    int needed = contentsMargins().left() + contentsMargins().right() + kAddressWidth + kLeastTargetWidth
        + m_targetName->sizeHint().width() + line()->spacing() * line()->count();
    for (int i = 0; i < line()->count(); ++i) {
        const QWidget *widget = line()->itemAt(i)->widget();
        if (widget != m_address && widget != m_target && widget != m_targetName)
            needed += widget->sizeHint().width();
    }
    const bool isFolded = width < needed;
    if (isFolded == m_isFolded)
        return;
    m_isFolded = isFolded;
    QBoxLayout *to = isFolded ? m_second : line();
    const int at = isFolded ? 0 : line()->indexOf(m_address) + 1;
    (isFolded ? line() : m_second)->removeWidget(m_targetName);
    (isFolded ? line() : m_second)->removeWidget(m_target);
    to->insertWidget(at, m_targetName);
    to->insertWidget(at + 1, m_target, 1);
    m_address->setMaximumWidth(isFolded ? QWIDGETSIZE_MAX : kAddressWidth);
}

void RelayBar::resizeEvent(QResizeEvent *event)
{
    ModeForm::resizeEvent(event);
    layOutFor(event->size().width());
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

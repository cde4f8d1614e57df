// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/relaybar.h"

#include <QHBoxLayout>
#include <QLineEdit>

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
                           "goes where each client says")))
{
    m_target->setPlaceholderText(QStringLiteral("ws://host:port/path"));
}

void RelayBar::submit()
{
    clearError();
    session::RelayPlan plan;
    const auto address = addressIn(m_address);
    if (!address)
        return;
    plan.address = *address;
    if (!m_target->text().trimmed().isEmpty()) {
        plan.target = urlIn(m_target);
        if (!plan.target)
            return;
    }
    emit startRequested(plan);
}

} // namespace hop101::ui

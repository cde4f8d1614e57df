// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/pathbar.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace hop101::ui {

namespace {

constexpr int kAddressWidth = 168;

} // namespace

PathBar::PathBar(QWidget *parent)
    : ModeForm(tr("Check path"), tr("Send an upgrade to the proxy and see what arrives behind it (F5)"),
               parent),
      m_via(addField(line(), {}, {}, tr("The proxy's URL, as clients use it"))), m_second(newLine()),
      m_address(addField(m_second, tr("Hop101 is the server at"), QStringLiteral("127.0.0.1:9001"),
                         tr("Where the proxy forwards to: Hop101 listens there"), kAddressWidth)),
      m_direct(nullptr)
{
    m_direct = addField(m_second, tr("compare with"), {},
                        tr("The real server without the proxy, to be checked the same way; may be empty"));
    named(m_via, "via");
    named(m_address, "address");
    named(m_direct, "direct");
    m_via->setAccessibleName(tr("URL of the proxy"));
    m_via->setPlaceholderText(QStringLiteral("ws://proxy:port/path"));
    m_direct->setPlaceholderText(tr("ws://server:port/path, or nothing"));
    connect(m_via, &QLineEdit::textChanged, this, &PathBar::viaEdited);
}

void PathBar::submit()
{
    clearError();
    session::PathPlan plan;
    const auto via = urlIn(m_via);
    if (!via)
        return;
    plan.via = *via;
    const auto address = addressIn(m_address);
    if (!address)
        return;
    if (address->isSecure)
        return showError(m_address,
                         tr("The server's end of a path check speaks without TLS: leave wss:// away."));
    plan.listenHost = address->host;
    plan.listenPort = address->port;
    if (!m_direct->text().trimmed().isEmpty()) {
        plan.direct = urlIn(m_direct);
        if (!plan.direct)
            return;
    }
    emit startRequested(plan);
}

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/listenbar.h"

#include "ui/text/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>

namespace hop101::ui {

namespace {

constexpr int kStatusWidth = 56;
constexpr int kLeastStatus = 200;
constexpr int kMostStatus = 599;

} // namespace

ListenBar::ListenBar(QWidget *parent)
    : ModeForm(tr("Listen"), tr("Wait for upgrade requests and answer them (F5)"), parent),
      m_address(
          addField(line(), {}, QStringLiteral("127.0.0.1:9001"),
                   tr("Where Hop101 is the server: address and port, 0 for a free one; wss:// before it "
                      "for TLS with a certificate made for this run"))),
      m_answer(new QComboBox), m_status(nullptr), m_body(nullptr)
{
    m_address->setAccessibleName(tr("Address to listen on"));
    m_answer->addItem(tr("Accept, echo messages"));
    m_answer->addItem(tr("Accept, say nothing"));
    m_answer->addItem(tr("Refuse"));
    m_answer->setAccessibleName(tr("Answer"));
    m_answer->setToolTip(tr("What each client gets"));
    line()->insertWidget(line()->count() - 1, m_answer);
    addToForm(m_answer);
    m_status =
        addField(line(), {}, QStringLiteral("403"), tr("Status of the refusal, 200 to 599"), kStatusWidth);
    m_status->setAccessibleName(tr("Status"));
    m_body = addField(line(), {}, {}, tr("Body of the refusal"));
    m_body->setAccessibleName(tr("Body"));
    m_body->setPlaceholderText(tr("body"));
    const auto showRefusal = [this] {
        m_status->setVisible(m_answer->currentIndex() == Refuse);
        m_body->setVisible(m_answer->currentIndex() == Refuse);
    };
    connect(m_answer, &QComboBox::currentIndexChanged, this, showRefusal);
    showRefusal();
}

void ListenBar::submit()
{
    clearError();
    session::ListenPlan plan;
    const auto address = addressIn(m_address);
    if (!address)
        return;
    plan.address = *address;
    plan.server.echo = m_answer->currentIndex() == Echo;
    if (m_answer->currentIndex() == Refuse) {
        const int status = m_status->text().toInt();
        if (status < kLeastStatus || status > kMostStatus)
            return showError(m_status, tr("A refusal has a status from 200 to 599."));
        hop::RefusePlan refuse;
        refuse.status = status;
        const std::string body = toUtf8(m_body->text());
        const base::ByteSpan bytes = base::asBytes(body);
        refuse.body.assign(bytes.begin(), bytes.end());
        plan.server.refuse = std::move(refuse);
    }
    emit startRequested(plan);
}

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/listenbar.h"

#include "core/base/ascii.h"
#include "core/lab/scenario.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>

namespace hop101::ui {

namespace {

constexpr int kStatusWidth = 56;
constexpr int kLeastStatus = 200;
constexpr int kMostStatus = 599;
constexpr int kTextLines = 3;
const QString kRefuse = QStringLiteral("refuse");

} // namespace

ListenBar::ListenBar(QWidget *parent)
    : ModeForm(tr("Listen"), tr("Wait for upgrade requests and answer them (F5)"), parent),
      m_address(
          addField(line(), {}, QStringLiteral("127.0.0.1:9001"),
                   tr("Where Hop101 is the server: address and port, 0 for a free one; wss:// before it "
                      "for TLS"))),
      m_answer(new QComboBox)
{
    m_address->setAccessibleName(tr("Address to listen on"));
    named(m_address, "address");
    fillAnswers();
    line()->insertWidget(line()->count() - 1, m_answer);
    makeAccepting();
    makeRefusal();
    connect(m_answer, &QComboBox::currentIndexChanged, this, &ListenBar::showWhatCounts);
    connect(m_address, &QLineEdit::textChanged, this, &ListenBar::showWhatCounts);
    showWhatCounts();
}

void ListenBar::fillAnswers()
{
    m_answer->addItem(tr("Accept, echo messages"), QStringLiteral("echo"));
    m_answer->addItem(tr("Accept, say nothing"), QStringLiteral("silent"));
    m_answer->addItem(tr("Refuse"), kRefuse);
    m_answer->insertSeparator(m_answer->count());
    for (const lab::Scenario &scenario : lab::scenarios()) {
        const QString name = QString::fromLatin1(scenario.name);
        if (!scenario.isRecordable() || m_answer->findData(name) >= 0)
            continue;
        m_answer->addItem(ui::text("lab", scenario.title), name);
        m_answer->setItemData(m_answer->count() - 1, ui::text("lab", scenario.description), Qt::ToolTipRole);
    }
    m_answer->setAccessibleName(tr("Answer"));
    m_answer->setMaxVisibleItems(m_answer->count());
    named(m_answer, "answer");
    addToForm(m_answer);
}

void ListenBar::makeAccepting()
{
    QBoxLayout *second = newLine();
    const auto add = [&](const char *name, const QString &placeholder, const QString &toolTip) {
        QLineEdit *edit = addField(second, {}, {}, toolTip);
        edit->setPlaceholderText(placeholder);
        edit->setAccessibleName(placeholder);
        named(edit, name);
        return edit;
    };
    m_subprotocols = add("subprotocols", tr("subprotocols, such as chat, mqtt"),
                         tr("What the server speaks: the client's first of these is chosen"));
    m_certificate = add("certificate", tr("certificate: made for this run"),
                        tr("A PEM file with the server's certificate; empty: one is made for this run"));
    m_key = add("key", tr("its key"), tr("A PEM file with the key of the certificate"));
}

void ListenBar::makeRefusal()
{
    QBoxLayout *third = newLine();
    m_status =
        addField(third, {}, QStringLiteral("403"), tr("Status of the refusal, 200 to 599"), kStatusWidth);
    m_status->setAccessibleName(tr("Status"));
    named(m_status, "status");
    third->setAlignment(m_status, Qt::AlignTop);
    m_headers = addText(third, tr("Headers"), tr("headers, Name: value, a line each"),
                        tr("Headers of the refusal; Content-Type, Content-Length and Connection: close come "
                           "by themselves"));
    named(m_headers, "headers");
    m_body = addText(third, tr("Body"), tr("body"), tr("Body of the refusal"));
    named(m_body, "body");
}

QPlainTextEdit *ListenBar::addText(QBoxLayout *to, const QString &name, const QString &placeholder,
                                   const QString &toolTip)
{
    auto *edit = new QPlainTextEdit;
    edit->setFont(monoFont());
    edit->setTabChangesFocus(true);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(placeholder);
    edit->setToolTip(toolTip);
    edit->setFixedHeight(kTextLines * edit->fontMetrics().lineSpacing() + 2 * kGrid);
    to->addWidget(edit, 1);
    addToForm(edit);
    connect(edit, &QPlainTextEdit::textChanged, this, &ListenBar::clearError);
    return edit;
}

bool ListenBar::isSecure() const
{
    return m_address->text().trimmed().startsWith(QLatin1String("wss://"), Qt::CaseInsensitive);
}

void ListenBar::showWhatCounts()
{
    const bool refuses = m_answer->currentData().toString() == kRefuse;
    m_subprotocols->setVisible(!refuses);
    m_certificate->setVisible(isSecure());
    m_key->setVisible(isSecure());
    for (QWidget *widget : {static_cast<QWidget *>(m_status), static_cast<QWidget *>(m_headers),
                            static_cast<QWidget *>(m_body)})
        widget->setVisible(refuses);
    const QString about = m_answer->currentData(Qt::ToolTipRole).toString();
    m_answer->setToolTip(about.isEmpty() ? tr("What each client gets") : about);
}

void ListenBar::setValues(const QVariantMap &values)
{
    ModeForm::setValues(values);
    showWhatCounts();
}

bool ListenBar::setIdentity(session::ListenAddress &address)
{
    if (!address.isSecure)
        return true;
    address.certificateFile = toUtf8(m_certificate->text().trimmed());
    address.keyFile = toUtf8(m_key->text().trimmed());
    if (address.certificateFile.empty() == address.keyFile.empty())
        return true;
    showError(address.keyFile.empty() ? m_key : m_certificate,
              tr("A certificate and its key belong together: give both files, or neither."));
    return false;
}

bool ListenBar::setSubprotocols(hop::ServerOptions &server)
{
    static const QRegularExpression between(QStringLiteral("[,\\s]+"));
    for (const QString &name : m_subprotocols->text().split(between, Qt::SkipEmptyParts)) {
        server.subprotocols.push_back(toUtf8(name));
        if (base::isToken(server.subprotocols.back()))
            continue;
        showError(m_subprotocols, tr("A subprotocol's name has letters, digits and !#$%&'*+-.^_`|~ only."));
        return false;
    }
    return true;
}

bool ListenBar::setRefusal(hop::ServerOptions &server)
{
    hop::RefusePlan refuse;
    refuse.status = m_status->text().toInt();
    if (refuse.status < kLeastStatus || refuse.status > kMostStatus) {
        showError(m_status, tr("A refusal has a status from 200 to 599."));
        return false;
    }
    for (const QString &line : m_headers->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const std::string name = toUtf8(line.section(QLatin1Char(':'), 0, 0).trimmed());
        if (!line.contains(QLatin1Char(':')) || !base::isToken(name)) {
            showError(m_headers, tr("Write a header as \"Name: value\", a line each."));
            return false;
        }
        refuse.headers.push_back({name, toUtf8(line.section(QLatin1Char(':'), 1).trimmed())});
    }
    refuse.body = base::toBytes(toUtf8(m_body->toPlainText()));
    server.refuse = std::move(refuse);
    return true;
}

bool ListenBar::setAnswer(hop::ServerOptions &server)
{
    const QString answer = m_answer->currentData().toString();
    if (answer == kRefuse)
        return setRefusal(server);
    if (const lab::Scenario *scenario = lab::findScenario(toUtf8(answer)); scenario && scenario->apply)
        scenario->apply(server);
    return setSubprotocols(server);
}

void ListenBar::submit()
{
    clearError();
    session::ListenPlan plan;
    const auto address = addressIn(m_address);
    if (!address)
        return;
    plan.address = *address;
    if (setIdentity(plan.address) && setAnswer(plan.server))
        emit startRequested(plan);
}

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/relayrulerow.h"

#include "core/base/ascii.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace hop101::ui {

using plan::RelayAction;
using plan::RelayDirection;
using plan::RelayPart;

namespace {

constexpr int kAnyKind = -1;

bool isOfHeader(RelayAction action)
{
    return action == RelayAction::SetHeader || action == RelayAction::AddHeader
        || action == RelayAction::RemoveHeader;
}

bool isOfMessage(RelayAction action)
{
    return action == RelayAction::Drop || action == RelayAction::SendBefore
        || action == RelayAction::SendAfter;
}

bool hasText(RelayAction action)
{
    return action != RelayAction::Hold && action != RelayAction::Drop;
}

QComboBox *newBox(const QString &name, std::initializer_list<std::pair<QString, int>> items)
{
    auto *box = new QComboBox;
    box->setAccessibleName(name);
    box->setToolTip(name);
    for (const auto &[text, data] : items)
        box->addItem(text, data);
    return box;
}

void choose(QComboBox *box, int data)
{
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

QString nameOf(RelayPart part)
{
    switch (part) {
    case RelayPart::Request:
        return RelayRuleRow::tr("requests");
    case RelayPart::Response:
        return RelayRuleRow::tr("responses");
    case RelayPart::Message:
        break;
    }
    return RelayRuleRow::tr("messages");
}

} // namespace

RelayRuleRow::RelayRuleRow(const plan::RelayRule &rule, QWidget *parent)
    : QWidget(parent), m_action(newBox(tr("What happens"),
                                       {{tr("Hold"), int(RelayAction::Hold)},
                                        {tr("Drop"), int(RelayAction::Drop)},
                                        {tr("Replace in"), int(RelayAction::Replace)},
                                        {tr("Send before"), int(RelayAction::SendBefore)},
                                        {tr("Send behind"), int(RelayAction::SendAfter)},
                                        {tr("Set header"), int(RelayAction::SetHeader)},
                                        {tr("Add header"), int(RelayAction::AddHeader)},
                                        {tr("Remove header"), int(RelayAction::RemoveHeader)}})),
      m_part(newBox(tr("Of what"), {})),
      m_from(newBox(tr("From whom"),
                    {{tr("from both sides"), int(RelayDirection::Both)},
                     {tr("from the client"), int(RelayDirection::FromClient)},
                     {tr("from the server"), int(RelayDirection::FromServer)}})),
      m_kind(newBox(tr("Of which kind"),
                    {{tr("any kind"), kAnyKind},
                     {tr("text"), int(websocket::Opcode::Text)},
                     {tr("binary"), int(websocket::Opcode::Binary)},
                     {tr("Close"), int(websocket::Opcode::Close)},
                     {tr("ping"), int(websocket::Opcode::Ping)},
                     {tr("pong"), int(websocket::Opcode::Pong)}})),
      m_match(new QLineEdit), m_text(new QLineEdit), m_remove(new QToolButton)
{
    m_match->setFont(monoFont());
    m_match->setAccessibleName(tr("Containing"));
    m_match->setToolTip(tr("Only where this text is in it; empty: any"));
    m_match->setPlaceholderText(tr("containing, or any"));
    m_text->setFont(monoFont());
    m_remove->setText(QStringLiteral("×"));
    m_remove->setAccessibleName(tr("Remove this rule"));
    m_remove->setToolTip(tr("Remove this rule"));
    layOut();
    connect(m_action, &QComboBox::currentIndexChanged, this, &RelayRuleRow::actionChanged);
    connect(m_part, &QComboBox::currentIndexChanged, this, &RelayRuleRow::partChanged);
    connect(m_remove, &QToolButton::clicked, this, &RelayRuleRow::removeRequested);
    show(rule);
}

void RelayRuleRow::layOut()
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kGrid / 2 + 2);
    for (QComboBox *box : {m_action, m_part, m_from, m_kind})
        line->addWidget(box);
    line->addWidget(m_match, 1);
    line->addWidget(m_text, 1);
    line->addWidget(m_remove);
    setFocusProxy(m_action);
}

void RelayRuleRow::show(const plan::RelayRule &rule)
{
    choose(m_action, int(rule.action));
    actionChanged();
    choose(m_part, int(rule.part));
    choose(m_from, int(rule.direction));
    choose(m_kind, rule.opcode ? int(*rule.opcode) : kAnyKind);
    m_match->setText(fromUtf8(rule.match));
    m_text->setText(!isOfHeader(rule.action)                       ? fromUtf8(rule.text)
                        : rule.action == RelayAction::RemoveHeader ? fromUtf8(rule.name)
                        : rule.name.empty()                        ? QString()
                                                                   : fromUtf8(rule.name + ": " + rule.value));
    partChanged();
}

RelayAction RelayRuleRow::chosenAction() const
{
    return RelayAction(m_action->currentData().toInt());
}

RelayPart RelayRuleRow::chosenPart() const
{
    return RelayPart(m_part->currentData().toInt());
}

void RelayRuleRow::fillParts(const QList<RelayPart> &parts)
{
    const int before = m_part->currentData().toInt();
    const bool hadAny = m_part->count() > 0;
    const QSignalBlocker blocker(m_part);
    m_part->clear();
    for (const RelayPart part : parts)
        m_part->addItem(nameOf(part), int(part));
    if (hadAny)
        choose(m_part, before);
}

void RelayRuleRow::actionChanged()
{
    const RelayAction action = chosenAction();
    if (isOfHeader(action))
        fillParts({RelayPart::Request, RelayPart::Response});
    else if (isOfMessage(action))
        fillParts({RelayPart::Message});
    else
        fillParts({RelayPart::Message, RelayPart::Request, RelayPart::Response});
    m_part->setVisible(!isOfMessage(action));
    m_match->setVisible(!isOfHeader(action));
    m_text->setVisible(hasText(action));
    const QString what = action == RelayAction::RemoveHeader ? tr("Name")
        : isOfHeader(action)                                 ? tr("Name: value")
        : action == RelayAction::Replace                     ? tr("put in its place")
                                                             : tr("text to send");
    m_text->setPlaceholderText(what);
    m_text->setAccessibleName(what);
    partChanged();
}

void RelayRuleRow::partChanged()
{
    const bool isMessage = chosenPart() == RelayPart::Message;
    m_from->setVisible(isMessage);
    m_kind->setVisible(isMessage);
}

QString RelayRuleRow::check()
{
    QString fault;
    const plan::RelayRule one = rule();
    if (isOfHeader(one.action) && !base::isToken(one.name))
        fault = one.action == RelayAction::RemoveHeader
            ? tr("Write the name of the header that is to go.")
            : tr("Write the header as \"Name: value\"; a name has letters, digits and hyphens.");
    else if (one.action == RelayAction::Replace && one.part != RelayPart::Message && one.match.empty())
        fault = tr("Write which text of the head is to be replaced.");
    setStyleProperty(isOfHeader(one.action) ? m_text : m_match, "invalid", !fault.isEmpty());
    return fault;
}

plan::RelayRule RelayRuleRow::rule() const
{
    plan::RelayRule rule;
    rule.action = chosenAction();
    rule.part = chosenPart();
    if (isOfHeader(rule.action)) {
        const QString line = m_text->text();
        rule.name = toUtf8(line.section(QLatin1Char(':'), 0, 0).trimmed());
        if (rule.action != RelayAction::RemoveHeader)
            rule.value = toUtf8(line.section(QLatin1Char(':'), 1).trimmed());
        return rule;
    }
    rule.match = toUtf8(m_match->text());
    if (rule.part == RelayPart::Message) {
        rule.direction = RelayDirection(m_from->currentData().toInt());
        if (const int kind = m_kind->currentData().toInt(); kind != kAnyKind)
            rule.opcode = websocket::Opcode(kind);
    }
    if (hasText(rule.action)) {
        rule.text = toUtf8(m_text->text());
        rule.frame.payload = base::toBytes(rule.text);
    }
    return rule;
}

} // namespace hop101::ui

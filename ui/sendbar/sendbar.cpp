// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sendbar/sendbar.h"

#include "core/websocket/closecode.h"
#include "ui/composer/closecodebox.h"
#include "ui/sendbar/frameoptions.h"
#include "ui/sendbar/messageedit.h"
#include "ui/sendbar/payloadinput.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/segmentbar.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QResizeEvent>

namespace hop101::ui {

namespace {

constexpr int kNarrow = 760;
constexpr int kNarrowWithChoice = 960; // a box stands before the input

websocket::Opcode opcodeOf(SendBar::Kind kind)
{
    switch (kind) {
    case SendBar::Text:
    case SendBar::Json:
        return websocket::Opcode::Text;
    case SendBar::Binary:
        return websocket::Opcode::Binary;
    case SendBar::Ping:
        return websocket::Opcode::Ping;
    case SendBar::Pong:
        return websocket::Opcode::Pong;
    case SendBar::Raw:
        return websocket::Opcode::Binary; // it does not count
    case SendBar::Close:
        break;
    }
    return websocket::Opcode::Close;
}

} // namespace

SendBar::SendBar(QWidget *parent)
    : QWidget(parent), m_kinds(new SegmentBar), m_format(new QComboBox), m_message(new MessageEdit),
      m_browse(new QPushButton(tr("Choose…"))), m_code(newCloseCodeBox()), m_reason(new QLineEdit),
      m_actions(new QWidget), m_send(new QPushButton(tr("Send"))), m_optionsButton(new QPushButton),
      m_options(new FrameOptions), m_error(newLabel("broken")), m_inputs(new QWidget),
      m_grid(new QGridLayout(this))
{
    makeSegments();
    makeInputs();
    connectInputs();
    m_grid->setContentsMargins(kGrid * 3 / 2, kGrid, kGrid * 3 / 2, kGrid);
    m_grid->setHorizontalSpacing(kGrid);
    m_grid->setVerticalSpacing(kGrid / 2);
    m_grid->setColumnStretch(1, 1);
    m_grid->setRowStretch(4, 1); // height that nobody asked for stays below
    m_options->hide();
    arrange(false);
    kindChosen();
    showActiveOptions();
    setEnabledBecause(false, tr("Not connected."));
}

void SendBar::makeSegments()
{
    m_kinds->addSegment(Text, tr("Text"), tr("A text message"));
    m_kinds->addSegment(Json, tr("JSON"), tr("A text message that is checked as JSON before it is sent"));
    m_kinds->addSegment(Binary, tr("Binary"), tr("A binary message, from hex, base64 or a file"));
    m_kinds->addSegment(Ping, tr("Ping"), tr("A ping; a good server answers with a pong of the same bytes"));
    m_kinds->addSegment(Pong, tr("Pong"), tr("A pong that nobody asked for: a one-way heartbeat"));
    m_kinds->addSegment(Close, tr("Close"), tr("Starts the closing handshake"));
    m_kinds->addSegment(Raw, tr("Raw"), tr("Bytes as they stand, without a frame around them"));
}

void SendBar::makeInputs()
{
    m_format->addItem(tr("Hex"), int(PayloadFormat::Hex));
    m_format->addItem(tr("Base64"), int(PayloadFormat::Base64));
    m_format->addItem(tr("File"), int(PayloadFormat::File));
    m_format->setAccessibleName(tr("How the binary message is written"));
    m_message->setAccessibleName(tr("Message to send"));
    m_browse->setToolTip(tr("Choose the file to send"));
    m_code->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_code->setMinimumContentsLength(12);
    m_reason->setPlaceholderText(tr("Reason, optional"));
    m_reason->setAccessibleName(tr("Close reason"));
    m_send->setProperty("primary", true);
    m_send->setToolTip(tr("Send (Ctrl+Enter)"));
    m_optionsButton->setCheckable(true);
    m_optionsButton->setProperty("link", true);
    auto *actions = new QHBoxLayout(m_actions); // centred, so that their words stand on one line
    actions->setContentsMargins(0, 0, 0, 0);
    actions->setSpacing(kGrid);
    actions->addWidget(m_optionsButton);
    actions->addWidget(m_send);
    m_error->setWordWrap(true);
    m_error->hide();
    auto *row = new QHBoxLayout(m_inputs);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGrid);
    row->addWidget(m_format);
    row->addWidget(m_message, 1);
    row->addWidget(m_browse);
    row->addWidget(m_code);
    row->addWidget(m_reason, 1);
}

void SendBar::connectInputs()
{
    connect(m_kinds, &SegmentBar::chosen, this, &SendBar::kindChosen);
    connect(m_format, &QComboBox::activated, this, &SendBar::kindChosen);
    connect(m_message, &QPlainTextEdit::textChanged, this, &SendBar::check);
    connect(m_code, &QComboBox::editTextChanged, this, &SendBar::check);
    connect(m_message, &MessageEdit::sendRequested, this, &SendBar::submit);
    connect(m_reason, &QLineEdit::returnPressed, this, &SendBar::submit);
    connect(m_send, &QPushButton::clicked, this, &SendBar::submit);
    connect(m_browse, &QPushButton::clicked, this, &SendBar::chooseFile);
    connect(m_optionsButton, &QPushButton::toggled, m_options, &QWidget::setVisible);
    connect(m_options, &FrameOptions::edited, this, &SendBar::showActiveOptions);
}

void SendBar::setOptionsOpen(bool isOpen)
{
    m_optionsButton->setChecked(isOpen);
}

bool SendBar::areOptionsOpen() const
{
    return m_optionsButton->isChecked();
}

/// Folded away, it still shows that frames go out changed.
void SendBar::showActiveOptions()
{
    const QStringList active = m_options->active();
    const QString hint = tr("How the frame differs from what it should be (Ctrl+Shift+O)");
    m_optionsButton->setText(active.isEmpty() ? tr("Options") : QStringLiteral("● ") + tr("Options"));
    m_optionsButton->setToolTip(active.isEmpty() ? hint : active.join(QStringLiteral(", ")));
    m_optionsButton->setAccessibleName(tr("Frame options"));
    m_optionsButton->setAccessibleDescription(active.join(QStringLiteral(", ")));
}

void SendBar::arrange(bool isNarrow)
{
    m_isNarrow = isNarrow;
    const int row = isNarrow ? 1 : 0;
    m_grid->addWidget(m_kinds, 0, 0, 1, isNarrow ? 3 : 1, Qt::AlignLeading | Qt::AlignTop);
    m_grid->addWidget(m_inputs, row, isNarrow ? 0 : 1, 1, isNarrow ? 2 : 1);
    m_grid->addWidget(m_actions, row, 2, Qt::AlignTop);
    m_grid->addWidget(m_error, 2, 0, 1, 3);
    m_grid->addWidget(m_options, 3, 0, 1, 3);
}

void SendBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeForWidth();
}

void SendBar::arrangeForWidth()
{
    const bool hasChoice = kind() == Binary || kind() == Close || kind() == Raw;
    const bool isNarrow = width() < (hasChoice ? kNarrowWithChoice : kNarrow);
    if (isNarrow != m_isNarrow)
        arrange(isNarrow);
}

void SendBar::setEnabledBecause(bool canSend, const QString &reason)
{
    m_canSend = canSend;
    m_whyNot = reason;
    m_send->setEnabled(canSend);
    m_send->setToolTip(canSend ? tr("Send (Ctrl+Enter)") : reason);
    kindChosen();
}

void SendBar::setTarget(const QString &sendText)
{
    m_send->setText(sendText.isEmpty() ? tr("Send") : sendText);
}

void SendBar::setKind(Kind kind)
{
    m_kinds->setCurrent(kind);
    kindChosen();
}

SendBar::Kind SendBar::kind() const
{
    return Kind(m_kinds->current());
}

void SendBar::setText(const QString &text)
{
    m_message->setPlainText(text);
}

void SendBar::setBinaryFormat(PayloadFormat format)
{
    m_format->setCurrentIndex(m_format->findData(int(format)));
    kindChosen();
}

void SendBar::focusInput()
{
    if (kind() == Close)
        m_code->setFocus();
    else
        m_message->setFocus();
}

void SendBar::kindChosen()
{
    const Kind chosen = kind();
    const bool isClose = chosen == Close;
    const bool isFile = format() == PayloadFormat::File;
    m_format->setVisible(chosen == Binary || chosen == Raw);
    m_options->setRaw(chosen == Raw);
    m_browse->setVisible(isFile);
    m_message->setVisible(!isClose);
    m_code->setVisible(isClose);
    m_reason->setVisible(isClose);
    QString hint;
    switch (format()) {
    case PayloadFormat::Text:
        hint = chosen == Text ? tr("Message") : tr("Payload, optional, at most 125 bytes");
        break;
    case PayloadFormat::Json:
        hint = QStringLiteral("{\"say\": \"hello\"}");
        break;
    case PayloadFormat::Hex:
        hint = QStringLiteral("48 6f 70 31 30 31");
        break;
    case PayloadFormat::Base64:
        hint = QStringLiteral("SG9wMTAx");
        break;
    case PayloadFormat::File:
        hint = tr("Path of a file");
        break;
    }
    m_message->setHint(m_canSend ? hint : m_whyNot);
    showActiveOptions();
    arrangeForWidth();
    check();
}

PayloadFormat SendBar::format() const
{
    switch (kind()) {
    case Json:
        return PayloadFormat::Json;
    case Binary:
    case Raw:
        return PayloadFormat(m_format->currentData().toInt());
    default:
        return PayloadFormat::Text;
    }
}

std::uint16_t SendBar::closeCode() const
{
    return closeCodeOf(m_code);
}

std::optional<plan::FramePlan> SendBar::frame()
{
    plan::FramePlan frame;
    if (const QString fault = m_options->errorText(); !fault.isEmpty()) {
        setOptionsOpen(true);
        showError(tr("The frame options cannot be used yet."));
        return std::nullopt;
    }
    frame.opcode = opcodeOf(kind());
    frame.isRaw = kind() == Raw;
    m_options->apply(frame);
    if (kind() == Close) {
        if (closeCode() != 0)
            frame.payload = websocket::closeBody(closeCode(), toUtf8(m_reason->text()));
        return frame;
    }
    auto parsed = parsePayload(format(), m_message->toPlainText());
    if (!parsed) {
        showError(describe(parsed.error(), m_message->toPlainText()));
        return std::nullopt;
    }
    frame.payload = std::move(parsed).value();
    return frame;
}

QString SendBar::errorText() const
{
    return m_error->isHidden() ? QString() : m_error->text();
}

void SendBar::showError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
}

/// While typing: JSON, hex and base64 say at once what is wrong, but an empty field is no mistake yet.
void SendBar::check()
{
    const QString typed = m_message->toPlainText();
    const bool isTyped = m_canSend && kind() != Close && format() != PayloadFormat::File && !typed.isEmpty();
    setRole(m_error, "broken");
    if (isTyped) {
        const auto parsed = parsePayload(format(), typed);
        const bool isLongControl = parsed && (kind() == Ping || kind() == Pong)
            && parsed.value().size() > websocket::kMaxControlPayloadBytes;
        if (isLongControl)
            setRole(m_error, "warning");
        showError(!parsed ? describe(parsed.error(), typed)
                      : isLongControl
                      ? tr("More than 125 bytes in a control frame: the server must fail the connection.")
                      : QString());
        return;
    }
    const bool isOddCode =
        m_canSend && kind() == Close && closeCode() != 0 && !websocket::isCloseCodeAllowed(closeCode());
    if (isOddCode)
        setRole(m_error, "warning");
    showError(isOddCode ? tr("This code must not stand in a Close frame; it is sent all the same.")
                        : QString());
}

void SendBar::submit()
{
    if (!m_canSend) {
        setRole(m_error, "quiet");
        showError(m_whyNot);
        return;
    }
    if (kind() == Close && m_options->active().isEmpty()) {
        emit closeRequested(closeCode(), m_reason->text());
        return;
    }
    if (const std::optional<plan::FramePlan> wanted = frame())
        emit sendRequested(*wanted);
}

void SendBar::noteSent()
{
    const QString typed = m_message->toPlainText();
    if (!typed.isEmpty())
        m_message->remember(typed);
    if (format() != PayloadFormat::File)
        m_message->clear();
}

void SendBar::noteRefused(const QString &why)
{
    setRole(m_error, "broken");
    showError(why);
}

void SendBar::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("File to send"));
    if (!file.isEmpty())
        m_message->setPlainText(file);
}

} // namespace hop101::ui

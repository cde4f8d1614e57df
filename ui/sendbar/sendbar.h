// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "ui/sendbar/payloadinput.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace hop101::ui {

class FrameOptions;
class MessageEdit;
class SegmentBar;

/// Composes one frame: text, JSON, binary (hex, base64 or a file), ping, pong, close or raw bytes; and in a
/// row that opens, how it is to differ from what it should be. It sends nothing itself: who takes
/// sendRequested() says noteSent() or noteRefused().
class SendBar final : public QWidget
{
    Q_OBJECT
public:
    enum Kind { Text, Json, Binary, Ping, Pong, Close, Raw };

    explicit SendBar(QWidget *parent = nullptr);

    /// Sending is possible, or `reason` says why not.
    void setEnabledBecause(bool canSend, const QString &reason);
    /// Whom it goes to, on the button: "Send to #2". Empty: there is one only.
    void setTarget(const QString &sendText);
    void setKind(Kind kind);
    Kind kind() const;
    /// What is typed, in the format of the kind.
    void setText(const QString &text);
    void setBinaryFormat(PayloadFormat format);
    void focusInput();
    FrameOptions *options() const { return m_options; }
    void setOptionsOpen(bool isOpen);
    bool areOptionsOpen() const;
    /// As the button: asks for what is typed to be sent, or says why that cannot be.
    void submit();
    /// The frame was taken: what was typed goes into the history.
    void noteSent();
    /// What was typed stays.
    void noteRefused(const QString &why);

    /// What would be sent; nothing where the input cannot be read, and then errorText() says why.
    std::optional<plan::FramePlan> frame();
    QString errorText() const;
    std::uint16_t closeCode() const;

signals:
    void sendRequested(const hop101::plan::FramePlan &frame);
    /// code 0: a Close without a body.
    void closeRequested(std::uint16_t code, const QString &reason);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeSegments();
    void makeInputs();
    void connectInputs();
    void arrange(bool isNarrow);
    void arrangeForWidth();
    void kindChosen();
    void check();
    void chooseFile();
    void showActiveOptions();
    void showError(const QString &sentence);
    PayloadFormat format() const;

    SegmentBar *m_kinds;
    QComboBox *m_format;
    MessageEdit *m_message;
    QPushButton *m_browse;
    QComboBox *m_code;
    QLineEdit *m_reason;
    QWidget *m_actions;
    QPushButton *m_send;
    QPushButton *m_optionsButton;
    FrameOptions *m_options;
    QLabel *m_error;
    QWidget *m_inputs;
    QGridLayout *m_grid;
    bool m_canSend = false;
    bool m_isNarrow = false;
    QString m_whyNot;
};

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/modes/modeform.h"

class QComboBox;
class QPlainTextEdit;

namespace hop101::ui {

/// Hop101 as the server: where it listens and how it answers: accepts, refuses, or plays a scenario.
class ListenBar final : public ModeForm
{
    Q_OBJECT
public:
    /// The first rows of answer(); behind them the scenarios of core/lab.
    enum Answer { Echo, Silent, Refuse };

    explicit ListenBar(QWidget *parent = nullptr);

    void submit() override;
    void setValues(const QVariantMap &values) override;
    QLineEdit *address() const { return m_address; }
    QComboBox *answer() const { return m_answer; }
    QLineEdit *subprotocols() const { return m_subprotocols; }
    QLineEdit *certificate() const { return m_certificate; }
    QLineEdit *key() const { return m_key; }
    QLineEdit *status() const { return m_status; }
    QPlainTextEdit *headers() const { return m_headers; }
    QPlainTextEdit *body() const { return m_body; }

signals:
    void startRequested(const hop101::session::ListenPlan &plan);

private:
    void fillAnswers();
    void makeAccepting();
    void makeRefusal();
    QPlainTextEdit *addText(QBoxLayout *to, const QString &name, const QString &placeholder,
                            const QString &toolTip);
    void showWhatCounts();
    bool isSecure() const;
    bool setIdentity(session::ListenAddress &address);
    bool setAnswer(hop::ServerOptions &server);
    bool setRefusal(hop::ServerOptions &server);
    bool setSubprotocols(hop::ServerOptions &server);

    QLineEdit *m_address;
    QComboBox *m_answer;
    QLineEdit *m_subprotocols = nullptr;
    QLineEdit *m_certificate = nullptr;
    QLineEdit *m_key = nullptr;
    QLineEdit *m_status = nullptr;
    QPlainTextEdit *m_headers = nullptr;
    QPlainTextEdit *m_body = nullptr;
};

} // namespace hop101::ui

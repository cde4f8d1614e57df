// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/url.h"
#include "core/session/session.h"

#include <QWidget>

#include <optional>

class QLabel;
class QMenu;
class QPushButton;

namespace hop101::ui {

class UrlEdit;

/// The URL and the one primary button: Connect, then Cancel, then Close with a form for code and reason. What
/// is wrong with a URL is said below the field, and its place is selected.
class UrlBar final : public QWidget
{
    Q_OBJECT
public:
    explicit UrlBar(QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);
    std::optional<plan::Url> url() const;
    void setState(session::State state);
    /// Puts text where the cursor is, as typing would.
    void insert(const QString &text);
    void focusUrl();
    void openCloseForm();
    QString errorText() const;
    QPushButton *button() const { return m_button; }
    /// Asks for a connection, or says what is wrong with the URL.
    void submit();

signals:
    void edited(const QString &text);
    /// More than a URL was pasted or dropped: a command, a call, a request.
    void requestPasted(const QString &text);
    void connectRequested(const hop101::plan::Url &url);
    void cancelRequested();
    void closeRequested(std::uint16_t code, const QString &reason);

private:
    void pressed();
    void showError(const plan::UrlError &error);
    void clearError();
    void makeCloseMenu();

    UrlEdit *m_edit;
    QPushButton *m_button;
    QLabel *m_error;
    QMenu *m_closeMenu;
    session::State m_state = session::State::Idle;
};

} // namespace hop101::ui

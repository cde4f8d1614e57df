// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace hop101::ui {

/// The input of the send bar: grows with its lines, sends on Ctrl+Enter, and Up in the first line (Down in
/// the last) walks through what was sent before.
class MessageEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit MessageEdit(QWidget *parent = nullptr);

    /// Remembers a text; the newest of at most kHistory is offered first.
    void remember(const QString &text);
    static constexpr int kHistory = 100;
    /// What stands there while it is empty: one line, with its end left out where there is no room.
    void setHint(const QString &hint);

signals:
    void sendRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    /// Plain text only, whatever the clipboard holds.
    void insertFromMimeData(const QMimeData *source) override;

private:
    void fitHeight();
    void fitHint();
    bool recall(int steps);

    QString m_hint;
    QStringList m_history;
    qsizetype m_place = 0; ///< in m_history; its size: what is being typed
    QString m_draft;
};

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/relayrules.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace hop101::ui {

/// What waits at the breakpoints of a relay, one at a time: its text, to be changed, released or dropped.
/// It shows while something waits.
class HeldStrip final : public QWidget
{
    Q_OBJECT
public:
    /// A larger one can be released and dropped, and its front be read. In bytes.
    static constexpr std::size_t kMostEdited = std::size_t{64} * 1024;

    explicit HeldStrip(QWidget *parent = nullptr);

    /// What waits now, in the order in which it came. The one that shows stays while it waits, and what was
    /// typed with it.
    void setHeld(std::vector<plan::HeldMessage> held);
    std::size_t count() const { return m_held.size(); }
    QString title() const;
    QPlainTextEdit *edit() const { return m_edit; }
    QPushButton *releaseButton() const { return m_release; }
    QPushButton *dropButton() const { return m_drop; }
    QPushButton *allButton() const { return m_all; }
    QToolButton *nextButton() const { return m_next; }

signals:
    /// `edited` is nothing where it goes on as it came.
    void released(quint64 held, const std::optional<std::string> &edited);
    void dropped(quint64 held);

private:
    void layOut();
    void step(int by);
    void showCurrent();
    void showTitle();
    void release();
    void releaseAll();
    void drop();
    std::size_t currentIndex() const;
    /// What the text says now; nothing: as it came. It has said why where it cannot be read.
    bool edited(std::optional<std::string> &to);

    std::vector<plan::HeldMessage> m_held;
    quint64 m_current = 0; ///< 0: none
    bool m_isHex = false;
    bool m_hasCrlf = false;
    QLabel *m_title;
    QLabel *m_hint;
    QPlainTextEdit *m_edit;
    QToolButton *m_previous;
    QToolButton *m_next;
    QPushButton *m_all;
    QPushButton *m_drop;
    QPushButton *m_release;
};

/// "Text message from the client, connection #2, 12 bytes"
QString heldName(const plan::HeldMessage &held);

} // namespace hop101::ui

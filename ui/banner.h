// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace hop101::ui {

/// A line across the window for what must be decided or known, without stopping anything: a sentence, facts
/// below it, and buttons. One at a time; a newer one replaces the older.
class Banner final : public QWidget
{
    Q_OBJECT
public:
    struct Choice
    {
        QString text;
        QString toolTip;
        std::function<void()> run;
    };

    explicit Banner(QWidget *parent = nullptr);

    /// Each choice hides the banner, then runs. With `canDismiss` there is a button that only hides it.
    void present(Token ink, const QString &sentence, const QString &facts, const std::vector<Choice> &choices,
                 bool canDismiss = true);
    void dismiss();
    QString sentence() const;
    QString facts() const;
    /// Presses the button with that text; false where there is none. For tests.
    bool choose(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addButton(const Choice &choice);

    QLabel *m_mark;
    QLabel *m_sentence;
    QLabel *m_facts;
    QHBoxLayout *m_buttons;
    Token m_ink = Token::Accent;
};

} // namespace hop101::ui

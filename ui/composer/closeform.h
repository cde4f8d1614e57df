// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace hop101::ui {

/// Code and reason of a Close, as a small form for a menu.
class CloseForm final : public QWidget
{
    Q_OBJECT
public:
    explicit CloseForm(QWidget *parent = nullptr);

    void setFocusInside();

signals:
    void closeRequested(std::uint16_t code, const QString &reason);
    /// End TCP at once, without a Close.
    void cutRequested();

private:
    void submit();

    QComboBox *m_code;
    QLineEdit *m_reason;
};

} // namespace hop101::ui

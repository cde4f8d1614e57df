// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace hop101::ui {

class Task;

/// How far a task is, in a bar and in words, and the button that cancels it. Shows only while it runs.
class TaskStrip final : public QWidget
{
    Q_OBJECT
public:
    /// `task` must outlive it.
    explicit TaskStrip(Task &task, QWidget *parent = nullptr);
    void begin(const QString &words);
    QString words() const;

private:
    void show(quint64 done, quint64 all, const QString &words);

    QProgressBar *m_bar;
    QLabel *m_words;
    QPushButton *m_cancel;
};

} // namespace hop101::ui

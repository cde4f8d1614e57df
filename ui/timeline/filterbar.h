// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace hop101::ui {

class CaptureState;
class FilterEdit;
class RowFilter;

/// The line above the timeline that chooses its rows by an expression (docs/filter.md). What is wrong with
/// the expression is said below it, at its place; until it is right the last right one stays at work.
class FilterBar final : public QWidget
{
    Q_OBJECT
public:
    /// Both must outlive it.
    FilterBar(CaptureState &state, RowFilter &filter, QWidget *parent = nullptr);

    /// Shows it, for typing.
    void open();
    /// No filter any more, and it hides.
    void close();
    /// Takes an expression as if it had been typed and Enter pressed.
    void setExpression(const QString &expression);
    FilterEdit *edit() const { return m_edit; }
    QString countText() const;
    QString errorText() const;

signals:
    /// The user wants to go to the rows.
    void left();

private:
    void typed();
    void apply();
    void escaped();
    void showCount();
    void makeExamples();

    CaptureState &m_state;
    RowFilter &m_filter;
    FilterEdit *m_edit;
    QLabel *m_count;
    QPushButton *m_stop;
    QToolButton *m_examples;
    QToolButton *m_close;
    QLabel *m_error;
    QTimer m_soon;
};

} // namespace hop101::ui

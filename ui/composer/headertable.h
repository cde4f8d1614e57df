// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QTableView;
class QToolButton;

namespace hop101::ui {

class HeaderModel;

/// The header rows and what can be done with them, by mouse and by keyboard: edit in place, switch off, add
/// (Insert), duplicate (Ctrl+D), delete (Delete), move (drag, Alt+Up, Alt+Down), make automatic again.
class HeaderTable final : public QWidget
{
    Q_OBJECT
public:
    explicit HeaderTable(HeaderModel *model, QWidget *parent = nullptr);

    void addRow();
    QTableView *view() const { return m_view; }

private:
    void addAction(const char *iconName, const QString &text, const QKeySequence &shortcut,
                   void (HeaderTable::*run)());
    void duplicateRow();
    void deleteRow();
    void moveUp();
    void moveDown();
    void makeAutomatic();
    void moveBy(int steps);
    int currentRow() const;
    void goTo(int row);

    HeaderModel *m_model;
    QTableView *m_view;
    QWidget *m_buttons;
};

} // namespace hop101::ui

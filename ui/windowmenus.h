// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QObject>

#include <functional>

class QAction;
class QMenu;

namespace hop101::ui {

class MainWindow;

/// Every action of the window, with its shortcut and its tool tip.
class WindowMenus final : public QObject
{
    Q_OBJECT
public:
    explicit WindowMenus(MainWindow *window);

    /// What can be done now.
    void update(bool isLive, bool isOpen, bool hasCapture, bool canSend);
    /// "Connect  F5" and so on, a line each, for the list of shortcuts.
    QList<QAction *> actions() const { return m_actions; }

private:
    using Run = std::function<void()>;
    QAction *add(QMenu *menu, const QString &text, const QKeySequence &shortcut, const QString &toolTip,
                 Run run);
    void makeFile();
    void makeEdit();
    void makeCopyDiagram(QMenu *edit);
    void makeView();
    void makeAppearance(QMenu *view);
    void makeRowHeight(QMenu *view);
    void makeSession();
    void makeModes(QMenu *session);
    void makeGo();
    void makeHelp();
    void fillRecent();
    void compare();

    MainWindow *m_window;
    QList<QAction *> m_actions;
    QMenu *m_recent = nullptr;
    QAction *m_save = nullptr;
    QAction *m_connect = nullptr;
    QAction *m_append = nullptr;
    QAction *m_replay = nullptr;
    QAction *m_cancel = nullptr;
    QAction *m_close = nullptr;
    QAction *m_ping = nullptr;
    QList<QAction *> m_ofCapture; ///< need a capture
    QList<QAction *> m_modes;
};

} // namespace hop101::ui

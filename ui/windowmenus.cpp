// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/windowmenus.h"

#include "ui/compare/comparedialog.h"
#include "ui/composer/composer.h"
#include "ui/composer/urlbar.h"
#include "ui/copymenu.h"
#include "ui/detail/detailpane.h"
#include "ui/export/exportcontrol.h"
#include "ui/mainwindow.h"
#include "ui/modes/modecontrol.h"
#include "ui/modes/relaybar.h"
#include "ui/sendbar/sendbar.h"
#include "ui/settings/settings.h"
#include "ui/timeline/filterbar.h"
#include "ui/timeline/findbar.h"
#include "ui/timeline/timelinepane.h"

#include <QAction>
#include <QActionGroup>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

namespace hop101::ui {

WindowMenus::WindowMenus(MainWindow *window) : QObject(window), m_window(window)
{
    makeFile();
    makeEdit();
    makeView();
    makeSession();
    makeGo();
    makeHelp();
}

QAction *WindowMenus::add(QMenu *menu, const QString &text, const QKeySequence &shortcut,
                          const QString &toolTip, Run run)
{
    auto *action = new QAction(text, m_window);
    action->setShortcut(shortcut);
    action->setToolTip(toolTip);
    action->setStatusTip(toolTip);
    connect(action, &QAction::triggered, this, run);
    menu->addAction(action);
    menu->setToolTipsVisible(true);
    m_actions += action;
    return action;
}

void WindowMenus::makeFile()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&File"));
    add(menu, tr("&New session"), QKeySequence::New, tr("Leave what is shown and start afresh"),
        [this] { m_window->newSession(); });
    add(menu, tr("&Open…"), QKeySequence::Open,
        tr("Open a capture, or what another program wrote (HAR, pcap); a file can also be dropped on the "
           "window"),
        [this] { m_window->openDialog(); });
    m_recent = menu->addMenu(tr("Open &recent"));
    connect(m_recent, &QMenu::aboutToShow, this, &WindowMenus::fillRecent);
    m_save = add(menu, tr("&Save as…"), QKeySequence::Save, tr("Save a copy of the capture"),
                 [this] { m_window->saveDialog(); });
    m_ofCapture += add(menu, tr("Save &redacted copy…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_S),
                       tr("Save a copy without logins, cookies, tokens and what else you name"),
                       [this] { m_window->redactDialog(); });
    m_ofCapture += add(menu, tr("&Export…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
                       tr("Write events for other programs: HAR, pcapng, Markdown, pictures"),
                       [this] { m_window->exportDialog(); });
    m_ofCapture +=
        add(menu, tr("Co&mpare with…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K),
            tr("Put this exchange and one of another capture side by side"), [this] { compare(); });
    m_ofCapture +=
        add(menu, tr("Session &title…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T),
            tr("Name the session; the name is saved in the capture"), [this] { m_window->titleDialog(); });
    menu->addSeparator();
    add(menu, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), tr("Close the window and end its session"),
        [this] { m_window->close(); });
}

/// The exchange of the selected event, or the first that was upgraded.
void WindowMenus::compare()
{
    const capture::Reader *reader = m_window->state().reader();
    const QString other = reader ? QFileDialog::getOpenFileName(m_window, tr("Compare with"), {},
                                                                tr("Captures (*.hop101);;All files (*)"))
                                 : QString();
    if (other.isEmpty() || !m_window->state().reader())
        return;
    reader = m_window->state().reader();
    const base::EventId selected = m_window->state().selected();
    const auto exchange = selected ? reader->exchangeOf(reader->event(selected)) : std::nullopt;
    auto *dialog = new CompareDialog(m_window->capturePath(), exchange ? exchange->id : base::ExchangeId{},
                                     other, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CompareDialog::eventChosen, m_window,
            [this](base::EventId event) { m_window->state().select(event); });
    // Another capture has other events.
    connect(&m_window->state(), &CaptureState::captureChanged, dialog, &QDialog::reject);
    dialog->show();
}

void WindowMenus::fillRecent()
{
    m_recent->clear();
    const QStringList files = Settings().recentFiles();
    for (const QString &path : files) {
        QAction *action =
            m_recent->addAction(QFileInfo(path).fileName().replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { m_window->openCapture(path); });
    }
    m_recent->addSeparator();
    QAction *clear = m_recent->addAction(tr("&Clear this list"));
    clear->setEnabled(!files.isEmpty());
    connect(clear, &QAction::triggered, this, [] { Settings().clearRecentFiles(); });
}

void WindowMenus::makeEdit()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&Edit"));
    add(menu, tr("&URL"), QKeySequence(Qt::CTRL | Qt::Key_L), tr("Go to the URL"),
        [this] { m_window->urlBar()->focusUrl(); });
    add(menu, tr("&Request"), QKeySequence(Qt::CTRL | Qt::Key_E), tr("Show or hide what will be sent"),
        [this] { m_window->toggleComposer(); });
    add(menu, tr("Add &header"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H),
        tr("Add a header row to the request"), [this] { m_window->addHeader(); });
    menu->addMenu(new CopyMenu(m_window));
    makeCopyDiagram(menu);
    menu->addSeparator();
    m_ofCapture +=
        add(menu, tr("Select &all events"), QKeySequence::SelectAll,
            tr("Select all that the timeline shows; Shift and the arrow keys select from one event "
               "to another, Ctrl and a click adds one"),
            [this] { m_window->state().selectAll(); });
    m_ofCapture +=
        add(menu, tr("&Find…"), QKeySequence::Find, tr("Find a text or bytes in what events carry"),
            [this] { m_window->timeline()->findBar().open(); });
    m_ofCapture += add(menu, tr("Find ne&xt"), QKeySequence(Qt::Key_F3), tr("Go to the next place"),
                       [this] { m_window->timeline()->findBar().findNext(); });
    m_ofCapture +=
        add(menu, tr("Find pre&vious"), QKeySequence(Qt::SHIFT | Qt::Key_F3), tr("Go to the previous place"),
            [this] { m_window->timeline()->findBar().findPrevious(); });
    m_ofCapture += add(menu, tr("F&ilter…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
                       tr("Choose by an expression which events show"),
                       [this] { m_window->timeline()->filterBar().open(); });
    menu->addSeparator();
    m_ofCapture += add(menu, tr("&Copy payload"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                       tr("Copy what the selected event carries"), [this] { m_window->copyPayload(); });
    menu->addSeparator();
    m_ofCapture +=
        add(menu, tr("&Bookmark"), QKeySequence(Qt::CTRL | Qt::Key_D),
            tr("Mark the selected event, or take its mark away"), [this] { m_window->toggleBookmark(); });
    m_ofCapture += add(menu, tr("&Note"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
                       tr("Write a note to the selected event"), [this] { m_window->editNote(); });
}

void WindowMenus::makeCopyDiagram(QMenu *edit)
{
    QMenu *menu = edit->addMenu(tr("Copy &diagram as"));
    const auto choice = [&](const ExportAs &as, const QString &text, const QKeySequence &shortcut = {}) {
        m_ofCapture += add(menu, text, shortcut,
                           tr("Copy the selected events; where that is one, all that the timeline shows"),
                           [this, as] { m_window->exports()->copyAs(as); });
    };
    choice(formats::ExportFormat::Mermaid, tr("&Mermaid"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C));
    choice(formats::ExportFormat::PlantUml, tr("&PlantUML"));
    choice(formats::ExportFormat::Markdown, tr("Mar&kdown report"));
    choice(formats::ExportFormat::Text, tr("Plain &text"));
    choice(formats::ExportFormat::Svg, tr("&SVG"));
    choice(PictureFormat::Png, tr("P&icture"));
}

void WindowMenus::makeView()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&View"));
    const QStringList tabs{tr("&Verdict"), tr("&Head"), tr("&Payload"), tr("&Bytes")};
    for (int tab = 0; tab < tabs.size(); ++tab)
        add(menu, tabs.at(tab), QKeySequence(int(Qt::CTRL) | (int(Qt::Key_1) + tab)), tr("Show this page"),
            [this, tab] { m_window->showTab(tab); });
    menu->addSeparator();
    QAction *library =
        add(menu, tr("&Library"), QKeySequence(Qt::Key_F9), tr("Show or hide the side bar"), [] {});
    library->setCheckable(true);
    library->setChecked(Settings().isLibraryShown());
    connect(library, &QAction::toggled, m_window, &MainWindow::showLibrary);
    QAction *table = add(menu, tr("Event &table"), QKeySequence(Qt::CTRL | Qt::Key_T),
                         tr("Show the events as a table, as screen readers read them"), [] {});
    table->setCheckable(true);
    connect(table, &QAction::toggled, m_window, &MainWindow::showEventTable);
    connect(m_window->timeline(), &TimelinePane::tableShownChanged, table, &QAction::setChecked);
    menu->addSeparator();
    makeRowHeight(menu);
    makeAppearance(menu);
}

void WindowMenus::makeAppearance(QMenu *view)
{
    QMenu *menu = view->addMenu(tr("&Appearance"));
    auto *group = new QActionGroup(this);
    const auto choice = [&](const QString &text, Appearance appearance) {
        QAction *action = add(menu, text, {}, tr("Change the colours of the window"),
                              [this, appearance] { m_window->chooseAppearance(appearance); });
        action->setCheckable(true);
        action->setChecked(ui::appearance() == appearance);
        group->addAction(action);
    };
    choice(tr("As the &system"), Appearance::System);
    choice(tr("&Light"), Appearance::Light);
    choice(tr("&Dark"), Appearance::Dark);
}

void WindowMenus::makeRowHeight(QMenu *view)
{
    QMenu *menu = view->addMenu(tr("Row hei&ght"));
    auto *group = new QActionGroup(this);
    const auto choice = [&](const QString &text, Density density) {
        QAction *action = add(menu, text, {}, tr("Change the height of the timeline's rows"),
                              [this, density] { m_window->chooseRowHeight(density); });
        action->setCheckable(true);
        action->setChecked(Settings().density() == density);
        group->addAction(action);
    };
    choice(tr("&Compact"), Density::Compact);
    choice(tr("&Normal"), Density::Normal);
    choice(tr("&Roomy"), Density::Roomy);
}

void WindowMenus::makeModes(QMenu *session)
{
    QMenu *menu = session->addMenu(tr("M&ode"));
    auto *group = new QActionGroup(this);
    const auto choice = [&](Mode mode, const QString &text, const QString &toolTip) {
        const QKeySequence key(int(Qt::CTRL) | int(Qt::ALT) | (int(Qt::Key_1) + int(mode)));
        QAction *action = add(menu, text, key, toolTip, [this, mode] { m_window->chooseMode(mode); });
        action->setCheckable(true);
        action->setChecked(mode == Mode::Client);
        group->addAction(action);
        connect(m_window->modes()->bar(), &ModeBar::modeChanged, action,
                [action, mode](Mode chosen) { action->setChecked(chosen == mode); });
        m_modes += action;
    };
    choice(Mode::Client, tr("&Client"), tr("Hop101 connects to a server"));
    choice(Mode::Listen, tr("&Listen"), tr("Hop101 is the server"));
    choice(Mode::Relay, tr("&Relay"), tr("Hop101 stands between a client and a server"));
    choice(Mode::Path, tr("&Path"), tr("Hop101 is both ends of a proxy"));
}

void WindowMenus::makeSession()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&Session"));
    makeModes(menu);
    menu->addSeparator();
    m_connect = add(menu, tr("&Connect"), QKeySequence(Qt::Key_F5),
                    tr("Connect, listen, relay or check the path: what the mode does"),
                    [this] { m_window->connectNow(); });
    m_append = add(menu, tr("Connect in &this capture"), QKeySequence(Qt::SHIFT | Qt::Key_F5),
                   tr("Connect again and record it into the capture that is shown, as another session"),
                   [this] { m_window->connectInThisCapture(); });
    m_replay =
        add(menu, tr("&Replay…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R),
            tr("Send what the client of this exchange sent again"), [this] { m_window->replayDialog(); });
    m_cancel = add(menu, tr("C&ut"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W),
                   tr("End the connection at once"), [this] { m_window->cancelNow(); });
    m_close = add(menu, tr("C&lose…"), QKeySequence(Qt::CTRL | Qt::Key_W),
                  tr("Close with a code and a reason"), [this] { m_window->openCloseForm(); });
    menu->addSeparator();
    add(menu, tr("&Message"), QKeySequence(Qt::CTRL | Qt::Key_M), tr("Go to the message to send"),
        [this] { m_window->sendBar()->focusInput(); });
    add(menu, tr("Frame &options"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
        tr("Show or hide how the frame differs from what it should be"), [this] {
            SendBar *bar = m_window->sendBar();
            bar->setOptionsOpen(!bar->areOptionsOpen());
        });
    add(menu, tr("&Hold, change…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B),
        tr("What a relay holds at a breakpoint, changes, drops or injects"), [this] {
            m_window->chooseMode(Mode::Relay);
            if (m_window->modes()->mode() == Mode::Relay)
                m_window->modes()->bar()->relay()->editRules();
        });
    m_ping = add(menu, tr("Send a &ping"), QKeySequence(Qt::CTRL | Qt::Key_P), tr("Send an empty ping"),
                 [this] { m_window->sendPing(); });
}

void WindowMenus::makeGo()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&Go"));
    m_ofCapture += add(menu, tr("&Next finding"), QKeySequence(Qt::Key_F8), tr("Go to the next broken rule"),
                       [this] { m_window->timeline()->selectNextFinding(); });
    m_ofCapture +=
        add(menu, tr("&Previous finding"), QKeySequence(Qt::SHIFT | Qt::Key_F8),
            tr("Go to the previous broken rule"), [this] { m_window->timeline()->selectPreviousFinding(); });
    m_ofCapture +=
        add(menu, tr("Next &bookmark"), QKeySequence(Qt::Key_F2), tr("Go to the next event that you marked"),
            [this] { m_window->selectNextBookmark(); });
    m_ofCapture +=
        add(menu, tr("Previous b&ookmark"), QKeySequence(Qt::SHIFT | Qt::Key_F2),
            tr("Go to the previous event that you marked"), [this] { m_window->selectPreviousBookmark(); });
    menu->addSeparator();
    m_ofCapture += add(menu, tr("&Latest event"), QKeySequence(Qt::CTRL | Qt::Key_End),
                       tr("Go to the end and follow it"), [this] { m_window->timeline()->followEnd(); });
    m_ofCapture += add(menu, tr("&Event…"), QKeySequence(Qt::CTRL | Qt::Key_G),
                       tr("Go to an event by its number"), [this] { m_window->goToEventDialog(); });
}

void WindowMenus::makeHelp()
{
    QMenu *menu = m_window->menuBar()->addMenu(tr("&Help"));
    add(menu, tr("&Keyboard"), QKeySequence(Qt::Key_F1), tr("All actions and their keys"),
        [this] { m_window->showShortcuts(); });
    add(menu, tr("&About Hop101"), {}, tr("Version and licence"), [this] { m_window->showAbout(); });
}

void WindowMenus::update(bool isLive, bool isOpen, bool hasCapture, bool canSend)
{
    m_connect->setEnabled(!isLive);
    for (QAction *mode : std::as_const(m_modes))
        mode->setEnabled(!isLive || mode->isChecked());
    m_append->setEnabled(!isLive && hasCapture);
    m_replay->setEnabled(!isLive && hasCapture);
    m_cancel->setEnabled(isLive);
    // Escape ends what has not come to anything yet; an open connection is not cut by a slip of the finger.
    const QKeySequence cut(Qt::CTRL | Qt::SHIFT | Qt::Key_W);
    m_cancel->setShortcuts(isOpen ? QList<QKeySequence>{cut}
                                  : QList<QKeySequence>{cut, QKeySequence(Qt::Key_Escape)});
    m_close->setEnabled(canSend);
    m_ping->setEnabled(canSend);
    m_save->setEnabled(hasCapture);
    for (QAction *action : std::as_const(m_ofCapture))
        action->setEnabled(hasCapture);
}

} // namespace hop101::ui

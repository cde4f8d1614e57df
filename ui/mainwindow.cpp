// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "core/capture/openrecordings.h"
#include "ui/banner.h"
#include "ui/bannernotes.h"
#include "ui/capturedocument.h"
#include "ui/composer/composer.h"
#include "ui/composer/headertable.h"
#include "ui/composer/urlbar.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/notestrip.h"
#include "ui/detail/payloadpane.h"
#include "ui/detail/verdictcontent.h"
#include "ui/emptystate.h"
#include "ui/export/exportcontrol.h"
#include "ui/helpdialogs.h"
#include "ui/import/drophint.h"
#include "ui/import/importcontrol.h"
#include "ui/import/importmark.h"
#include "ui/library/librarymodel.h"
#include "ui/library/librarypane.h"
#include "ui/library/sessionlist.h"
#include "ui/modes/heldstrip.h"
#include "ui/modes/listenbar.h"
#include "ui/modes/modecontrol.h"
#include "ui/modes/pathbar.h"
#include "ui/modes/relaybar.h"
#include "ui/sendbar/sendbar.h"
#include "ui/state/annotationwriter.h"
#include "ui/state/livesession.h"
#include "ui/statusline.h"
#include "ui/text/text.h"
#include "ui/timeline/timelinepane.h"
#include "ui/windowmenus.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QInputDialog>
#include <QMimeData>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrl>

namespace hop101::ui {

namespace {

constexpr int kLowHeight = 700;

/// The only file of what is dragged; empty where there are others, or none.
QString onlyFileOf(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

MainWindow::MainWindow(session::Factory &factory) : MainWindow(factory, Options{}) { }

MainWindow::MainWindow(session::Factory &factory, Options options)
    : m_factory(factory), m_options(options), m_live(new LiveSession(factory, m_state, this)),
      m_document(new CaptureDocument(this)), m_annotations(new AnnotationWriter(m_state, this)),
      m_sessions(new SessionList(options.listsHistory ? sessionsFolder() : QString(), this)),
      m_libraryModel(new LibraryModel(this)), m_library(new LibraryPane(m_libraryModel)),
      m_urlBar(new UrlBar), m_banner(new Banner), m_composer(new Composer),
      m_modes(new ModeControl({factory, m_state, *m_document, *m_composer, *m_urlBar}, this)),
      m_importMark(new ImportMark), m_centre(new QStackedWidget), m_empty(new EmptyState),
      m_timeline(new TimelinePane(m_state)), m_sendBar(new SendBar), m_detail(new DetailPane(&m_state)),
      m_note(new NoteStrip(m_state)), m_status(new StatusLine), m_dropHint(new DropHint(this)),
      m_endpoint(fromUtf8(factory.embeddedEndpointUrl()))
{
    setWindowTitle(tr("Hop101"));
    setAcceptDrops(true);
    m_centre->addWidget(m_empty);
    m_centre->addWidget(m_timeline);
    m_splitters = layOut(*this,
                         {m_modes->bar(), m_banner, m_library, m_composer, m_importMark, m_centre,
                          m_modes->held(), m_sendBar, m_detail, m_note, m_status});
    m_menus = new WindowMenus(this);
    connectPanes();
    connectNotes();
    connectModes();
    connectFiles();
    restore();
    m_libraryModel->setEndpoint(m_endpoint);
    refreshLibrary();
    const QString last = m_options.remembers ? m_settings.lastUrl() : QString();
    setUrl(!m_endpoint.isEmpty() ? m_endpoint + QStringLiteral("/echo") : last);
    newSession();
    if (m_options.offersLost)
        presentLost(*m_banner, [this](const QString &path) { return openCapture(path); });
}

MainWindow::~MainWindow()
{
    m_note->flush();
    // The panes read the capture until they are gone; the session ends before its factory does.
    m_state.disconnect();
    delete m_exports;
    delete m_imports;
    delete takeCentralWidget();
    delete m_live;
    delete m_modes;
}

void MainWindow::connectPanes()
{
    connect(m_urlBar, &UrlBar::edited, this, &MainWindow::urlEdited);
    connect(m_urlBar, &UrlBar::connectRequested, this,
            [this](const plan::Url &url) { startSession(url, {}); });
    connect(m_urlBar, &UrlBar::requestPasted, this, &MainWindow::takeRequest);
    connect(m_urlBar, &UrlBar::cancelRequested, this, &MainWindow::cancelNow);
    connect(m_urlBar, &UrlBar::closeRequested, this, &MainWindow::closeNow);
    connect(m_sendBar, &SendBar::sendRequested, this, &MainWindow::sendFrame);
    connect(m_sendBar, &SendBar::closeRequested, this, &MainWindow::closeNow);
    connect(m_live, &LiveSession::noticeChanged, this, &MainWindow::noticeChanged);
    connect(m_live, &LiveSession::ended, this, &MainWindow::sessionEnded);
    connect(m_library, &LibraryPane::urlChosen, this, [this](const QString &url) {
        chooseMode(Mode::Client);
        setUrl(url);
        m_urlBar->focusUrl();
    });
    connect(m_library, &LibraryPane::captureChosen, this, &MainWindow::openCapture);
    connect(m_timeline, &TimelinePane::detailRequested, this,
            [this] { m_detail->setFocus(Qt::OtherFocusReason); });
    connect(m_sessions, &SessionList::changed, this,
            [this] { m_libraryModel->setHistory(m_sessions->sessions()); });
    connect(m_document, &CaptureDocument::changed, this, &MainWindow::documentChanged);
    connect(m_document, &CaptureDocument::copied, this, &MainWindow::copied);
    connect(&m_state, &CaptureState::captureChanged, this, [this] {
        showCentre();
        updateStatus();
        updateTitle();
    });
}

void MainWindow::connectNotes()
{
    connect(m_note, &NoteStrip::textChanged, m_annotations, &AnnotationWriter::setNoteText);
    connect(m_note, &NoteStrip::bookmarkToggled, m_annotations, &AnnotationWriter::setBookmark);
    connect(m_annotations, &AnnotationWriter::written, this, [this](base::EventId event) {
        m_note->wasWritten(event);
        updateTitle();
    });
    connect(m_annotations, &AnnotationWriter::failed, this, [this](const capture::CaptureError &error) {
        m_note->wasNotWritten();
        showError(error);
    });
    connect(m_annotations, &AnnotationWriter::migrated, this, &MainWindow::reopen);
}

void MainWindow::connectModes()
{
    connect(m_modes->bar(), &ModeBar::modeChanged, this, &MainWindow::modeChanged);
    connect(m_modes, &ModeControl::aboutToStart, this, [this] {
        m_live->forget();
        m_banner->dismiss();
        m_composer->setFolded(true);
        m_timeline->setFocus();
    });
    connect(m_modes, &ModeControl::changed, this, &MainWindow::noticeChanged);
    connect(m_modes, &ModeControl::ended, this, [this] {
        sessionEnded();
        if (m_modes->mode() == Mode::Path)
            m_timeline->showStart(); // its first exchange is what the verdict is about
    });
    connect(m_modes, &ModeControl::failed, this,
            [this](const QString &sentence) { m_banner->present(Token::Broken, sentence, {}, {}); });
}

/// The request is what a client sends, and a path check.
void MainWindow::modeChanged()
{
    const Mode mode = m_modes->mode();
    m_composer->setVisible(mode == Mode::Client || mode == Mode::Path);
    if (mode == Mode::Client)
        urlEdited(m_urlBar->text());
    newSession();
}

bool MainWindow::isAnythingLive() const
{
    return m_live->isLive() || m_modes->isRunning();
}

void MainWindow::restore()
{
    m_library->setVisible(m_settings.isLibraryShown());
    chooseRowHeight(m_settings.density());
    if (!m_options.remembers)
        return;
    m_modes->remember(m_settings);
    restoreGeometry(m_settings.windowGeometry());
    m_splitters.outer->restoreState(m_settings.splitter(m_splitters.outer->objectName()));
    m_splitters.inner->restoreState(m_settings.splitter(m_splitters.inner->objectName()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_options.remembers) {
        m_settings.setWindowGeometry(saveGeometry());
        m_settings.setSplitter(m_splitters.outer->objectName(), m_splitters.outer->saveState());
        m_settings.setSplitter(m_splitters.inner->objectName(), m_splitters.inner->saveState());
    }
    m_live->end();
    m_modes->end();
    event->accept();
}

void MainWindow::setUrl(const QString &url)
{
    m_urlBar->setText(url);
}

void MainWindow::urlEdited(const QString &text)
{
    m_composer->setUrl(text, m_urlBar->url());
    if (m_modes->mode() == Mode::Client)
        m_empty->setEmbedded(urlIsEmbedded());
}

QString MainWindow::capturePath() const
{
    return m_document->path();
}

bool MainWindow::urlIsEmbedded() const
{
    return !m_endpoint.isEmpty() && m_urlBar->text().startsWith(m_endpoint);
}

void MainWindow::newSession()
{
    m_live->forget();
    m_modes->end();
    m_state.setReader(nullptr);
    m_banner->dismiss();
    m_document->set({}, false);
    m_composer->setFolded(m_modes->mode() != Mode::Client);
    noticeChanged();
    showCentre();
    focusFirst();
}

void MainWindow::focusFirst()
{
    switch (m_modes->mode()) {
    case Mode::Client:
        return m_urlBar->focusUrl();
    case Mode::Listen:
        return m_modes->bar()->listen()->focusFirst();
    case Mode::Relay:
        return m_modes->bar()->relay()->focusFirst();
    case Mode::Path:
        return m_modes->bar()->path()->focusFirst();
    }
}

void MainWindow::chooseMode(Mode mode)
{
    m_modes->bar()->setMode(mode);
}

void MainWindow::showCentre()
{
    const bool isTimeline = m_state.reader() || m_modes->isRunning();
    m_centre->setCurrentWidget(isTimeline ? static_cast<QWidget *>(m_timeline) : m_empty);
    if (m_modes->mode() == Mode::Client) {
        m_timeline->setEmptyText(tr("Connecting"), tr("The first row comes as soon as something happens."));
        return m_empty->setEmbedded(urlIsEmbedded());
    }
    const auto [title, hint] = m_modes->emptyTexts();
    m_timeline->setEmptyText(title, hint);
    m_empty->setTexts(title, hint);
}

void MainWindow::updateStatus()
{
    m_status->setTexts(m_modes->status().value_or(statusTexts(m_live->notice(), m_state)));
}

void MainWindow::updateSendBar()
{
    const QString why = m_modes->mode() == Mode::Client
        ? whyNotOpen(m_live->notice().state, m_state.reader() != nullptr)
        : m_modes->whyNotOpen();
    m_sendBar->setEnabledBecause(m_live->isOpen() || m_modes->canSend(), why);
    m_sendBar->setTarget(m_modes->sendText());
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_composer->setCompact(event->size().height() < kLowHeight);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QString file = onlyFileOf(*event->mimeData());
    if (file.isEmpty())
        return;
    event->acceptProposedAction();
    m_dropHint->offer(file);
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent * /*event*/)
{
    m_dropHint->hide();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    m_dropHint->hide();
    if (const QString file = onlyFileOf(*event->mimeData()); !file.isEmpty())
        openFile(file);
}

void MainWindow::refreshLibrary()
{
    if (m_options.remembers)
        m_libraryModel->setRecentFiles(m_settings.recentFiles());
    if (m_options.listsHistory)
        m_sessions->rescan();
}

void MainWindow::toggleComposer()
{
    m_composer->setFolded(!m_composer->isFolded());
}

void MainWindow::addHeader()
{
    m_composer->setFolded(false);
    m_composer->showPage(Composer::Headers);
    m_composer->headerTable()->addRow();
}

void MainWindow::copyPayload()
{
    m_detail->payload()->refreshNow();
    const QByteArray bytes = m_detail->payload()->shownBytes();
    if (!bytes.isEmpty())
        QApplication::clipboard()->setText(QString::fromUtf8(bytes));
}

void MainWindow::sendPing()
{
    plan::FramePlan ping;
    ping.opcode = websocket::Opcode::Ping;
    if (!m_modes->send(ping))
        m_live->send(ping);
}

void MainWindow::showEventTable(bool isShown)
{
    m_timeline->setTableShown(isShown);
}

void MainWindow::goToEventDialog()
{
    const capture::Reader *reader = m_state.reader();
    if (!reader || reader->eventCount() == 0)
        return;
    const int last = int(std::min<std::uint64_t>(reader->eventCount(), INT_MAX));
    bool isChosen = false;
    const int now = std::max(1, int(m_state.selected().value));
    const int event = QInputDialog::getInt(this, tr("Go to event"), tr("Number, 1 to %1:").arg(last), now, 1,
                                           last, 1, &isChosen);
    if (isChosen)
        m_state.select({std::uint64_t(event)});
}

void MainWindow::showLibrary(bool isShown)
{
    m_library->setVisible(isShown);
    m_settings.setLibraryShown(isShown);
}

void MainWindow::chooseAppearance(Appearance appearance)
{
    m_settings.setAppearance(appearance);
    if (auto *application = qobject_cast<QApplication *>(QCoreApplication::instance()))
        applyAppearance(*application, appearance);
}

void MainWindow::chooseRowHeight(Density density)
{
    m_settings.setDensity(density);
    m_timeline->setDensity(density);
}

void MainWindow::showTab(int tab)
{
    m_detail->setCurrentIndex(tab);
    m_detail->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showShortcuts()
{
    ui::showShortcuts(this, m_menus->actions());
}

void MainWindow::showAbout()
{
    ui::showAbout(this);
}

} // namespace hop101::ui

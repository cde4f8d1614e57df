// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "core/capture/openrecordings.h"
#include "core/capture/sqlite.h"
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
#include "ui/helpdialogs.h"
#include "ui/library/librarymodel.h"
#include "ui/library/librarypane.h"
#include "ui/library/sessionlist.h"
#include "ui/modes/listenbar.h"
#include "ui/modes/modecontrol.h"
#include "ui/modes/pathbar.h"
#include "ui/modes/relaybar.h"
#include "ui/replaydialog.h"
#include "ui/sendbar/sendbar.h"
#include "ui/state/annotationwriter.h"
#include "ui/state/livesession.h"
#include "ui/state/replaydrive.h"
#include "ui/statusline.h"
#include "ui/text/text.h"
#include "ui/timeline/timelinepane.h"
#include "ui/windowmenus.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
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
      m_centre(new QStackedWidget), m_empty(new EmptyState), m_timeline(new TimelinePane(m_state)),
      m_sendBar(new SendBar), m_detail(new DetailPane(&m_state)), m_note(new NoteStrip(m_state)),
      m_status(new StatusLine), m_endpoint(fromUtf8(factory.embeddedEndpointUrl()))
{
    setWindowTitle(tr("Hop101"));
    setAcceptDrops(true);
    m_centre->addWidget(m_empty);
    m_centre->addWidget(m_timeline);
    m_splitters = layOut(
        *this,
        {m_modes->bar(), m_banner, m_library, m_composer, m_centre, m_sendBar, m_detail, m_note, m_status});
    m_menus = new WindowMenus(this);
    connectPanes();
    connectNotes();
    connectModes();
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
    delete takeCentralWidget();
    delete m_live;
    delete m_modes;
}

void MainWindow::connectPanes()
{
    connect(m_urlBar, &UrlBar::edited, this, &MainWindow::urlEdited);
    connect(m_urlBar, &UrlBar::connectRequested, this,
            [this](const plan::Url &url) { startSession(url, {}); });
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

void MainWindow::connectNow(const QString &capturePath)
{
    if (isAnythingLive())
        return;
    if (m_modes->mode() != Mode::Client)
        return m_modes->start();
    if (const std::optional<plan::Url> url = m_urlBar->url())
        startSession(*url, capturePath);
    else
        m_urlBar->submit(); // says what is wrong with it
}

void MainWindow::connectInThisCapture()
{
    if (isAnythingLive() || m_document->path().isEmpty() || m_modes->mode() != Mode::Client)
        return;
    m_isAppending = true;
    connectNow();
    m_isAppending = false;
}

std::optional<hop::Exchange> MainWindow::exchangeInQuestion() const
{
    const capture::Reader *reader = m_state.reader();
    if (!reader)
        return std::nullopt;
    if (m_state.selected()) {
        if (auto exchange = reader->exchangeOf(reader->event(m_state.selected())))
            return exchange;
    }
    const auto all = reader->exchanges();
    return all.empty() ? std::nullopt : std::optional(all.back());
}

void MainWindow::replayDialog()
{
    if (isAnythingLive() || !exchangeInQuestion())
        return;
    ReplayDialog dialog(m_urlBar->text(), this);
    if (dialog.exec() == QDialog::Accepted)
        replayTo(dialog.url(), dialog.pace(), dialog.isExact());
}

void MainWindow::replayTo(const plan::Url &url, const session::ReplayPace &pace, bool isExact)
{
    const auto exchange = exchangeInQuestion();
    if (isAnythingLive() || !exchange)
        return;
    auto recording = capture::Reader::open(m_state.reader()->database().path());
    if (!recording)
        return showError(recording.error());
    const std::string key = plan::freshKey();
    auto plan = capture::replayPlan(*recording.value(), *exchange, url, key, {isExact});
    if (!plan) {
        const bool isLarge = plan.error() == capture::ReplayFault::BodyTooLarge;
        m_banner->present(Token::Broken,
                          isLarge
                              ? tr("The request has a body of more than 16 MiB, which cannot be sent again.")
                              : tr("The capture has no whole request of this exchange: select another one."),
                          {}, {});
        return;
    }
    m_modes->bar()->setMode(Mode::Client);
    plan.value().tls.acceptedFingerprints.assign(m_acceptedFingerprints.begin(),
                                                 m_acceptedFingerprints.end());
    m_banner->dismiss();
    m_hasFolded = false;
    auto *drive =
        new ReplayDrive(*m_live, m_state, std::move(recording).value(), *exchange, pace, isExact, this);
    const LiveSession::Target target{capture::untitledPath(url.host), true, false};
    m_document->set(fromUtf8(target.path), true);
    if (const auto error = m_live->start(plan.value(), url, key, target)) {
        delete drive;
        m_document->set({}, false);
        return showError(*error);
    }
    connect(drive, &ReplayDrive::finished, this, [this, drive] {
        replayEnded(*drive);
        drive->deleteLater();
    });
}

void MainWindow::replayEnded(const ReplayDrive &drive)
{
    const session::ReplayTally &tally = drive.tally();
    const auto counted = [](std::uint64_t count) { return int(std::min<std::uint64_t>(count, INT_MAX)); };
    QStringList facts;
    if (tally.notSent > 0)
        facts +=
            tr("%n frames could not be sent: the connection had ended.", nullptr, counted(tally.notSent));
    if (tally.missingAnswers > 0)
        facts += tr("%n answers were waited for in vain.", nullptr, counted(tally.missingAnswers));
    m_banner->present(facts.isEmpty() ? Token::Accent : Token::Warning,
                      tr("Sent again: %n frames.", nullptr, counted(tally.frames)),
                      facts.join(QLatin1Char(' ')), {});
}

LiveSession::Target MainWindow::targetFor(const plan::Url &url, const QString &capturePath) const
{
    if (m_isAppending)
        return {toUtf8(m_document->path()), m_document->isUntitled(), true};
    if (capturePath.isEmpty())
        return {capture::untitledPath(url.host), true, false};
    return {toUtf8(capturePath), false, false};
}

void MainWindow::startSession(const plan::Url &url, const QString &capturePath)
{
    if (m_live->isLive())
        return;
    m_banner->dismiss();
    m_hasFolded = false;
    plan::Plan plan = m_composer->plan();
    plan.tls.acceptedFingerprints.insert(plan.tls.acceptedFingerprints.end(), m_acceptedFingerprints.begin(),
                                         m_acceptedFingerprints.end());
    const LiveSession::Target target = targetFor(url, capturePath);
    m_document->set(fromUtf8(target.path), target.isUntitled);
    if (const auto error = m_live->start(plan, url, m_composer->key(), target)) {
        if (!target.isThere)
            m_document->set({}, false);
        showError(*error);
        return;
    }
    if (m_options.remembers && !urlIsEmbedded())
        m_settings.setLastUrl(m_urlBar->text());
}

void MainWindow::sendFrame(const plan::FramePlan &frame)
{
    if (m_modes->send(frame))
        return m_sendBar->noteSent();
    switch (m_live->send(frame)) {
    case session::Sent::Queued:
        m_sendBar->noteSent();
        break;
    case session::Sent::NotOpen:
        m_sendBar->noteRefused(tr("The connection is not open any more."));
        break;
    case session::Sent::QueueFull:
        m_sendBar->noteRefused(
            tr("Too much is waiting to be sent: the other side does not read. Try again later."));
        break;
    }
}

void MainWindow::closeNow(std::uint16_t code, const QString &reason)
{
    if (!m_modes->close(code, reason))
        m_live->close(code, toUtf8(reason));
}

void MainWindow::cancelNow()
{
    m_modes->stop();
    m_live->cancel();
}

void MainWindow::connectOrClose()
{
    if (m_live->isOpen())
        openCloseForm();
    else
        connectNow();
}

void MainWindow::openCloseForm()
{
    if (m_live->isOpen())
        m_urlBar->openCloseForm();
}

void MainWindow::noticeChanged()
{
    const session::Notice &notice = m_live->notice();
    m_urlBar->setState(notice.state);
    // Once a connection: whoever opens the composer again keeps it open.
    if (notice.state == session::State::Open && !m_hasFolded) {
        m_hasFolded = true;
        m_composer->setFolded(true);
        m_sendBar->focusInput();
    }
    updateSendBar();
    updateStatus();
    showCentre();
    m_menus->update(isAnythingLive(), m_live->isOpen() || m_modes->isRunning(), m_state.reader() != nullptr);
    m_modes->bar()->setLocked(isAnythingLive());
    noteCaptureFile(notice);
    noteModesFile();
}

void MainWindow::noteCaptureFile(const session::Notice &notice)
{
    const std::string before = std::exchange(m_writtenPath, notice.capturePath);
    if (!before.empty() && !notice.capturePath.empty() && before != notice.capturePath && m_live->isLive())
        m_document->set(fromUtf8(notice.capturePath), false);
    const std::string failure = notice.captureError ? capture::describe(*notice.captureError) : std::string();
    // Once each: whoever dismissed it knows.
    if (std::exchange(m_captureFailure, failure) == failure || failure.empty())
        return;
    if (m_live->isLive())
        presentCaptureError(*m_banner, *notice.captureError, [this] { continueDialog(); });
    else
        showError(*notice.captureError);
}

/// The same for a listener, relay or path check.
void MainWindow::noteModesFile()
{
    const auto error = m_modes->captureError();
    const std::string failure = error ? capture::describe(*error) : std::string();
    if (std::exchange(m_modesFailure, failure) != failure && error)
        presentCaptureError(*m_banner, *error, [this] { continueDialog(); });
}

void MainWindow::continueDialog()
{
    const QString path = newCapturePath(tr("Continue the recording in"));
    if (!path.isEmpty())
        continueIn(path);
    else if (m_live->notice().captureError)
        presentCaptureError(*m_banner, *m_live->notice().captureError, [this] { continueDialog(); });
}

void MainWindow::continueIn(const QString &path)
{
    m_captureFailure.clear(); // where that fails, too, it is said again
    m_modesFailure.clear();
    m_live->continueIn(toUtf8(path));
    m_modes->continueIn(toUtf8(path));
}

void MainWindow::sessionEnded()
{
    m_composer->renewKey();
    refreshLibrary();
    const session::Notice &notice = m_live->notice();
    if (notice.failedAt == hop::FailStage::Certificate && notice.doubt)
        showDoubt(*notice.doubt);
}

void MainWindow::showDoubt(const session::CertificateDoubt &doubt)
{
    presentDoubt(*m_banner, doubt, [this, fingerprint = doubt.fingerprint] {
        m_acceptedFingerprints.insert(fingerprint);
        connectNow();
    });
}

void MainWindow::showError(const capture::CaptureError &error)
{
    m_banner->present(Token::Broken, shown(capture::describe(error)), {}, {});
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
}

void MainWindow::documentChanged()
{
    const QString path = m_document->path();
    m_note->flush(); // to the capture that it belongs to
    m_annotations->setPath(path);
    m_status->setCaptureName(m_document->name(), path);
    updateTitle();
}

/// "why it failed – chat.hop101 – Hop101"
void MainWindow::updateTitle()
{
    QStringList parts;
    if (m_state.reader() && m_state.reader()->sessions().size() == 1)
        parts += shown(m_state.reader()->info().title);
    parts += m_document->name();
    parts += tr("Hop101");
    parts.removeAll(QString());
    setWindowTitle(parts.join(QStringLiteral(" – ")));
}

void MainWindow::reopen(const QString &path, const QString &original)
{
    if (path != m_document->path())
        return;
    const base::EventId selected = m_state.selected();
    auto opened = capture::Reader::open(toUtf8(path));
    if (!opened)
        return showError(opened.error());
    m_state.setReader(std::move(opened).value());
    m_state.select(selected);
    m_banner->present(
        Token::Accent,
        tr("The capture has today's format now, so that it takes notes. The original is kept as %1.")
            .arg(QFileInfo(original).fileName()),
        original, {});
}

void MainWindow::toggleBookmark()
{
    const base::EventId event = m_state.selected();
    if (!event || !m_state.reader())
        return;
    const auto note = m_state.reader()->note(event);
    m_annotations->setBookmark(event, !note || !note->isBookmarked);
}

void MainWindow::editNote()
{
    m_note->edit();
}

void MainWindow::selectNextBookmark()
{
    const base::EventId next =
        m_state.reader() ? m_state.reader()->nextBookmark(m_state.selected()) : base::EventId{};
    if (next)
        m_state.select(next);
}

void MainWindow::selectPreviousBookmark()
{
    if (!m_state.reader())
        return;
    const base::EventId from =
        m_state.selected() ? m_state.selected() : base::EventId{m_state.reader()->eventCount() + 1};
    if (const base::EventId previous = m_state.reader()->previousBookmark(from))
        m_state.select(previous);
}

const capture::Session *MainWindow::sessionInQuestion() const
{
    const capture::Reader *reader = m_state.reader();
    if (!reader)
        return nullptr;
    return m_state.selected() ? &reader->sessionOf(reader->event(m_state.selected()).hop)
                              : &reader->sessions().back();
}

void MainWindow::titleDialog()
{
    const capture::Session *session = sessionInQuestion();
    if (!session)
        return;
    bool isChosen = false;
    const QString label = m_state.reader()->sessions().size() == 1
        ? tr("What is this session about?")
        : tr("What is session %1 about?").arg(session->id.value);
    const QString title = QInputDialog::getText(this, tr("Session title"), label, QLineEdit::Normal,
                                                fromUtf8(session->title), &isChosen);
    if (isChosen)
        setSessionTitle(title.trimmed());
}

void MainWindow::setSessionTitle(const QString &title)
{
    if (const capture::Session *session = sessionInQuestion())
        m_annotations->setSessionTitle(session->id, title);
}

bool MainWindow::openCapture(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (m_state.reader() && absolute == m_document->path())
        return true;
    auto opened = capture::Reader::open(toUtf8(absolute));
    if (!opened) {
        showError(opened.error());
        return false;
    }
    m_live->forget();
    m_modes->end();
    chooseMode(Mode::Client);
    m_banner->dismiss();
    m_document->setExisting(absolute);
    m_state.setReader(std::move(opened).value());
    m_composer->setFolded(true);
    showPlanOfCapture();
    if (!m_document->isUntitled())
        noteRecentFile(absolute);
    if (const auto &damage = m_state.reader()->damage())
        showError(*damage);
    noticeChanged();
    return true;
}

void MainWindow::noteRecentFile(const QString &path)
{
    if (!m_options.remembers)
        return;
    m_settings.addRecentFile(path);
    m_libraryModel->setRecentFiles(m_settings.recentFiles());
}

void MainWindow::showPlanOfCapture()
{
    const capture::Reader &reader = *m_state.reader();
    const capture::Hop *hop = CaptureDocument::hopInQuestion(reader);
    std::string url = hop ? hop->url : std::string();
    if (const std::optional<plan::Plan> plan = CaptureDocument::planOf(reader)) {
        m_composer->setPlan(*plan);
        if (!plan->url.empty())
            url = plan->url;
    }
    if (!url.empty())
        setUrl(shown(url));
}

void MainWindow::saveTo(const QString &path)
{
    m_document->copyTo(path);
}

void MainWindow::copied(const QString &path, const std::optional<capture::CaptureError> &failure)
{
    if (failure) {
        showError(*failure);
    } else {
        noteRecentFile(path);
        m_banner->present(Token::Accent, tr("Saved as %1.").arg(QFileInfo(path).fileName()), path, {});
    }
    emit saved(!failure, path);
}

void MainWindow::openDialog()
{
    const QString kinds = tr("Captures (*.hop101);;All files (*)");
    const QString path = QFileDialog::getOpenFileName(this, tr("Open capture"), {}, kinds);
    if (!path.isEmpty())
        openCapture(path);
}

void MainWindow::saveDialog()
{
    if (m_document->path().isEmpty())
        return;
    const QString path = newCapturePath(tr("Save capture as"));
    if (!path.isEmpty())
        saveTo(path);
}

/// Empty where the user cancelled.
QString MainWindow::newCapturePath(const QString &title)
{
    QString path = QFileDialog::getSaveFileName(this, title, {}, tr("Captures (*.hop101)"));
    if (!path.isEmpty() && QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".hop101");
    return path;
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_composer->setCompact(event->size().height() < kLowHeight);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!onlyFileOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    if (const QString file = onlyFileOf(*event->mimeData()); !file.isEmpty())
        openCapture(file);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow.h"

#include "core/capture/openrecordings.h"
#include "core/capture/savecopy.h"
#include "ui/banner.h"
#include "ui/composer/composer.h"
#include "ui/composer/headertable.h"
#include "ui/composer/urlbar.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/payloadpane.h"
#include "ui/detail/verdictcontent.h"
#include "ui/emptystate.h"
#include "ui/library/librarymodel.h"
#include "ui/library/librarypane.h"
#include "ui/library/sessionlist.h"
#include "ui/sendbar/sendbar.h"
#include "ui/state/livesession.h"
#include "ui/statusline.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/timeline/timelinepane.h"
#include "ui/windowmenus.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QMimeData>
#include <QResizeEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QThread>
#include <QUrl>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

constexpr QSize kFirstSize{1280, 800};
constexpr QSize kLeastSize{760, 480};
constexpr int kLowHeight = 700;
constexpr int kLibraryWidth = 196;
constexpr int kDetailWidth = 392;
constexpr int kLeastDetailWidth = 330;

QString fileSuffix()
{
    return QStringLiteral(".hop101");
}

QString sessionsFolder()
{
    const std::string data = capture::dataFolder();
    return data.empty() ? QString() : fromUtf8(data + "/sessions");
}

} // namespace

MainWindow::MainWindow(session::Factory &factory) : MainWindow(factory, Options{}) { }

MainWindow::MainWindow(session::Factory &factory, Options options)
    : m_factory(factory), m_options(options), m_live(new LiveSession(factory, m_state, this)),
      m_sessions(new SessionList(options.listsHistory ? sessionsFolder() : QString(), this)),
      m_libraryModel(new LibraryModel(this)), m_library(new LibraryPane(m_libraryModel)),
      m_urlBar(new UrlBar), m_banner(new Banner), m_composer(new Composer), m_centre(new QStackedWidget),
      m_empty(new EmptyState), m_timeline(new TimelinePane(m_state)), m_sendBar(new SendBar),
      m_detail(new DetailPane(&m_state)), m_status(new StatusLine),
      m_endpoint(fromUtf8(factory.embeddedEndpointUrl()))
{
    setWindowTitle(tr("Hop101"));
    setAcceptDrops(true);
    layOut();
    m_menus = new WindowMenus(this);
    connectPanes();
    restore();
    m_libraryModel->setEndpoint(m_endpoint);
    refreshLibrary();
    const QString last = m_options.remembers ? m_settings.lastUrl() : QString();
    setUrl(!m_endpoint.isEmpty() ? m_endpoint + QStringLiteral("/echo") : last);
    newSession();
    if (m_options.offersLost)
        offerLost();
}

MainWindow::~MainWindow()
{
    // The panes read the capture until they are gone; the session ends before its factory does.
    m_state.disconnect();
    delete takeCentralWidget();
    delete m_live;
}

void MainWindow::layOut()
{
    m_outer = new QSplitter(Qt::Horizontal);
    m_outer->setObjectName(QStringLiteral("library"));
    m_outer->setHandleWidth(1);
    m_outer->addWidget(m_library);
    m_outer->addWidget(makeMiddle());
    m_outer->setStretchFactor(1, 1);
    m_outer->setCollapsible(1, false);
    m_outer->setSizes({kLibraryWidth, kFirstSize.width() - kLibraryWidth});

    auto *all = new QWidget;
    auto *column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_urlBar->setProperty("ground", QStringLiteral("pane"));
    m_urlBar->setAttribute(Qt::WA_StyledBackground);
    column->addWidget(m_urlBar);
    column->addWidget(newHairline());
    column->addWidget(m_banner);
    column->addWidget(m_outer, 1);
    column->addWidget(newHairline());
    column->addWidget(m_status);
    setCentralWidget(all);
    setMinimumSize(kLeastSize);
    resize(kFirstSize);
}

QWidget *MainWindow::makeMiddle()
{
    m_centre->addWidget(m_empty);
    m_centre->addWidget(m_timeline);
    auto *left = new QWidget;
    left->setProperty("ground", QStringLiteral("pane"));
    left->setAttribute(Qt::WA_StyledBackground);
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(0);
    leftColumn->addWidget(m_centre, 1);
    leftColumn->addWidget(newHairline());
    leftColumn->addWidget(m_sendBar);

    m_inner = new QSplitter(Qt::Horizontal);
    m_inner->setObjectName(QStringLiteral("detail"));
    m_inner->setHandleWidth(1);
    m_inner->setChildrenCollapsible(false);
    m_inner->addWidget(left);
    m_inner->addWidget(m_detail);
    m_inner->setStretchFactor(0, 1);
    m_inner->setSizes({kFirstSize.width() - kLibraryWidth - kDetailWidth, kDetailWidth});
    m_detail->setMinimumWidth(kLeastDetailWidth);

    auto *middle = new QWidget;
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_composer);
    column->addWidget(newHairline());
    column->addWidget(m_inner, 1);
    return middle;
}

void MainWindow::connectPanes()
{
    m_timeline->setEmptyText(tr("Connecting"), tr("The first row comes as soon as something happens."));
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
        setUrl(url);
        m_urlBar->focusUrl();
    });
    connect(m_library, &LibraryPane::captureChosen, this, &MainWindow::openCapture);
    connect(m_timeline, &TimelinePane::detailRequested, this,
            [this] { m_detail->setFocus(Qt::OtherFocusReason); });
    connect(m_sessions, &SessionList::changed, this,
            [this] { m_libraryModel->setHistory(m_sessions->sessions()); });
    connect(&m_state, &CaptureState::captureChanged, this, [this] {
        showCentre();
        updateStatus();
    });
}

void MainWindow::restore()
{
    m_library->setVisible(m_settings.isLibraryShown());
    chooseRowHeight(m_settings.density());
    if (!m_options.remembers)
        return;
    restoreGeometry(m_settings.windowGeometry());
    m_outer->restoreState(m_settings.splitter(m_outer->objectName()));
    m_inner->restoreState(m_settings.splitter(m_inner->objectName()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_options.remembers) {
        m_settings.setWindowGeometry(saveGeometry());
        m_settings.setSplitter(m_outer->objectName(), m_outer->saveState());
        m_settings.setSplitter(m_inner->objectName(), m_inner->saveState());
    }
    m_live->end();
    event->accept();
}

void MainWindow::setUrl(const QString &url)
{
    m_urlBar->setText(url);
}

void MainWindow::urlEdited(const QString &text)
{
    m_composer->setUrl(text, m_urlBar->url());
    m_empty->setEmbedded(urlIsEmbedded());
}

bool MainWindow::urlIsEmbedded() const
{
    return !m_endpoint.isEmpty() && m_urlBar->text().startsWith(m_endpoint);
}

void MainWindow::newSession()
{
    m_live->forget();
    m_state.setReader(nullptr);
    m_banner->dismiss();
    setCapture({}, false);
    m_composer->setFolded(false);
    noticeChanged();
    m_urlBar->focusUrl();
}

void MainWindow::connectNow(const QString &capturePath)
{
    if (m_live->isLive())
        return;
    if (const std::optional<plan::Url> url = m_urlBar->url())
        startSession(*url, capturePath);
    else
        m_urlBar->submit(); // says what is wrong with it
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
    const bool isUntitled = capturePath.isEmpty();
    const std::string path = isUntitled ? capture::untitledPath(url.host) : toUtf8(capturePath);
    setCapture(fromUtf8(path), isUntitled);
    if (const auto error = m_live->start(plan, url, m_composer->key(), path, isUntitled)) {
        setCapture({}, false);
        showError(*error);
        return;
    }
    if (m_options.remembers && !urlIsEmbedded())
        m_settings.setLastUrl(m_urlBar->text());
}

void MainWindow::sendFrame(const plan::FramePlan &frame)
{
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
    m_live->close(code, toUtf8(reason));
}

void MainWindow::cancelNow()
{
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
        focusSend();
    }
    updateSendBar();
    updateStatus();
    m_menus->update(m_live->isLive(), m_live->isOpen(), m_state.reader() != nullptr);
    if (notice.captureError && m_banner->sentence().isEmpty())
        showError(*notice.captureError);
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
    const QString facts = tr("Subject %1 · issuer %2 · valid %3 to %4\nSHA-256 %5")
                              .arg(shown(doubt.subject), shown(doubt.issuer), shown(doubt.validFrom),
                                   shown(doubt.validTo), shown(doubt.fingerprint));
    const std::string fingerprint = doubt.fingerprint;
    m_banner->present(
        Token::Warning, tr("The server's certificate is not trusted: %1").arg(shown(doubt.reason)), facts,
        {{tr("Accept for this session and connect"),
          tr("This very certificate is accepted until the window closes; the timeline says so."),
          [this, fingerprint] {
              m_acceptedFingerprints.insert(fingerprint);
              connectNow();
          }}});
}

void MainWindow::showError(const capture::CaptureError &error)
{
    m_banner->present(Token::Broken, shown(capture::describe(error)), {}, {});
}

void MainWindow::showCentre()
{
    m_centre->setCurrentWidget(m_state.reader() ? static_cast<QWidget *>(m_timeline) : m_empty);
}

void MainWindow::updateStatus()
{
    m_status->setTexts(statusTexts(m_live->notice(), m_state));
}

void MainWindow::updateSendBar()
{
    QString why;
    switch (m_live->notice().state) {
    case session::State::Idle:
        why = m_state.reader() ? tr("This is a capture; connect to send.") : tr("Connect first.");
        break;
    case session::State::Closing:
        why = tr("A Close was sent.");
        break;
    case session::State::Closed:
        why = tr("The connection is closed.");
        break;
    default:
        why = tr("Not upgraded yet.");
        break;
    }
    m_sendBar->setEnabledBecause(m_live->isOpen(), why);
}

void MainWindow::setCapture(const QString &path, bool isUntitled)
{
    m_capturePath = path;
    m_isUntitled = isUntitled;
    m_status->setCaptureName(captureName(), path);
    setWindowTitle(path.isEmpty() ? tr("Hop101") : tr("%1 – Hop101").arg(captureName()));
}

QString MainWindow::captureName() const
{
    if (m_capturePath.isEmpty())
        return {};
    return m_isUntitled ? tr("untitled") : QFileInfo(m_capturePath).fileName();
}

bool MainWindow::openCapture(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (m_state.reader() && absolute == m_capturePath)
        return true;
    auto opened = capture::Reader::open(toUtf8(absolute));
    if (!opened) {
        showError(opened.error());
        return false;
    }
    m_live->forget();
    m_banner->dismiss();
    const bool isUntitled =
        !sessionsFolder().isEmpty() && absolute.startsWith(sessionsFolder() + QLatin1Char('/'));
    setCapture(absolute, isUntitled);
    m_state.setReader(std::move(opened).value());
    m_composer->setFolded(true);
    showPlanOfCapture();
    if (!isUntitled && m_options.remembers) {
        m_settings.addRecentFile(absolute);
        m_libraryModel->setRecentFiles(m_settings.recentFiles());
    }
    if (const auto &damage = m_state.reader()->damage())
        showError(*damage);
    noticeChanged();
    return true;
}

/// What the capture's session was asked for can be asked for again.
void MainWindow::showPlanOfCapture()
{
    if (m_state.reader()->hops().empty())
        return;
    const capture::Hop &hop = m_state.reader()->hops().front();
    if (const auto plan = plan::fromJson(hop.plan)) {
        plan::Plan shownPlan = plan.value();
        shownPlan.tls.acceptedFingerprints.clear(); // a file must not decide whom to trust
        m_composer->setPlan(shownPlan);
        if (!shownPlan.url.empty())
            setUrl(shown(shownPlan.url));
    } else if (!hop.url.empty()) {
        setUrl(shown(hop.url));
    }
}

void MainWindow::saveTo(const QString &path)
{
    const std::string from = toUtf8(m_capturePath);
    const std::string to = toUtf8(path);
    // A large capture takes seconds to copy: not on this thread.
    auto failure = std::make_shared<std::optional<capture::CaptureError>>();
    QThread *copier = QThread::create([from, to, failure] {
        const auto copied = capture::saveCopy(from, to);
        if (!copied)
            *failure = copied.error();
    });
    copier->setParent(this);
    connect(copier, &QThread::finished, this, [this, copier, path, failure] {
        copier->deleteLater();
        if (*failure) {
            showError(**failure);
        } else {
            if (m_options.remembers) {
                m_settings.addRecentFile(path);
                m_libraryModel->setRecentFiles(m_settings.recentFiles());
            }
            m_banner->present(Token::Accent, tr("Saved as %1.").arg(QFileInfo(path).fileName()), path, {});
        }
        emit saved(!*failure, path);
    });
    copier->start();
}

void MainWindow::openDialog()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open capture"), {}, tr("Captures (*.hop101);;All files (*)"));
    if (!path.isEmpty())
        openCapture(path);
}

void MainWindow::saveDialog()
{
    if (m_capturePath.isEmpty())
        return;
    QString path = QFileDialog::getSaveFileName(this, tr("Save capture as"), {}, tr("Captures (*.hop101)"));
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().isEmpty())
        path += fileSuffix();
    saveTo(path);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_composer->setCompact(event->size().height() < kLowHeight);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        openCapture(urls.first().toLocalFile());
}

void MainWindow::offerLost()
{
    const std::vector<capture::LostRecording> lost = capture::lostRecordings();
    if (lost.empty())
        return;
    const capture::LostRecording first = lost.front();
    const auto since =
        std::chrono::duration_cast<std::chrono::milliseconds>(first.started.time_since_epoch());
    const QString when =
        QLocale().toString(QDateTime::fromMSecsSinceEpoch(since.count()), QLocale::ShortFormat);
    m_banner->present(Token::Accent,
                      tr("A recording of %1 was not finished. All that it committed is there.").arg(when),
                      shown(first.path),
                      {{tr("Open"), tr("Show the recording"),
                        [this, first] {
                            if (openCapture(fromUtf8(first.path)))
                                capture::forgetLostRecording(first.path);
                        }},
                       {tr("Discard the offer"), tr("Do not offer it again; the file stays"), [this, first] {
                            capture::forgetLostRecording(first.path);
                            offerLost();
                        }}});
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

void MainWindow::focusUrl()
{
    m_urlBar->focusUrl();
}

void MainWindow::focusSend()
{
    m_sendBar->focusInput();
}

void MainWindow::toggleFrameOptions()
{
    m_sendBar->setOptionsOpen(!m_sendBar->areOptionsOpen());
}

void MainWindow::showTab(int tab)
{
    m_detail->setCurrentIndex(tab);
    m_detail->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::showShortcuts()
{
    QDialog dialog(this);
    dialog.setWindowTitle(tr("Keyboard"));
    auto *table = new QTableWidget(0, 2);
    table->setHorizontalHeaderLabels({tr("Key"), tr("What it does")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    const auto add = [table](const QString &keys, const QString &what) {
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, new QTableWidgetItem(keys));
        table->setItem(row, 1, new QTableWidgetItem(what));
    };
    for (const QAction *action : m_menus->actions()) {
        if (!action->shortcut().isEmpty())
            add(action->shortcut().toString(QKeySequence::NativeText), action->toolTip());
    }
    add(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText),
        tr("Send what is in the send bar"));
    add(QKeySequence(Qt::Key_Up).toString(QKeySequence::NativeText),
        tr("In the send bar: what was sent before"));
    add(QKeySequence(Qt::ALT | Qt::Key_Up).toString(QKeySequence::NativeText),
        tr("In the headers: move the row up"));
    add(QKeySequence(Qt::ALT | Qt::Key_Down).toString(QKeySequence::NativeText),
        tr("In the headers: move the row down"));
    table->resizeColumnToContents(0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto *column = new QVBoxLayout(&dialog);
    column->addWidget(table);
    column->addWidget(buttons);
    dialog.resize(560, 560);
    dialog.exec();
}

void MainWindow::showAbout()
{
    QMessageBox box(this);
    box.setTextFormat(Qt::PlainText);
    box.setWindowTitle(tr("About Hop101"));
    box.setText(tr("Hop101 %1").arg(QCoreApplication::applicationVersion()));
    box.setInformativeText(tr("Shows every hop of an HTTP upgrade.\nFree software under the GNU General "
                              "Public License, version 3 or later."));
    box.exec();
}

} // namespace hop101::ui

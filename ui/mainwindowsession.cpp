// SPDX-License-Identifier: GPL-3.0-or-later
// The window's sessions: they begin, are spoken to, and end.
#include "ui/mainwindow.h"

#include "core/capture/openrecordings.h"
#include "core/capture/sqlite.h"
#include "ui/banner.h"
#include "ui/bannernotes.h"
#include "ui/capturedocument.h"
#include "ui/composer/composer.h"
#include "ui/composer/urlbar.h"
#include "ui/modes/modecontrol.h"
#include "ui/replaydialog.h"
#include "ui/sendbar/sendbar.h"
#include "ui/state/replaydrive.h"
#include "ui/statusline.h"
#include "ui/text/text.h"
#include "ui/windowmenus.h"

#include <utility>

namespace hop101::ui {

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
        return m_urlBar->openCloseForm();
    if (!m_modes->canSend())
        return;
    m_sendBar->setKind(SendBar::Close);
    m_sendBar->focusInput();
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
    m_menus->update(isAnythingLive(), m_live->isOpen() || m_modes->isRunning(), m_state.reader() != nullptr,
                    m_live->isOpen() || m_modes->canSend());
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

} // namespace hop101::ui

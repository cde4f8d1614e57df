// SPDX-License-Identifier: GPL-3.0-or-later
// The window's capture: opened, saved, titled and marked.
#include "ui/mainwindow.h"

#include "ui/banner.h"
#include "ui/capturedocument.h"
#include "ui/composer/composer.h"
#include "ui/detail/notestrip.h"
#include "ui/import/importcontrol.h"
#include "ui/library/librarymodel.h"
#include "ui/modes/modecontrol.h"
#include "ui/state/annotationwriter.h"
#include "ui/statusline.h"
#include "ui/text/text.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>

namespace hop101::ui {

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
    const QString path = QFileDialog::getOpenFileName(this, tr("Open"), {}, openableKinds());
    if (!path.isEmpty())
        openFile(path);
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

} // namespace hop101::ui

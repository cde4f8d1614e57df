// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/import.h"
#include "core/session/replay.h"
#include "ui/modes/modebar.h"
#include "ui/settings/settings.h"
#include "ui/state/capturestate.h"
#include "ui/state/livesession.h"
#include "ui/windowlayout.h"

#include <QMainWindow>

#include <functional>
#include <memory>
#include <set>

class QStackedWidget;

namespace hop101::ui {

class AnnotationWriter;
class Banner;
class CaptureDocument;
class Composer;
class DetailPane;
class DropHint;
class EmptyState;
class ExportControl;
class ImportControl;
class ImportMark;
class LibraryModel;
class LibraryPane;
class ModeControl;
class NoteStrip;
class ReplayDrive;
class SendBar;
class SessionList;
class StatusLine;
class TimelinePane;
class UrlBar;
class WindowMenus;

/// The window: one URL, what will be sent, what happened, what it means, and what to send next. It makes
/// sessions through the factory and knows no socket. Every pane observes one CaptureState.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    struct Options
    {
        bool offersLost = true; ///< looks for recordings that a crash left behind
        bool listsHistory = true; ///< lists the sessions in the data folder
        bool remembers = true; ///< keeps geometry and the last URL
    };

    /// `factory` must outlive it.
    explicit MainWindow(session::Factory &factory);
    MainWindow(session::Factory &factory, Options options);
    ~MainWindow() override;

    void setUrl(const QString &url);
    /// The URL in the bar is one of the embedded endpoint's.
    bool urlIsEmbedded() const;
    /// Connects to the URL in the bar with the request of the composer. The capture goes to `capturePath`, or
    /// where that is empty, to a new untitled one in the data folder.
    void connectNow(const QString &capturePath = {});
    /// The same, as another session of the capture that is shown.
    void connectInThisCapture();
    /// Sends what the client of the selected exchange sent (or of the last) again, and records that into a
    /// new capture.
    void replayTo(const plan::Url &url, const session::ReplayPace &pace, bool isExact);
    void replayDialog();
    void sendFrame(const plan::FramePlan &frame);
    void closeNow(std::uint16_t code, const QString &reason);
    void cancelNow();
    /// Shows a capture; false, with a banner that says why, where it cannot be opened.
    bool openCapture(const QString &path);
    /// The same of any file: what another program wrote is imported first.
    void openFile(const QString &path);
    /// Copies the capture that is shown; the answer comes as saved().
    void saveTo(const QString &path);
    /// Records on in another file, after the first could not be written any more.
    void continueIn(const QString &path);
    void newSession();
    void chooseMode(Mode mode);

    CaptureState &state() { return m_state; }
    LiveSession &live() { return *m_live; }
    Composer *composer() const { return m_composer; }
    DetailPane *detail() const { return m_detail; }
    SendBar *sendBar() const { return m_sendBar; }
    UrlBar *urlBar() const { return m_urlBar; }
    Banner *banner() const { return m_banner; }
    StatusLine *status() const { return m_status; }
    LibraryModel *library() const { return m_libraryModel; }
    TimelinePane *timeline() const { return m_timeline; }
    NoteStrip *note() const { return m_note; }
    ModeControl *modes() const { return m_modes; }
    QString capturePath() const;

    ExportControl *exports() const { return m_exports; }
    ImportControl *imports() const { return m_imports; }
    ImportMark *importMark() const { return m_importMark; }

    // For the menus.
    void exportDialog();
    void redactDialog();
    void openDialog();
    void saveDialog();
    void connectOrClose();
    void openCloseForm();
    void toggleComposer();
    void addHeader();
    void copyPayload();
    /// Fills the request from what was copied elsewhere; one that cannot be read is said, and nothing
    /// changes.
    void takeRequest(const QString &pasted);
    using RequestWriter =
        std::function<std::string(const plan::Plan &plan, const plan::Url &url, const std::string &key)>;
    /// To the clipboard: the request as code, a command line or a configuration; `name` is for people.
    void copyRequest(const QString &name, const RequestWriter &write);
    void sendPing();
    void goToEventDialog();
    void toggleBookmark();
    void editNote();
    void selectNextBookmark();
    void selectPreviousBookmark();
    void titleDialog();
    /// Names the session of the selected event, or the last one.
    void setSessionTitle(const QString &title);
    void showEventTable(bool isShown);
    void showLibrary(bool isShown);
    void chooseAppearance(Appearance appearance);
    void chooseRowHeight(Density density);
    void showTab(int tab);
    void showShortcuts();
    void showAbout();

signals:
    void saved(bool isSaved, const QString &path);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void connectPanes();
    void restore();
    void startSession(const plan::Url &url, const QString &capturePath);
    LiveSession::Target targetFor(const plan::Url &url, const QString &capturePath) const;
    void urlEdited(const QString &text);
    void noticeChanged();
    void sessionEnded();
    void showCentre();
    void updateStatus();
    void updateTitle();
    void updateSendBar();
    void showDoubt(const session::CertificateDoubt &doubt);
    void showError(const capture::CaptureError &error);
    void noteCaptureFile(const session::Notice &notice);
    void noteModesFile();
    void replayEnded(const ReplayDrive &drive);
    std::optional<hop::Exchange> exchangeInQuestion() const;
    void focusFirst();
    void continueDialog();
    QString newCapturePath(const QString &title);
    void documentChanged();
    void copied(const QString &path, const std::optional<capture::CaptureError> &failure);
    void noteRecentFile(const QString &path);
    void showPlanOfCapture();
    void showPlan(const plan::Plan &plan);
    void fillFrom(const plan::Imported &imported, const plan::Plan &before);
    void refreshLibrary();
    void connectNotes();
    void connectModes();
    void connectFiles();
    void modeChanged();
    bool isAnythingLive() const;
    /// The capture was replaced by one of today's format.
    void reopen(const QString &path, const QString &original);
    const capture::Session *sessionInQuestion() const;

    session::Factory &m_factory;
    Options m_options;
    Settings m_settings;
    CaptureState m_state;
    LiveSession *m_live;
    std::string m_captureFailure; ///< that was said
    std::string m_modesFailure; ///< the same of another mode
    std::string m_writtenPath; ///< of the live session's capture
    CaptureDocument *m_document;
    ExportControl *m_exports = nullptr;
    ImportControl *m_imports = nullptr;
    AnnotationWriter *m_annotations;
    SessionList *m_sessions;
    LibraryModel *m_libraryModel;
    LibraryPane *m_library;
    UrlBar *m_urlBar;
    Banner *m_banner;
    Composer *m_composer;
    ModeControl *m_modes;
    ImportMark *m_importMark;
    QStackedWidget *m_centre;
    EmptyState *m_empty;
    TimelinePane *m_timeline;
    SendBar *m_sendBar;
    DetailPane *m_detail;
    NoteStrip *m_note;
    StatusLine *m_status;
    WindowSplitters m_splitters{};
    WindowMenus *m_menus = nullptr;
    DropHint *m_dropHint;

    QString m_endpoint;
    bool m_hasFolded = false;
    bool m_isAppending = false; ///< while it connects
    std::set<std::string> m_acceptedFingerprints; ///< by the user, until the window closes
};

} // namespace hop101::ui

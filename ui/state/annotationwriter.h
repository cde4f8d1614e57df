// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <functional>

namespace hop101::ui {

class CaptureState;

/// Writes bookmarks, notes and titles into the capture that is shown, on a thread of its own and in the order
/// in which they come: a recorder may keep one waiting. A capture of an older format is migrated first. GUI
/// thread only.
class AnnotationWriter final : public QObject
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit AnnotationWriter(CaptureState &state, QObject *parent = nullptr);
    ~AnnotationWriter() override; ///< writes what was asked for

    /// The file that later calls are about; empty: they do nothing.
    void setPath(const QString &path);

    void setBookmark(base::EventId event, bool isBookmarked);
    void setNoteText(base::EventId event, const QString &text);
    void setSessionTitle(capture::SessionId session, const QString &title);

signals:
    /// The state has been refreshed; `event` is none for a title.
    void written(hop101::base::EventId event);
    void failed(const hop101::capture::CaptureError &error);
    /// The file has today's format now, and must be opened anew; the original is kept at `original`.
    void migrated(const QString &path, const QString &original);

private:
    using Done = base::Result<base::Done, capture::CaptureError>;
    struct Outcome
    {
        std::string original; ///< where it is kept; empty where nothing was migrated
        std::optional<capture::CaptureError> error;
    };
    static Outcome migratedFirst(const std::string &path,
                                 const std::function<Done(const std::string &)> &write);
    void write(base::EventId event, std::function<Done(const std::string &)> write);
    void finished(const QString &path, base::EventId event, const Outcome &outcome);

    CaptureState &m_state;
    QThread m_thread;
    QObject *m_worker; ///< on the thread: what is posted to it runs there
    QString m_path;
};

} // namespace hop101::ui

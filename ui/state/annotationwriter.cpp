// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/annotationwriter.h"

#include "core/capture/annotations.h"
#include "core/capture/migration.h"
#include "ui/state/capturestate.h"
#include "ui/text/text.h"

namespace hop101::ui {

AnnotationWriter::AnnotationWriter(CaptureState &state, QObject *parent)
    : QObject(parent), m_state(state), m_worker(new QObject)
{
    m_thread.setObjectName(QStringLiteral("notes"));
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

AnnotationWriter::~AnnotationWriter()
{
    QMetaObject::invokeMethod(
        m_worker, [] {}, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    delete m_worker;
}

void AnnotationWriter::setPath(const QString &path)
{
    m_path = path;
}

void AnnotationWriter::setBookmark(base::EventId event, bool isBookmarked)
{
    write(event, [event, isBookmarked](const std::string &path) {
        return capture::setBookmark(path, event, isBookmarked);
    });
}

void AnnotationWriter::setNoteText(base::EventId event, const QString &text)
{
    write(event, [event, utf8 = toUtf8(text)](const std::string &path) {
        return capture::setNoteText(path, event, utf8);
    });
}

void AnnotationWriter::setSessionTitle(capture::SessionId session, const QString &title)
{
    write({}, [session, utf8 = toUtf8(title)](const std::string &path) {
        return capture::setSessionTitle(path, session, utf8);
    });
}

AnnotationWriter::Outcome
AnnotationWriter::migratedFirst(const std::string &path,
                                const std::function<Done(const std::string &)> &write)
{
    auto done = write(path);
    if (done || done.error().fault != capture::CaptureFault::Older)
        return {{}, done ? std::nullopt : std::optional(done.error())};
    const auto original = capture::migrateKeepingOriginal(path);
    if (!original)
        return {{}, original.error()};
    done = write(path);
    return {original.value(), done ? std::nullopt : std::optional(done.error())};
}

void AnnotationWriter::write(base::EventId event, std::function<Done(const std::string &)> write)
{
    if (m_path.isEmpty())
        return;
    QMetaObject::invokeMethod(
        m_worker,
        [this, event, path = m_path, write = std::move(write)] {
            const Outcome outcome = migratedFirst(toUtf8(path), write);
            QMetaObject::invokeMethod(
                this, [this, path, event, outcome] { finished(path, event, outcome); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void AnnotationWriter::finished(const QString &path, base::EventId event, const Outcome &outcome)
{
    if (!outcome.original.empty())
        emit migrated(path, fromUtf8(outcome.original));
    if (outcome.error) {
        emit failed(*outcome.error);
        return;
    }
    if (path != m_path)
        return;
    m_state.advance(event);
    emit written(event);
}

} // namespace hop101::ui

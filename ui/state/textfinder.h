// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/textsearch.h"
#include "ui/state/hitset.h"

#include <QObject>
#include <QThread>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace hop101::ui {

class CaptureState;

/// Looks for a text in the capture that is shown, from one place on and around its end, on a thread of its
/// own with a reader of its own. With a filter, only what shows counts. GUI thread only.
class TextFinder final : public QObject
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit TextFinder(CaptureState &state, QObject *parent = nullptr);
    ~TextFinder() override;

    /// The next place after `from` (before it), or after (before) the selected event; one search at a time: a
    /// new one ends the last.
    void find(const capture::TextPattern &pattern, bool isForward);
    void cancel();
    bool isSearching() const { return m_isSearching; }

signals:
    /// `isWrapped`: it went on at the other end.
    void found(const hop101::capture::TextHit &hit, bool isWrapped);
    void notFound();
    /// Of 100.
    void progressed(int percent);
    void cancelled();

private:
    struct Task;
    class Worker;

    void finished(quint64 generation, const std::optional<capture::TextHit> &hit, bool isWrapped, bool isAll);

    CaptureState &m_state;
    QThread m_thread;
    Worker *m_worker; ///< lives on the thread
    quint64 m_generation = 0;
    std::stop_source m_stop;
    bool m_isSearching = false;
};

} // namespace hop101::ui

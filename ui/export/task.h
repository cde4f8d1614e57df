// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include <atomic>
#include <functional>

class QThread;

namespace hop101::ui {

/// One piece of long work on a thread of its own, with readers of its own, so that the window never waits.
/// GUI thread, but for what says otherwise. The destructor cancels and waits.
class Task final : public QObject
{
    Q_OBJECT
public:
    using Work = std::function<void(Task &)>;

    explicit Task(QObject *parent = nullptr) : QObject(parent) { }
    ~Task() override;

    /// Only while it does not run.
    void start(Work work);
    bool isRunning() const { return m_thread != nullptr; }
    void cancel() { m_isCancelled = true; }
    /// Any thread.
    bool isCancelled() const { return m_isCancelled; }
    /// From the work: how far it is (`all` 0: not known) and in words. Told on about ten times a second.
    /// False once it is cancelled.
    bool tell(quint64 done, quint64 all, const std::function<QString()> &words);

signals:
    void progressed(quint64 done, quint64 all, const QString &words);
    void ended();

private:
    void finish();

    QThread *m_thread = nullptr;
    std::atomic<bool> m_isCancelled{false};
    QElapsedTimer m_lastTold; ///< of the work's thread
};

} // namespace hop101::ui

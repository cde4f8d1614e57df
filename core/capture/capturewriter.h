// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturestore.h"
#include "core/capture/writequeue.h"

#include <atomic>
#include <functional>
#include <thread>

namespace hop101::capture {

/// A commit that has not come by then comes now, so that what waits for one stays bounded. In bytes.
inline constexpr std::size_t kMaxUncommittedBytes = std::size_t{4} * 1024 * 1024;

/// Writes the batches of one recording on a thread of its own, which alone touches the file. When writing
/// fails, what was not committed is kept, and all that comes after it, until continueIn() gives another file.
/// Except for setWake() all functions are for the recording thread.
class CaptureWriter
{
public:
    struct Status
    {
        Progress progress; ///< what is committed
        std::optional<CaptureError> error; ///< the file cannot be written any more
        std::string path; ///< of the file that is written
    };

    explicit CaptureWriter(std::unique_ptr<CaptureStore> store);
    ~CaptureWriter(); ///< finishes, if that has not been done
    CaptureWriter(const CaptureWriter &) = delete;
    CaptureWriter &operator=(const CaptureWriter &) = delete;

    /// Called on the writer's thread after a commit, a failure, and when isBehind() is over; it must only
    /// post. Never called once finish() returned.
    void setWake(std::function<void()> wake);

    std::unique_ptr<WriteBatch> freshBatch() { return m_queue.fresh(); }
    /// `batch` may be null.
    void push(std::unique_ptr<WriteBatch> batch, After after);
    /// Asks for a commit and waits all that was pushed is committed, or kept because writing failed.
    void wait();
    /// More is queued than soon written: stop reading until the next wake.
    bool isBehind() { return m_queue.isBehind(); }
    /// Of status().error, without a lock.
    bool hasFailed() const noexcept { return m_hasFailed; }
    /// Queued, or kept since writing failed.
    std::size_t heldBytes() const { return m_keptBytes + m_queue.queuedBytes(); }
    /// What the file will take with all that was pushed, about. In bytes.
    std::uint64_t fileBytes() const noexcept { return m_unwrittenBytes + m_fileBytes; }
    /// continueIn() was asked for and is not done.
    bool isContinuing() const noexcept { return m_continuing > 0; }

    Status status() const;
    /// The same, and the lowest changed event counts from here.
    Progress takeProgress();

    /// After a failure: goes on in `path` (of CaptureStore::reserve()) with what is committed and what was
    /// kept. Done on the writer's thread; status() tells how it went.
    void continueIn(const std::string &path);
    /// Runs `job` on the writer's thread, after all that was pushed and its commit. The path is of the file;
    /// empty where that cannot be written any more.
    void runThere(std::function<void(const std::string &path)> job);
    /// Writes and commits all, completes the file, ends the thread. Then only status() and takeProgress().
    void finish();

private:
    void push(WriteQueue::Item item);
    void run();
    void take(WriteQueue::Item item);
    void keep(std::unique_ptr<WriteBatch> batch, After after);
    void applyKept();
    void commit();
    void recycleKept();
    void goOnIn(const std::string &path);
    void tellStatus();
    void noteDone(std::uint64_t number);
    void wake();

    WriteQueue m_queue;
    std::uint64_t m_pushed = 0; ///< number of the last item
    bool m_isCommitAsked = true; ///< by the last item

    // The writer's thread
    std::unique_ptr<CaptureStore> m_store;
    std::vector<std::unique_ptr<WriteBatch>> m_kept; ///< not committed, in order

    std::atomic<std::size_t> m_keptBytes = 0;
    std::atomic<bool> m_hasFailed = false;
    std::atomic<int> m_continuing = 0;
    std::atomic<std::uint64_t> m_fileBytes = 0; ///< as of the last commit
    std::atomic<std::uint64_t> m_unwrittenBytes = 0; ///< that what is pushed and not committed will take

    mutable std::mutex m_mutex; ///< guards the three below
    Status m_status;
    std::uint64_t m_done = 0; ///< items up to here are committed or kept
    std::function<void()> m_wake;
    std::condition_variable m_isDone;

    std::thread m_thread; ///< last: it uses all the others
};

} // namespace hop101::capture

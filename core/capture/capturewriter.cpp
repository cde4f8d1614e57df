// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturewriter.h"

#include <unistd.h>

#include <algorithm>

namespace hop101::capture {

CaptureWriter::CaptureWriter(std::unique_ptr<CaptureStore> store) : m_store(std::move(store))
{
    m_status.path = m_store->path();
    m_fileBytes = m_store->fileBytes();
    m_thread = std::thread([this] { run(); });
}

CaptureWriter::~CaptureWriter()
{
    finish();
}

void CaptureWriter::setWake(std::function<void()> wake)
{
    const std::scoped_lock lock(m_mutex);
    m_wake = std::move(wake);
}

// --- the recording thread

void CaptureWriter::push(std::unique_ptr<WriteBatch> batch, After after)
{
    push({std::move(batch), after, {}});
}

void CaptureWriter::push(WriteQueue::Item item)
{
    m_unwrittenBytes += item.batch ? item.batch->diskBytes() : 0;
    m_isCommitAsked = item.after == After::Commit;
    m_pushed = m_queue.push(std::move(item));
}

void CaptureWriter::wait()
{
    if (!m_isCommitAsked)
        push(nullptr, After::Commit);
    std::unique_lock lock(m_mutex);
    m_isDone.wait(lock, [this] { return m_done >= m_pushed; });
}

CaptureWriter::Status CaptureWriter::status() const
{
    const std::scoped_lock lock(m_mutex);
    return m_status;
}

Progress CaptureWriter::takeProgress()
{
    const std::scoped_lock lock(m_mutex);
    const Progress progress = m_status.progress;
    m_status.progress.lowestChanged = {};
    return progress;
}

void CaptureWriter::continueIn(const std::string &path)
{
    ++m_continuing;
    push({nullptr, After::MayCommit, [this, path] {
              goOnIn(path);
              --m_continuing;
          }});
}

void CaptureWriter::runThere(std::function<void(const std::string &path)> job)
{
    push({nullptr, After::Commit,
          [this, job = std::move(job)] { job(m_hasFailed ? std::string() : m_store->path()); }});
}

void CaptureWriter::finish()
{
    if (!m_thread.joinable())
        return;
    push({nullptr, After::Commit, [this] { m_store->finish(); }});
    m_queue.close();
    m_thread.join();
    setWake({});
    m_store.reset();
}

// --- the writer's thread

void CaptureWriter::run()
{
    while (auto item = m_queue.pop())
        take(std::move(*item));
}

void CaptureWriter::take(WriteQueue::Item item)
{
    const std::size_t size = item.batch ? item.batch->sizeBytes() : 0;
    if (item.batch)
        keep(std::move(item.batch), item.after);
    m_queue.done(size);
    // Where the queue holds a later commit, one does for both.
    const bool isDue = item.after == After::Commit && !m_queue.isCommitQueued();
    const bool isFull = item.after != After::Nothing && m_keptBytes >= kMaxUncommittedBytes;
    const bool commits = isDue || isFull || (item.after == After::Commit && item.job);
    if (commits && !m_hasFailed)
        commit();
    if (item.job) {
        item.job();
        tellStatus();
    }
    const bool isDrained = m_queue.takeDrained();
    if (commits || item.job || m_hasFailed)
        noteDone(item.number);
    if (commits || item.job || isDrained)
        wake();
}

void CaptureWriter::keep(std::unique_ptr<WriteBatch> batch, After after)
{
    WriteBatch &kept = *m_kept.emplace_back(std::move(batch));
    if (!m_hasFailed)
        m_store->apply(kept);
    // A small input can inflate to a lot, and is committed as a whole: the open transaction has it by now,
    // and where that fails it is made anew from the input.
    if (after == After::Nothing && m_keptBytes + kept.sizeBytes() > kMaxUncommittedBytes)
        kept.dropContents();
    m_keptBytes += kept.sizeBytes();
    if (m_store->error() && !m_hasFailed) {
        tellStatus();
        wake();
    }
}

void CaptureWriter::commit()
{
    const std::uint64_t before = m_store->commitCount();
    // A file that was moved away has taken its last commit all the same.
    if (m_store->commit() || m_store->commitCount() != before)
        recycleKept();
    tellStatus();
}

void CaptureWriter::recycleKept()
{
    for (auto &batch : m_kept) {
        m_unwrittenBytes -= batch->diskBytes();
        m_queue.recycle(std::move(batch));
    }
    m_kept.clear();
    m_keptBytes = 0;
}

void CaptureWriter::goOnIn(const std::string &path)
{
    auto next = m_store->continueIn(path);
    if (!next) {
        const std::scoped_lock lock(m_mutex);
        m_status.error = next.error();
        return;
    }
    m_store = std::move(next).value();
    m_hasFailed = false;
    applyKept();
    commit();
}

void CaptureWriter::applyKept()
{
    const bool lacksSome =
        std::any_of(m_kept.begin(), m_kept.end(), [](const auto &batch) { return batch->lacksContents(); });
    if (lacksSome) {
        m_store->applyRemaking(m_kept);
        return;
    }
    for (const auto &batch : m_kept)
        m_store->apply(*batch);
}

void CaptureWriter::tellStatus()
{
    const std::scoped_lock lock(m_mutex);
    base::EventId lowest = m_store->takeLowestChanged();
    Progress &progress = m_status.progress;
    if (lowest && (!progress.lowestChanged || lowest < progress.lowestChanged))
        progress.lowestChanged = lowest;
    progress.events = m_store->committedEvents();
    if (m_store->error() && !m_hasFailed)
        m_status.error = m_store->error();
    else if (!m_store->error())
        m_status.error.reset();
    m_hasFailed = m_store->error().has_value();
    m_status.path = m_store->path();
    m_fileBytes = m_store->fileBytes();
}

void CaptureWriter::noteDone(std::uint64_t number)
{
    const std::scoped_lock lock(m_mutex);
    m_done = number;
    m_isDone.notify_all();
}

void CaptureWriter::wake()
{
    // Under the lock: after setWake({}) nobody is called any more.
    const std::scoped_lock lock(m_mutex);
    if (m_wake)
        m_wake();
}

} // namespace hop101::capture

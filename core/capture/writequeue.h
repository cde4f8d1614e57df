// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/writebatch.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace hop101::capture {

/// What may follow a batch.
enum class After : std::uint8_t {
    Nothing, ///< it ends within an input: no commit here
    MayCommit,
    Commit,
};

/// Batches on their way from the thread that records to the thread that writes; one of each. Bounded: past
/// the soft bound the recording side stops reading, past the hard one push() waits. Thread-safe.
class WriteQueue
{
public:
    struct Bounds
    {
        /// 5 to 10 ms of a flood: both threads always have work, and an `echo` of 64 MiB stays below 100.
        std::size_t softBytes = std::size_t{4} * 1024 * 1024;
        /// Reached only by what cannot be stopped at the socket: many connections at once, inflated data.
        std::size_t hardBytes = std::size_t{8} * 1024 * 1024;
    };
    struct Item
    {
        std::unique_ptr<WriteBatch> batch; ///< may be null
        After after = After::MayCommit;
        std::function<void()> job; ///< done by the writer after batch and commit; may be empty
        std::uint64_t number = 0; ///< given by push(), from 1
    };

    WriteQueue() = default;
    explicit WriteQueue(Bounds bounds) : m_bounds(bounds) { }

    // The recording side
    /// An empty batch, used before where there is one.
    std::unique_ptr<WriteBatch> fresh();
    /// Waits while more than the hard bound is queued. Returns the item's number.
    std::uint64_t push(Item item);
    /// More than the soft bound waits: stop reading. takeDrained() tells the other side when to go on.
    bool isBehind();
    /// Nothing is pushed after this.
    void close();

    // The writing side
    /// Waits for the next item; nothing once it is closed and empty. Its bytes count as queued until done().
    std::optional<Item> pop();
    void done(std::size_t bytes);
    /// True once after isBehind() was, as soon as less than half the soft bound is queued.
    bool takeDrained();
    /// A later item asks for a commit.
    bool isCommitQueued() const;
    /// Takes an applied batch back for fresh().
    void recycle(std::unique_ptr<WriteBatch> batch);

    std::size_t queuedBytes() const;

private:
    const Bounds m_bounds{};
    mutable std::mutex m_mutex;
    std::condition_variable m_hasItem;
    std::condition_variable m_hasRoom;
    std::deque<Item> m_items;
    std::vector<std::unique_ptr<WriteBatch>> m_free;
    std::uint64_t m_pushed = 0;
    std::size_t m_bytes = 0; ///< of m_items and of the one at work
    std::size_t m_commits = 0; ///< items of m_items that ask for one
    bool m_isBehind = false; ///< and the recording side was told so
    bool m_isClosed = false;
};

} // namespace hop101::capture

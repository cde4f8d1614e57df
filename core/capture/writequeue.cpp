// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/writequeue.h"

namespace hop101::capture {

namespace {

/// So many empty batches are kept: what a flood has under way between queue and commit.
constexpr std::size_t kMaxFree = 8;

std::size_t sizeOf(const WriteQueue::Item &item)
{
    return item.batch ? item.batch->sizeBytes() : 0;
}

} // namespace

std::unique_ptr<WriteBatch> WriteQueue::fresh()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_free.empty()) {
            auto batch = std::move(m_free.back());
            m_free.pop_back();
            return batch;
        }
    }
    return std::make_unique<WriteBatch>();
}

std::uint64_t WriteQueue::push(Item item)
{
    std::unique_lock lock(m_mutex);
    m_hasRoom.wait(lock, [this] { return m_bytes <= m_bounds.hardBytes || m_isClosed; });
    item.number = ++m_pushed;
    m_bytes += sizeOf(item);
    m_commits += item.after == After::Commit ? 1 : 0;
    m_items.push_back(std::move(item));
    m_hasItem.notify_one();
    return m_pushed;
}

bool WriteQueue::isBehind()
{
    const std::scoped_lock lock(m_mutex);
    m_isBehind = m_isBehind || m_bytes > m_bounds.softBytes;
    return m_isBehind;
}

void WriteQueue::close()
{
    const std::scoped_lock lock(m_mutex);
    m_isClosed = true;
    m_hasItem.notify_all();
    m_hasRoom.notify_all();
}

std::optional<WriteQueue::Item> WriteQueue::pop()
{
    std::unique_lock lock(m_mutex);
    m_hasItem.wait(lock, [this] { return !m_items.empty() || m_isClosed; });
    if (m_items.empty())
        return std::nullopt;
    Item item = std::move(m_items.front());
    m_items.pop_front();
    m_commits -= item.after == After::Commit ? 1 : 0;
    return item;
}

void WriteQueue::done(std::size_t bytes)
{
    const std::scoped_lock lock(m_mutex);
    m_bytes -= bytes;
    m_hasRoom.notify_one();
}

bool WriteQueue::takeDrained()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_isBehind || m_bytes > m_bounds.softBytes / 2)
        return false;
    m_isBehind = false;
    return true;
}

bool WriteQueue::isCommitQueued() const
{
    const std::scoped_lock lock(m_mutex);
    return m_commits > 0;
}

void WriteQueue::recycle(std::unique_ptr<WriteBatch> batch)
{
    batch->clear();
    const std::scoped_lock lock(m_mutex);
    if (m_free.size() < kMaxFree)
        m_free.push_back(std::move(batch));
}

std::size_t WriteQueue::queuedBytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_bytes;
}

} // namespace hop101::capture

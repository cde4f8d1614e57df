// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/blockcache.h"

#include <algorithm>
#include <limits>
#include <string>

namespace hop101::capture {

namespace {

/// Enough for a visible page of the smallest blocks; for full ones the bytes are the limit.
constexpr std::size_t kMaxEntries = 64;
constexpr std::size_t kMaxCachedBytes = 4 * 1024 * 1024;
constexpr std::uint64_t kMaxEventNumber = std::uint64_t{1} << 62;

bool isPossible(const BlockInfo &info) noexcept
{
    return info.first >= 1 && info.first < kMaxEventNumber && info.count >= 1 && info.count <= kBlockEvents;
}

} // namespace

BlockCache::BlockCache(const Database &database)
    : m_database(database),
      m_find(database.prepare("SELECT first_event, count, columns FROM block WHERE first_event <= ?1 "
                              "ORDER BY first_event DESC LIMIT 1")),
      m_last(database.prepare("SELECT first_event, count FROM block ORDER BY first_event DESC LIMIT 1")),
      m_forward(database.prepare("SELECT first_event, count, summary FROM block WHERE first_event >= ?1 "
                                 "AND first_event <= ?2 ORDER BY first_event LIMIT 256")),
      m_backward(database.prepare("SELECT first_event, count, summary FROM block WHERE first_event <= ?1 "
                                  "ORDER BY first_event DESC LIMIT 256"))
{ }

const BlockView *BlockCache::find(base::EventId event)
{
    const auto holds = [event](const Entry &entry) {
        return entry.first <= event.value && event.value <= entry.last;
    };
    // The block used last stands last, and is most often the one that is used next.
    if (m_entries.empty() || !holds(*m_entries.back())) {
        const auto it = std::find_if(m_entries.begin(), m_entries.end(),
                                     [&](const auto &entry) { return holds(*entry); });
        if (it == m_entries.end())
            load(event.value);
        else
            std::rotate(it, it + 1, m_entries.end());
    }
    const Entry &entry = *m_entries.back();
    return entry.view ? &*entry.view : nullptr;
}

void BlockCache::forgetFrom(base::EventId event)
{
    std::erase_if(m_entries, [event](const auto &entry) { return entry->last >= event.value; });
}

void BlockCache::load(std::uint64_t event)
{
    makeRoom();
    m_entries.push_back(std::make_unique<Entry>(read(event)));
}

BlockCache::Entry BlockCache::read(std::uint64_t event)
{
    Entry entry{event, event, std::nullopt};
    ResetGuard guard(m_find);
    const Step step = m_find.bind(1, event).step();
    if (step == Step::Failed) {
        noteDamage(m_database.lastError());
        return Entry{}; // holds no event, so that the next call tries again
    }
    if (step == Step::Done) {
        noteDamage(
            {CaptureFault::Damaged, m_database.path(), "no block holds event " + std::to_string(event)});
        return entry;
    }
    const BlockInfo info{m_find.number(0), m_find.number(1), {}};
    if (isPossible(info) && event <= info.last()) {
        const base::ByteSpan columns = m_find.blob(2);
        entry.first = info.first;
        entry.last = info.last();
        entry.view = BlockView::parse(info.first, info.count, base::Bytes(columns.begin(), columns.end()));
    }
    if (!entry.view)
        noteDamage({CaptureFault::Damaged, m_database.path(),
                    "the block of event " + std::to_string(event) + " cannot be read"});
    return entry;
}

void BlockCache::makeRoom()
{
    const auto bytes = [this] {
        std::size_t sum = 0;
        for (const auto &entry : m_entries)
            sum += entry->view ? entry->view->sizeBytes() : 0;
        return sum;
    };
    while (!m_entries.empty() && (m_entries.size() >= kMaxEntries || bytes() > kMaxCachedBytes))
        m_entries.erase(m_entries.begin());
}

std::optional<std::uint64_t> BlockCache::lastEvent()
{
    ResetGuard guard(m_last);
    const Step step = m_last.step();
    if (step == Step::Done)
        return 0;
    if (step == Step::Failed) {
        noteDamage(m_database.lastError());
        return std::nullopt;
    }
    const BlockInfo info{m_last.number(0), m_last.number(1), {}};
    if (!isPossible(info)) {
        noteDamage({CaptureFault::Damaged, m_database.path(), "the last block cannot be read"});
        return std::nullopt;
    }
    return info.last();
}

std::uint64_t BlockCache::lastEventInARow()
{
    std::uint64_t last = 0;
    visitForward(1, kMaxEventNumber, [&last](const BlockInfo &info) {
        if (info.first != last + 1)
            return false;
        last = info.last();
        return true;
    });
    return last;
}

void BlockCache::visitForward(std::uint64_t first, std::uint64_t last,
                              const std::function<bool(const BlockInfo &)> &visit)
{
    // The block that holds `first` may begin before it, but no further than a full block does.
    std::uint64_t from = blockStart(std::max<std::uint64_t>(first, 1));
    while (from <= last) {
        const std::vector<BlockInfo> infos = batch(m_forward.bind(1, from).bind(2, last));
        for (const BlockInfo &info : infos) {
            if (info.first < from)
                return noteDamage({CaptureFault::Damaged, m_database.path(), "blocks are out of order"});
            if (info.last() >= first && !visit(info))
                return;
            from = info.first + 1;
        }
        if (infos.empty())
            return;
    }
}

void BlockCache::visitBackward(std::uint64_t last, const std::function<bool(const BlockInfo &)> &visit)
{
    std::uint64_t from = last;
    while (from > 0) {
        const std::vector<BlockInfo> infos = batch(m_backward.bind(1, from));
        for (const BlockInfo &info : infos) {
            if (info.first > from)
                return noteDamage({CaptureFault::Damaged, m_database.path(), "blocks are out of order"});
            if (!visit(info))
                return;
            from = info.first - 1;
        }
        if (infos.empty())
            return;
    }
}

std::vector<BlockInfo> BlockCache::batch(Statement &statement)
{
    std::vector<BlockInfo> infos;
    ResetGuard guard(statement);
    for (;;) {
        const Step step = statement.step();
        if (step == Step::Failed)
            noteDamage(m_database.lastError());
        if (step != Step::Row)
            return infos;
        const BlockInfo info{statement.number(0), statement.number(1), decodeSummary(statement.blob(2))};
        if (isPossible(info))
            infos.push_back(info);
        else
            noteDamage({CaptureFault::Damaged, m_database.path(), "a block cannot be read"});
    }
}

void BlockCache::noteDamage(CaptureError error)
{
    // A recorder that restarts its log at this moment is no damage.
    if (!m_damage && error.fault != CaptureFault::Busy)
        m_damage = std::move(error);
}

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/reader.h"

#include "core/capture/readerprivate.h"

#include <algorithm>

namespace hop101::capture {

base::Result<std::unique_ptr<Reader>, CaptureError> Reader::open(const std::string &path)
{
    auto file = openCapture(path);
    if (!file)
        return file.error();
    return std::unique_ptr<Reader>(new Reader(std::make_unique<Private>(path, std::move(file).value())));
}

Reader::Reader(std::unique_ptr<Private> impl) : d(std::move(impl)) { }

Reader::~Reader()
{
    const auto path = d->fileToMakePlain();
    d.reset();
    if (!path)
        return;
    if (auto database = Database::open(*path, Database::Mode::ReadWrite))
        makePlain(database.value());
}

bool Reader::refresh()
{
    return d->refresh();
}

void Reader::invalidateFrom(base::EventId event)
{
    d->m_blocks.forgetFrom(event);
}

const std::optional<CaptureError> &Reader::damage() const
{
    return d->m_damage;
}

CaptureInfo Reader::info() const
{
    return d->info();
}

const std::vector<Party> &Reader::parties() const
{
    return d->m_parties;
}

const std::vector<Hop> &Reader::hops() const
{
    return d->m_hops;
}

const std::vector<Session> &Reader::sessions() const
{
    return d->m_sessions;
}

const Session &Reader::sessionOf(base::HopId hop) const
{
    const bool isKnown = hop.value >= 1 && hop.value <= d->m_hops.size();
    const SessionId session = isKnown ? d->m_hops[hop.value - 1].session : SessionId{1};
    return d->m_sessions[session.value - 1];
}

std::vector<Note> Reader::notes(base::EventId first, base::EventId last, std::size_t limit,
                                std::size_t textBytes) const
{
    return d->hasNotes() ? noteRows(d->m_database, first, last, limit, textBytes) : std::vector<Note>();
}

std::optional<Note> Reader::note(base::EventId event) const
{
    return d->hasNotes() ? noteRow(d->m_database, event) : std::nullopt;
}

base::EventId Reader::nextBookmark(base::EventId from) const
{
    return d->hasNotes() ? d->shown(bookmarkAfter(d->m_database, from)) : base::EventId{};
}

base::EventId Reader::previousBookmark(base::EventId from) const
{
    return d->hasNotes() ? bookmarkBefore(d->m_database, from) : base::EventId{};
}

std::vector<hop::Exchange> Reader::exchanges() const
{
    return d->exchanges();
}

std::optional<hop::Exchange> Reader::exchangeOf(const hop::Event &event) const
{
    return exchangeRowOf(d->m_database, event);
}

std::uint64_t Reader::eventCount() const
{
    return d->m_count;
}

hop::Event Reader::event(base::EventId id) const
{
    return d->event(id);
}

std::size_t Reader::events(base::EventId first, std::span<hop::Event> out) const
{
    if (!first || first.value > d->m_count)
        return 0;
    const std::size_t count = std::min<std::uint64_t>(out.size(), d->m_count - first.value + 1);
    for (std::size_t i = 0; i < count; ++i)
        out[i] = d->event({first.value + i});
    return count;
}

hop::Event Reader::nextOfHop(base::HopId hop, base::EventId from, base::EventId last) const
{
    last.value = std::min(last.value, d->m_count);
    for (std::uint64_t id = from.value + 1; id <= last.value;) {
        const BlockView *block = d->m_blocks.find({id});
        if (!block) {
            ++id; // known to be unreadable
            continue;
        }
        const std::uint64_t end = std::min(block->last(), last.value);
        for (; id <= end; ++id)
            if (block->hopId(id - block->first()) == hop)
                return d->event({id});
    }
    return {};
}

hop::Event Reader::previousOfHop(base::HopId hop, base::EventId from, base::EventId first) const
{
    first.value = std::max<std::uint64_t>(first.value, 1);
    for (std::uint64_t id = std::min(from.value, d->m_count + 1); id > first.value;) {
        const BlockView *block = d->m_blocks.find({id - 1});
        if (!block) {
            --id;
            continue;
        }
        const std::uint64_t begin = std::max(block->first(), first.value);
        for (; id > begin; --id)
            if (block->hopId(id - 1 - block->first()) == hop)
                return d->event({id - 1});
    }
    return {};
}

void Reader::setCacheBytes(std::uint64_t bytes) const
{
    const std::string pragma = "PRAGMA cache_size=-" + std::to_string(bytes / 1024);
    d->m_database.withoutLimits([&] { (void)d->m_database.run(pragma.c_str()); });
}

std::vector<hop::Finding> Reader::findings(base::EventId id) const
{
    return findings(id, id, std::numeric_limits<std::size_t>::max());
}

std::vector<hop::Finding> Reader::findings(base::EventId first, base::EventId last, std::size_t limit) const
{
    std::vector<hop::Finding> findings;
    last.value = std::min(last.value, d->m_count);
    if (!first || first > last || limit == 0)
        return findings;
    d->m_blocks.visitForward(first.value, last.value, [&](const BlockInfo &info) {
        if (!info.summary || info.summary->findings > 0)
            d->findings(info, first, last, limit, findings);
        return findings.size() < limit;
    });
    return findings;
}

base::EventId Reader::nextFinding(base::EventId from, rules::Severity atLeast) const
{
    return from.value < d->m_count ? d->nextFinding(from, atLeast) : base::EventId{};
}

base::EventId Reader::previousFinding(base::EventId from, rules::Severity atLeast) const
{
    return from.value > 1 ? d->previousFinding(from, atLeast) : base::EventId{};
}

base::Bytes Reader::bytes(base::HopId hop, hop::Direction direction, std::uint64_t first,
                          std::uint64_t count) const
{
    return d->m_stream.read(hop, direction, first, count);
}

base::Bytes Reader::wire(const hop::Event &event, std::uint64_t limit) const
{
    const std::uint64_t size = event.wireSize < 0 ? limit : static_cast<std::uint64_t>(event.wireSize);
    return d->m_stream.read(event.hop, event.direction, event.streamOffset, std::min(limit, size));
}

base::Bytes Reader::payload(const hop::Event &event, std::uint64_t offset, std::uint64_t limit) const
{
    return readPayload(*this, event, offset, limit);
}

base::Bytes Reader::inflated(base::EventId message, std::uint64_t offset, std::uint64_t limit) const
{
    return d->m_content.read(message, offset, limit);
}

std::uint64_t Reader::inflatedSize(base::EventId message) const
{
    return d->m_content.size(message);
}

std::uint64_t Reader::allInflatedBytes() const
{
    return d->m_content.totalBytes();
}

std::string Reader::signalText(const hop::Event &event) const
{
    const auto data = d->signal(event);
    return data ? signalWords(*data) : std::string();
}

std::optional<hop::Lost> Reader::lost(const hop::Event &event) const
{
    const auto data = d->signal(event);
    const auto *lost = data ? std::get_if<hop::Lost>(&*data) : nullptr;
    return lost ? std::optional(*lost) : std::nullopt;
}

void Reader::inputs(const std::function<bool(const hop::Input &)> &visit) const
{
    d->visitInputs(visit);
}

const Database &Reader::database() const
{
    return d->m_database;
}

std::uint64_t Reader::recordsRead() const
{
    return d->m_recordsRead;
}

} // namespace hop101::capture

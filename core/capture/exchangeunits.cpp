// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/exchangeunits.h"

#include "core/capture/jsonvalue.h"
#include "core/capture/message.h"

#include <algorithm>
#include <limits>

namespace hop101::capture {
namespace {

constexpr std::size_t kBatchEvents = 256;
constexpr std::size_t kHashBlock = std::size_t{64} * 1024;
constexpr std::uint64_t kPieceBytes = std::uint64_t{256} * 1024;
constexpr std::uint16_t kFrameFlags =
    hop::flag::Fin | hop::flag::Rsv1 | hop::flag::Rsv2 | hop::flag::Rsv3 | hop::flag::AfterClose;

/// Mixes a number into a hash (the finisher of SplitMix64).
std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) noexcept
{
    hash += value + 0x9e3779b97f4a7c15U;
    hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9U;
    hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebU;
    return hash ^ (hash >> 31U);
}

/// The same for the same content, in whatever pieces it comes.
class ContentHash
{
public:
    /// `ignored`: null where every byte counts.
    explicit ContentHash(const Ignored *ignored) : m_ignored(ignored) { }

    void add(base::ByteSpan piece)
    {
        m_size += piece.size();
        base::append(m_pending, piece);
        if (m_ignored && m_pending.size() > kMaxJsonBytes)
            m_ignored = nullptr; // too large to be looked into
        if (!m_ignored)
            hashBlocks();
    }
    std::uint64_t size() const noexcept { return m_size; }
    std::uint64_t finished(std::uint64_t seed)
    {
        if (m_ignored)
            m_pending = neutralised(m_pending, *m_ignored);
        hashBlocks();
        m_hash = mixed(m_hash, std::hash<std::string_view>()(base::asText(m_pending)));
        return mixed(m_hash, seed);
    }

private:
    void hashBlocks()
    {
        std::size_t at = 0;
        for (; m_pending.size() - at >= kHashBlock; at += kHashBlock)
            m_hash =
                mixed(m_hash, std::hash<std::string_view>()(base::asText(m_pending).substr(at, kHashBlock)));
        m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(at));
    }

    const Ignored *m_ignored;
    base::Bytes m_pending;
    std::uint64_t m_hash = 0;
    std::uint64_t m_size = 0;
};

std::uint64_t seedOf(const Unit &unit) noexcept
{
    return static_cast<std::uint64_t>(unit.kind) << 32U | static_cast<std::uint64_t>(unit.code) << 16U
        | unit.flags;
}

void hashInto(Unit &unit, ContentHash content)
{
    unit.size = content.size();
    unit.hash = content.finished(seedOf(unit));
}

bool isOf(const hop::Event &event, const hop::Exchange &exchange) noexcept
{
    return event.id == exchange.request || event.id == exchange.response;
}

/// What the capture inflated of the message is all of it.
bool isInflated(const Reader &reader, const hop::Event &last)
{
    return last.messageSize >= 0
        && reader.inflatedSize(last.message) == static_cast<std::uint64_t>(last.messageSize);
}

} // namespace

ExchangeEvents eventsOf(const Reader &reader, const hop::Exchange &exchange)
{
    constexpr base::EventId kBehindAll{std::numeric_limits<std::uint64_t>::max()};
    ExchangeEvents events;
    events.exchange = exchange;
    const base::EventId first = exchange.request ? exchange.request : exchange.response;
    events.begin = {first, first};
    events.end = {kBehindAll, kBehindAll};
    events.start = reader.event(first).time;
    for (const hop::Exchange &other : reader.exchanges()) {
        if (other.hop != exchange.hop || other.id == exchange.id)
            continue;
        const bool isEarlier = other.id < exchange.id;
        // Requests may be sent ahead of the answers: what the server sends belongs to the request it answers.
        if (isEarlier && other.response > first)
            events.begin[1] = std::max(events.begin[1], exchange.response ? exchange.response : kBehindAll);
        if (!isEarlier && other.request > first)
            events.end[0] = std::min(events.end[0], other.request);
        if (!isEarlier && other.response > first)
            events.end[1] = std::min(events.end[1], other.response);
    }
    return events;
}

UnitSource::UnitSource(const Reader &reader, const ExchangeEvents &events, hop::Direction direction,
                       const UnitOptions &options)
    : m_reader(reader), m_events(events), m_direction(direction), m_options(options),
      m_next(events.begin[static_cast<std::size_t>(direction)])
{ }

std::optional<Unit> UnitSource::next()
{
    while (m_ready.empty()) {
        const auto event = nextEvent();
        auto unit = event ? unitFor(*event) : m_lastFrame ? endMessage(*m_lastFrame, true) : std::nullopt;
        if (unit)
            m_ready.push_back(*unit);
        else if (!event)
            return std::nullopt;
    }
    const Unit unit = m_ready.front();
    m_ready.pop_front();
    return unit;
}

std::optional<hop::Event> UnitSource::nextEvent()
{
    const base::EventId end = m_events.end[static_cast<std::size_t>(m_direction)];
    for (;;) {
        if (m_inBatch == m_batch.size()) {
            m_batch.resize(kBatchEvents);
            m_batch.resize(m_next < end ? m_reader.events(m_next, m_batch) : 0);
            m_next.value += m_batch.size();
            m_inBatch = 0;
            if (m_batch.empty())
                return std::nullopt;
        }
        const hop::Event &event = m_batch[m_inBatch++];
        if (event.id >= end) {
            m_next = end;
            m_batch.clear();
            m_inBatch = 0;
        } else if (event.hop == m_events.exchange.hop && event.direction == m_direction
                   && !isOf(event, m_events.exchange)) {
            return event;
        }
    }
}

Unit UnitSource::unit(const hop::Event &event, UnitKind kind, std::uint16_t code) const
{
    Unit unit;
    unit.event = event.id;
    unit.kind = kind;
    unit.code = code;
    unit.flags = event.flags & hop::flag::Cut;
    unit.time = event.time - m_events.start;
    return unit;
}

std::optional<Unit> UnitSource::unitFor(const hop::Event &event)
{
    const bool isText = event.kind == hop::EventKind::Body;
    ContentHash content(isText && !m_options.ignored.isNothing() ? &m_options.ignored : nullptr);
    Unit made;
    switch (event.kind) {
    case hop::EventKind::Frame:
        return addFrame(event);
    case hop::EventKind::ResponseHead:
        made = unit(event, UnitKind::InterimHead, event.code);
        break;
    case hop::EventKind::Body:
        made = unit(event, UnitKind::Body, 0);
        break;
    case hop::EventKind::RawRun:
        made = unit(event, UnitKind::Raw, 0);
        break;
    case hop::EventKind::Closed:
        made = unit(event, UnitKind::Closed,
                    event.code == static_cast<std::uint16_t>(hop::EndCause::Reset) ? 1 : 0);
        break;
    case hop::EventKind::Failed:
        made = unit(event, UnitKind::Failed, event.code);
        break;
    case hop::EventKind::Gap:
        made = unit(event, UnitKind::Gap, 0);
        break;
    case hop::EventKind::RequestHead:
    case hop::EventKind::Connected:
    case hop::EventKind::TlsUp:
    case hop::EventKind::ProtocolSwitched:
    case hop::EventKind::Note:
        return std::nullopt;
    }
    for (std::uint64_t at = 0;;) {
        const base::Bytes piece = m_reader.payload(event, at, kPieceBytes);
        if (piece.empty())
            break;
        at += piece.size();
        content.add(piece);
    }
    hashInto(made, std::move(content));
    return made;
}

std::optional<Unit> UnitSource::addFrame(const hop::Event &event)
{
    const bool isControl = !event.message;
    const auto abandoned = !isControl && m_lastFrame && m_lastFrame->message != event.message
        ? endMessage(*m_lastFrame, true)
        : std::nullopt;
    if (abandoned)
        m_ready.push_back(*abandoned);
    if (!isControl && !m_options.byFrame) {
        m_lastFrame = event;
        return event.ended && event.has(hop::flag::MessageEnd) ? endMessage(event, event.has(hop::flag::Cut))
                                                               : std::nullopt;
    }
    Unit made = unit(event, isControl ? UnitKind::Control : UnitKind::Message, event.code);
    if (m_options.byFrame)
        made.flags |= event.flags & kFrameFlags;
    ContentHash content(isControl || m_options.ignored.isNothing() ? nullptr : &m_options.ignored);
    for (std::uint64_t at = 0;;) {
        const base::Bytes piece = frameBytes(m_reader, event, at, kPieceBytes);
        if (piece.empty())
            break;
        at += piece.size();
        content.add(piece);
    }
    hashInto(made, std::move(content));
    return made;
}

std::optional<Unit> UnitSource::endMessage(const hop::Event &last, bool isCut)
{
    const hop::Event first = m_reader.event(last.message);
    Unit made = unit(first, UnitKind::Message, first.code);
    if (isCut)
        made.flags |= hop::flag::Cut;
    const bool isAsSent = first.has(hop::flag::Compressed) && !isInflated(m_reader, last);
    if (isAsSent)
        made.flags |= hop::flag::Compressed;
    ContentHash content(m_options.ignored.isNothing() ? nullptr : &m_options.ignored);
    readMessage(
        m_reader, first.id,
        [&content](base::ByteSpan piece) {
            content.add(piece);
            return true;
        },
        isAsSent ? Encoding::AsSent : Encoding::AsRead);
    hashInto(made, std::move(content));
    m_lastFrame.reset();
    return made;
}

base::Bytes unitContent(const Reader &reader, const Unit &unit, bool byFrame, std::uint64_t offset,
                        std::uint64_t limit)
{
    const hop::Event event = reader.event(unit.event);
    if (unit.kind == UnitKind::Message && !byFrame && (unit.flags & hop::flag::Compressed) == 0)
        return messageBytes(reader, unit.event, offset, limit);
    return frameBytes(reader, event, offset, limit);
}

} // namespace hop101::capture

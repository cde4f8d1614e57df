// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/streamassembler.h"

#include <algorithm>

namespace hop101::formats::pcap {

void StreamAssembler::start(std::uint32_t seq) noexcept
{
    m_firstSeq = seq;
    m_hasStarted = true;
}

/// The one nearest to what is expected: a number says only its place within 2^32.
std::int64_t StreamAssembler::positionOf(std::uint32_t seq) const noexcept
{
    return static_cast<std::int64_t>(m_next) + static_cast<std::int32_t>(seq - nextSeq());
}

void StreamAssembler::take(PacketTime time, const Piece &piece, Listener &listener)
{
    if (!m_hasStarted)
        start(piece.seq);
    if (m_isFinished)
        return;
    const std::int64_t at = positionOf(piece.seq);
    const std::uint64_t size = piece.bytes.size() + piece.missing;
    const std::int64_t end = at + static_cast<std::int64_t>(size);
    const auto next = static_cast<std::int64_t>(m_next);
    if (piece.isLast && end >= next)
        m_end = static_cast<std::uint64_t>(end);
    if (end > next && at <= next) {
        const auto known = static_cast<std::uint64_t>(next - at); // seen already
        const std::size_t skipped = std::min<std::uint64_t>(known, piece.bytes.size());
        deliver(time, piece.bytes.subspan(skipped), size - known - (piece.bytes.size() - skipped), listener);
    } else if (end > next) {
        hold(time, static_cast<std::uint64_t>(at), piece.bytes, piece.missing);
    }
    drain(time, listener);
    losePatience(listener);
}

void StreamAssembler::deliver(PacketTime time, base::ByteSpan bytes, std::uint64_t missing,
                              Listener &listener)
{
    if (!m_held.empty())
        return hold(time, m_next, bytes, missing);
    if (!bytes.empty())
        listener.bytes(time, bytes);
    if (missing > 0)
        listener.gap(time, missing);
    m_next += bytes.size() + missing;
}

/// Only what is not held yet is copied.
void StreamAssembler::hold(PacketTime time, std::uint64_t at, base::ByteSpan bytes, std::uint64_t missing)
{
    const std::uint64_t start = at;
    const std::uint64_t end = at + bytes.size() + missing;
    auto next = m_held.upper_bound(at);
    if (next != m_held.begin()) {
        const auto before = std::prev(next);
        at = std::max(at, before->first + before->second.size());
    }
    while (at < end) {
        const std::uint64_t stop = next == m_held.end() ? end : std::min(end, next->first);
        if (stop > at)
            holdPart(time, at, stop, start, bytes);
        if (next == m_held.end())
            return;
        at = std::max(at, next->first + next->second.size());
        ++next;
    }
}

/// The bytes of [at, end) of a piece that begins at `start`.
void StreamAssembler::holdPart(PacketTime time, std::uint64_t at, std::uint64_t end, std::uint64_t start,
                               base::ByteSpan bytes)
{
    const std::size_t from = std::min<std::uint64_t>(at - start, bytes.size());
    const std::size_t to = std::min<std::uint64_t>(end - start, bytes.size());
    Held held{time, {}, (end - at) - (to - from)};
    base::append(held.bytes, bytes.subspan(from, to - from));
    m_heldBytes += held.bytes.size();
    m_held.emplace(at, std::move(held));
}

void StreamAssembler::drain(PacketTime time, Listener &listener)
{
    while (!m_held.empty() && m_held.begin()->first == m_next) {
        const auto held = std::move(m_held.extract(m_held.begin()).mapped());
        m_heldBytes -= held.bytes.size();
        const PacketTime known = std::max(time, held.time);
        if (!held.bytes.empty())
            listener.bytes(known, held.bytes);
        m_next += held.bytes.size();
        if (held.missing > 0)
            listener.gap(known, held.missing);
        m_next += held.missing;
        m_waited = 0;
    }
    if (m_end && m_next >= *m_end && !m_isFinished) {
        m_isFinished = true;
        m_held.clear();
        m_heldBytes = 0;
        listener.fin(time);
    }
}

void StreamAssembler::acknowledged(std::uint32_t ack, Listener &listener)
{
    if (!m_hasStarted || m_isFinished)
        return;
    const std::int64_t position = positionOf(ack);
    if (position > static_cast<std::int64_t>(m_acknowledged))
        m_acknowledged = static_cast<std::uint64_t>(position);
    losePatience(listener);
}

/// Called once a packet of the connection.
void StreamAssembler::losePatience(Listener &listener)
{
    if (m_held.empty())
        return;
    if (m_acknowledged > m_next)
        ++m_waited;
    if (m_waited > kPatience || m_heldBytes > kMaxHeldBytes || m_held.size() > kMaxHeldPieces)
        giveUpHole(listener);
}

/// What was held was there when it came: a gap holds nothing up.
void StreamAssembler::giveUpHole(Listener &listener)
{
    if (m_held.empty())
        return;
    const PacketTime time = m_held.begin()->second.time;
    const std::uint64_t at = m_held.begin()->first;
    if (at > m_next)
        listener.gap(time, at - m_next);
    m_next = at;
    m_waited = 0;
    drain(time, listener);
}

void StreamAssembler::finish(PacketTime time, Listener &listener)
{
    if (!m_hasStarted || m_isFinished)
        return;
    while (!m_held.empty() && !m_isFinished)
        giveUpHole(listener);
    if (m_isFinished)
        return;
    const std::uint64_t end = m_end ? *m_end : m_acknowledged;
    // A FIN that was not seen takes a number, and is no byte.
    if (end > m_next + (m_end ? 0U : 1U))
        listener.gap(time, end - m_next);
    if (m_end)
        listener.fin(time);
    m_isFinished = true;
}

} // namespace hop101::formats::pcap

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/packetfile.h"

#include <functional>
#include <map>
#include <optional>

namespace hop101::formats::pcap {

/// What one direction holds back until a hole is filled: more of either, and the hole is taken as lost.
inline constexpr std::size_t kMaxHeldBytes = 1024 * 1024;
inline constexpr std::size_t kMaxHeldPieces = 1024;
/// Once the other side acknowledged what is missing it will not come again; but packets may stand in the file
/// in another order than they came. So many more are looked at.
inline constexpr int kPatience = 16;

/// Puts the bytes of one direction of a TCP connection in their order: what comes twice counts once, the
/// first copy; what comes early is held back; what never comes is a gap. Numbers wrap (RFC 9293 section 3.4).
/// Memory is bounded; each byte is moved a bounded number of times.
class StreamAssembler
{
public:
    /// What comes out, in the order of the stream.
    class Listener
    {
    public:
        virtual ~Listener() = default;
        /// `time`: of the packet that made it known: of a filled hole the one that filled it.
        virtual void bytes(PacketTime time, base::ByteSpan bytes) = 0;
        virtual void gap(PacketTime time, std::uint64_t bytes) = 0;
        virtual void fin(PacketTime time) = 0;
    };

    /// The number of the first byte; known from a SYN, else from the first packet.
    void start(std::uint32_t seq) noexcept;
    bool hasStarted() const noexcept { return m_hasStarted; }
    std::uint32_t firstSeq() const noexcept { return m_firstSeq; } ///< once it has started

    struct Piece
    {
        std::uint32_t seq = 0;
        base::ByteSpan bytes;
        std::uint64_t missing = 0; ///< bytes behind these that were not captured
        bool isLast = false; ///< with FIN
    };
    void take(PacketTime time, const Piece &piece, Listener &listener);
    /// The other side has all up to this number.
    void acknowledged(std::uint32_t ack, Listener &listener);
    /// Nothing more comes: what is held is given, with the gaps in front of it, and what was acknowledged and
    /// never seen is a gap.
    void finish(PacketTime time, Listener &listener);
    /// Gives up the hole in front of what is held.
    void giveUpHole(Listener &listener);

    std::size_t heldBytes() const noexcept { return m_heldBytes; }
    bool isFinished() const noexcept { return m_isFinished; }
    /// The number of the byte that is expected next.
    std::uint32_t nextSeq() const noexcept { return m_firstSeq + static_cast<std::uint32_t>(m_next); }

private:
    struct Held
    {
        PacketTime time;
        base::Bytes bytes;
        std::uint64_t missing = 0;
        std::uint64_t size() const noexcept { return bytes.size() + missing; }
    };

    std::int64_t positionOf(std::uint32_t seq) const noexcept;
    void deliver(PacketTime time, base::ByteSpan bytes, std::uint64_t missing, Listener &listener);
    void hold(PacketTime time, std::uint64_t at, base::ByteSpan bytes, std::uint64_t missing);
    void holdPart(PacketTime time, std::uint64_t at, std::uint64_t end, std::uint64_t start,
                  base::ByteSpan bytes);
    void drain(PacketTime time, Listener &listener);
    void losePatience(Listener &listener);

    std::uint32_t m_firstSeq = 0;
    std::uint64_t m_next = 0; ///< position in the stream of what is expected next
    std::uint64_t m_acknowledged = 0; ///< position up to which the other side has all
    std::optional<std::uint64_t> m_end; ///< where the FIN stands
    std::map<std::uint64_t, Held> m_held; ///< by position; they do not overlap
    std::size_t m_heldBytes = 0;
    int m_waited = 0; ///< packets since the hole was acknowledged
    bool m_hasStarted = false;
    bool m_isFinished = false;
};

} // namespace hop101::formats::pcap

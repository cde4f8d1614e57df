// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/importstage.h"
#include "core/formats/pcap/packetfile.h"
#include "core/hop/hopdecoder.h"

#include <array>
#include <memory>
#include <optional>

namespace hop101::formats::pcap {

/// Where connections go that were found: an ImportStage, or a test.
class HopTarget
{
public:
    virtual ~HopTarget() = default;
    virtual std::size_t addHop(const ImportedHop &hop) = 0;
    virtual ImportedHop &hop(std::size_t index) = 0;
    virtual void add(std::size_t hop, PacketTime time, hop::Direction direction,
                     const hop::InputData &data) = 0;
};

/// Bytes that are passed over at most, behind a gap, until a frame begins.
inline constexpr std::uint64_t kMaxSoughtBytes = 256 * 1024;

/// One connection with HTTP on it, as inputs of a hop. It follows where frames begin and end, so that behind
/// a gap they can be read again: where the frame that was cut is known to end, or at the first piece that
/// looks like frames. What is passed over until then counts as lost, too.
class HopStream
{
public:
    /// `target` must outlive it.
    HopStream(HopTarget &target, const ImportedHop &hop);
    ~HopStream();
    HopStream(const HopStream &) = delete;
    HopStream &operator=(const HopStream &) = delete;

    void opened(PacketTime time);
    void secured(PacketTime time, const hop::Secured &secured);
    /// The capture has nothing of the handshake: one is made up, and both directions begin with a gap.
    void makeUpHandshake(PacketTime time);
    void bytes(hop::Direction direction, PacketTime time, base::ByteSpan bytes);
    void lost(hop::Direction direction, PacketTime time, std::uint64_t bytes);
    /// Each direction ends once.
    void ended(hop::Direction direction, PacketTime time, hop::EndCause cause);
    /// Nothing more comes.
    void finish();

    /// Behind a CONNECT that was answered with 2xx: what follows is of another connection.
    struct Tunnel
    {
        std::string target; ///< "host:port", as the request has it
        std::array<std::uint64_t, 2> start{}; ///< where it begins in each direction
    };
    /// Nothing before that. It stays.
    const std::optional<Tunnel> &tunnel() const noexcept { return m_tunnel; }
    /// Of the next byte in its stream.
    std::uint64_t position(hop::Direction direction) const noexcept
    {
        return m_sides[static_cast<std::size_t>(direction)].position;
    }

private:
    class Watch;
    struct Side
    {
        PacketTime time; ///< of the latest input
        std::uint64_t position = 0; ///< in the stream
        bool isEnded = false;
        // Behind a gap:
        bool isGapOpen = false;
        PacketTime gapTime;
        std::uint64_t lostBytes = 0;
        std::uint64_t skip = 0; ///< the rest of the frame that was cut
        bool isSeeking = false; ///< where the next frame begins is not known
        std::uint64_t mostSought = kMaxSoughtBytes;
    };

    Side &side(hop::Direction direction) noexcept { return m_sides[static_cast<std::size_t>(direction)]; }
    void give(hop::Direction direction, PacketTime time, hop::InputData data);
    base::ByteSpan behindGap(hop::Direction direction, base::ByteSpan bytes);
    void closeGap(hop::Direction direction, bool framesFollow);
    void setUrl(const http::RequestHead &head);

    HopTarget &m_target;
    std::size_t m_hop;
    PacketTime m_opened{};
    std::array<Side, 2> m_sides;
    std::optional<Tunnel> m_tunnel;
    std::unique_ptr<Watch> m_watch; ///< a decoder of its own, of which only the borders of frames matter
};

} // namespace hop101::formats::pcap

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/endpoint.h"
#include "core/formats/pcap/hopstream.h"
#include "core/formats/pcap/tlskeys.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hop101::formats::pcap {

/// What of one connection waits until it is known what it is, and of all of them together.
inline constexpr std::size_t kMaxUndecidedBytes = 64 * 1024;
inline constexpr std::size_t kMaxAllUndecidedBytes = 16 * 1024 * 1024;

/// What was found besides HTTP.
struct FlowCounts
{
    std::uint64_t noHttp = 0; ///< TCP connections with other bytes
    std::uint64_t http2 = 0; ///< connections that begin as HTTP/2
    std::uint64_t noBytes = 0; ///< opened, refused or unanswered, and nothing more
    std::uint64_t withoutHandshake = 0; ///< WebSocket, as it seems, from after its handshake
    std::uint64_t oneSided = 0; ///< connections of which only one direction is in the file
    std::uint64_t evicted = 0; ///< given up because there were too many at once
    /// TLS that was not read: by server and why, in words.
    std::map<std::string, std::uint64_t> tls;
    std::uint64_t withoutKeys = 0; ///< of them, those that a key log would open
};

/// What all connections of a file share.
struct FlowContext
{
    HopTarget &target;
    bool isTreatedAsWebSocket = false;
    TlsKeys keys{};
    FlowCounts counts{};
    std::size_t undecidedBytes = 0; ///< held by all of them
};

/// Whose connection it is; sides count as in its flow.
struct FlowEnds
{
    std::array<Endpoint, 2> ends;
    std::optional<std::size_t> client; ///< known from the SYN
    PacketTime opened{};
    std::optional<hop::Secured> secured; ///< the bytes are those inside TLS
    PacketTime securedAt{};
    std::string tunnelTo{}; ///< the server behind the proxy; empty: the end itself
    int tunnels = 0; ///< in which it lies
};
/// So many CONNECTs are followed, one inside of another.
inline constexpr int kMaxTunnels = 4;

class TlsFlow;

/// The bytes of one connection, in order: finds out what they are, and hands them on where they are HTTP.
class FlowContent
{
public:
    /// `context` must outlive it.
    FlowContent(FlowContext &context, FlowEnds ends);
    ~FlowContent();
    FlowContent(const FlowContent &) = delete;
    FlowContent &operator=(const FlowContent &) = delete;

    FlowEnds &ends() noexcept { return m_ends; }
    bool isHop() const noexcept;
    /// Nothing of it is of interest any more.
    bool isIgnored() const noexcept { return m_isIgnored; }
    bool hasBytes() const noexcept { return m_hasBytes; }

    void bytes(std::size_t side, PacketTime time, base::ByteSpan bytes);
    void lost(std::size_t side, PacketTime time, std::uint64_t bytes);
    void fin(std::size_t side, PacketTime time);
    void reset(std::size_t side, PacketTime time);
    void finish();

private:
    enum class What : std::uint8_t { Bytes, Lost, Fin, Reset };
    struct Item
    {
        What what = What::Bytes;
        std::size_t side = 0;
        PacketTime time;
        base::Bytes bytes;
        std::uint64_t lost = 0;
    };

    void take(Item item);
    void decide(std::size_t side, base::ByteSpan piece);
    bool decideFrames(std::size_t side, base::ByteSpan piece);
    void becomeHop(std::size_t client, bool isMadeUp);
    void becomeTls();
    /// A TLS connection of which nothing can be read is counted, and of no interest.
    void checkTls();
    void ignore();
    /// `position`: of the bytes in the stream of that side.
    void intoTunnel(std::size_t side, PacketTime time, base::ByteSpan bytes, std::uint64_t position);
    void openTunnel(PacketTime time);
    void handOn(const Item &item);
    void dropItems();
    hop::Direction directionOf(std::size_t side) const noexcept
    {
        return side == m_client ? hop::Direction::FromLeft : hop::Direction::FromRight;
    }

    FlowContext &m_context;
    FlowEnds m_ends;
    std::vector<Item> m_items; ///< until it is known what they are
    std::array<base::Bytes, 2> m_fronts; ///< the first bytes of each side, until then
    std::size_t m_heldBytes = 0;
    std::size_t m_pieces = 0;
    std::size_t m_client = 0;
    std::unique_ptr<HopStream> m_stream;
    std::unique_ptr<TlsFlow> m_tls;
    std::unique_ptr<FlowContent> m_inside; ///< behind a CONNECT
    bool m_hasTunnel = false; ///< and it was looked at
    bool m_isIgnored = false;
    bool m_hasBytes = false;
};

} // namespace hop101::formats::pcap

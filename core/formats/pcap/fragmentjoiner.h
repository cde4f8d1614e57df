// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/formats/importstage.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hop101::formats::pcap {

/// Puts packets together again that IP has cut (RFC 791 section 3.2, RFC 8200 section 4.5). Of bytes that
/// come twice the first count. Memory is bounded: at most kMostOpen packets of 64 KiB wait for their rest,
/// and none longer than a minute.
class FragmentJoiner
{
public:
    static constexpr std::size_t kMostOpen = 128;

    /// A packet for which tcpSegment() said Fragment, from its IP header on. The whole packet, as if it had
    /// never been cut, once the last piece is there; lives until the next call.
    std::optional<base::ByteSpan> take(base::ByteSpan ip, WallTime time);
    /// Pieces of packets that were not, or are not yet, put together.
    std::uint64_t unused() const noexcept { return m_seen - m_used; }

private:
    struct Piece
    {
        std::string key; ///< whose it is
        base::ByteSpan head; ///< of the packet, as far as it is the same in all pieces
        base::ByteSpan data;
        std::size_t at = 0;
        bool isLast = false;
        std::uint8_t next = 0; ///< IPv6: what is in it
    };
    struct Open
    {
        WallTime since;
        std::map<std::size_t, base::Bytes> pieces; ///< by their places, none over another
        std::size_t bytes = 0; ///< of them all
        std::optional<std::size_t> size; ///< of the whole, once the last one is there
        std::uint64_t order = 0;
        std::uint64_t taken = 0; ///< with those that came twice
    };

    static std::optional<Piece> pieceOfIpv4(base::ByteSpan ip);
    static std::optional<Piece> pieceOfIpv6(base::ByteSpan ip);
    Open &openOf(const Piece &piece, WallTime time);
    static void add(Open &open, const Piece &piece);
    void join(const Open &open, const Piece &piece);

    std::map<std::string, Open> m_open;
    base::Bytes m_whole;
    std::uint64_t m_seen = 0, m_used = 0, m_order = 0;
};

} // namespace hop101::formats::pcap

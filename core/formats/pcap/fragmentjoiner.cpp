// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/fragmentjoiner.h"

#include "core/formats/pcap/byteorder.h"

#include <algorithm>
#include <iterator>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kIpv4Head = 20, kIpv6Head = 40, kFragmentHead = 8;
constexpr std::size_t kMostBytes = 65'535; ///< of a packet, with its head
constexpr std::chrono::seconds kLongestWait{60};

std::uint8_t byteAt(base::ByteSpan bytes, std::size_t at) noexcept
{
    return std::to_integer<std::uint8_t>(bytes[at]);
}

void putNet16(base::Bytes &bytes, std::size_t at, std::size_t number)
{
    bytes[at] = static_cast<std::byte>(number >> 8U);
    bytes[at + 1] = static_cast<std::byte>(number & 0xffU);
}

} // namespace

std::optional<base::ByteSpan> FragmentJoiner::take(base::ByteSpan ip, WallTime time)
{
    ++m_seen;
    const bool isIpv4 = !ip.empty() && byteAt(ip, 0) >> 4U == 4;
    const auto piece = isIpv4 ? pieceOfIpv4(ip) : pieceOfIpv6(ip);
    // All but the last are of eights.
    if (!piece || piece->data.empty() || (!piece->isLast && piece->data.size() % 8 != 0)
        || piece->head.size() + piece->at + piece->data.size() > kMostBytes)
        return std::nullopt;
    Open &open = openOf(*piece, time);
    add(open, *piece);
    if (!open.size || open.bytes != *open.size)
        return std::nullopt;
    join(open, *piece);
    m_used += open.taken;
    m_open.erase(piece->key);
    return m_whole;
}

std::optional<FragmentJoiner::Piece> FragmentJoiner::pieceOfIpv4(base::ByteSpan ip)
{
    const std::size_t head = ip.size() < kIpv4Head ? 0 : (byteAt(ip, 0) & 15U) * std::size_t{4};
    const std::size_t total = head < kIpv4Head ? 0 : readNet16(ip.subspan(2));
    if (head < kIpv4Head || head > total || total > ip.size())
        return std::nullopt; // also one that was captured in part
    const std::uint16_t place = readNet16(ip.subspan(6));
    Piece piece;
    piece.head = ip.first(head);
    piece.data = ip.subspan(head, total - head);
    piece.at = (place & 0x1fffU) * std::size_t{8};
    piece.isLast = (place & 0x2000U) == 0;
    // Both addresses, the protocol, the number of the packet.
    piece.key =
        base::toText(ip.subspan(12, 8)) + base::toText(ip.subspan(9, 1)) + base::toText(ip.subspan(4, 2));
    return piece;
}

std::optional<FragmentJoiner::Piece> FragmentJoiner::pieceOfIpv6(base::ByteSpan ip)
{
    constexpr std::uint8_t kFragment = 44;
    if (ip.size() < kIpv6Head || readNet16(ip.subspan(4)) > ip.size() - kIpv6Head)
        return std::nullopt;
    base::ByteSpan rest = ip.subspan(kIpv6Head, readNet16(ip.subspan(4)));
    for (std::uint8_t header = byteAt(ip, 6); header != kFragment;) {
        const std::size_t size = rest.size() < 8 ? 0 : (byteAt(rest, 1) + std::size_t{1}) * 8;
        if (size == 0 || size > rest.size())
            return std::nullopt;
        header = byteAt(rest, 0);
        rest = rest.subspan(size);
    }
    if (rest.size() < kFragmentHead)
        return std::nullopt;
    const std::uint16_t place = readNet16(rest.subspan(2));
    Piece piece;
    piece.head = ip.first(kIpv6Head);
    piece.data = rest.subspan(kFragmentHead);
    piece.at = place & 0xfff8U;
    piece.isLast = (place & 1U) == 0;
    piece.next = byteAt(rest, 0);
    piece.key = base::toText(ip.subspan(8, 32)) + base::toText(rest.subspan(4, 4));
    return piece;
}

FragmentJoiner::Open &FragmentJoiner::openOf(const Piece &piece, WallTime time)
{
    const auto found = m_open.find(piece.key);
    // The numbers of packets come round again.
    if (found != m_open.end() && (time < found->second.since || time - found->second.since <= kLongestWait))
        return found->second;
    if (found != m_open.end())
        m_open.erase(found);
    if (m_open.size() >= kMostOpen)
        m_open.erase(std::ranges::min_element(m_open, {}, [](const auto &one) { return one.second.order; }));
    Open &open = m_open[piece.key];
    open.since = time;
    open.order = ++m_order;
    return open;
}

void FragmentJoiner::add(Open &open, const Piece &piece)
{
    ++open.taken;
    const std::size_t end = piece.at + piece.data.size();
    const auto next = open.pieces.lower_bound(piece.at);
    const bool meetsNext = next != open.pieces.end() && next->first < end;
    const auto before = next == open.pieces.begin() ? open.pieces.end() : std::prev(next);
    const bool meetsBefore = before != open.pieces.end() && before->first + before->second.size() > piece.at;
    if (meetsNext || meetsBefore)
        return;
    if (piece.isLast && !open.size)
        open.size = end;
    open.bytes += piece.data.size();
    open.pieces.emplace(piece.at, base::Bytes(piece.data.begin(), piece.data.end()));
}

void FragmentJoiner::join(const Open &open, const Piece &piece)
{
    m_whole.assign(piece.head.begin(), piece.head.end());
    for (const auto &[at, bytes] : open.pieces)
        base::append(m_whole, bytes);
    if (byteAt(piece.head, 0) >> 4U == 4) {
        putNet16(m_whole, 2, m_whole.size());
        putNet16(m_whole, 6, 0);
    } else {
        putNet16(m_whole, 4, m_whole.size() - kIpv6Head);
        m_whole[6] = static_cast<std::byte>(piece.next);
    }
}

} // namespace hop101::formats::pcap

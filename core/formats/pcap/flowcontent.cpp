// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/flowcontent.h"

#include "core/formats/pcap/streamkind.h"
#include "core/formats/pcap/tlsflow.h"

#include <algorithm>
#include <utility>

namespace hop101::formats::pcap {
namespace {

/// So many pieces are looked at for frames, where the handshake is not in the file.
constexpr std::size_t kMaxSoughtPieces = 32;

} // namespace

FlowContent::FlowContent(FlowContext &context, FlowEnds ends) : m_context(context), m_ends(ends) { }

FlowContent::~FlowContent()
{
    dropItems();
}

bool FlowContent::isHop() const noexcept
{
    return m_stream || (m_tls && m_tls->isHop());
}

void FlowContent::bytes(std::size_t side, PacketTime time, base::ByteSpan bytes)
{
    m_hasBytes = true;
    if (m_stream) {
        const std::uint64_t position = m_stream->position(directionOf(side));
        m_stream->bytes(directionOf(side), time, bytes);
        if (m_stream->tunnel())
            intoTunnel(side, time, bytes, position);
    } else if (m_tls) {
        m_tls->bytes(directionOf(side), time, bytes);
        checkTls();
    } else if (!m_isIgnored) {
        take({What::Bytes, side, time, {bytes.begin(), bytes.end()}, 0});
    }
}

void FlowContent::lost(std::size_t side, PacketTime time, std::uint64_t bytes)
{
    if (m_inside)
        m_inside->lost(side, time, bytes);
    if (m_stream)
        m_stream->lost(directionOf(side), time, bytes);
    else if (m_tls)
        m_tls->lost(directionOf(side), time, bytes);
    else if (!m_isIgnored)
        take({What::Lost, side, time, {}, bytes});
}

void FlowContent::fin(std::size_t side, PacketTime time)
{
    if (m_inside)
        m_inside->fin(side, time);
    if (m_stream)
        m_stream->ended(directionOf(side), time, hop::EndCause::Fin);
    else if (m_tls)
        m_tls->ended(directionOf(side), time, hop::EndCause::Fin);
    else if (!m_isIgnored)
        take({What::Fin, side, time, {}, 0});
}

void FlowContent::reset(std::size_t side, PacketTime time)
{
    if (m_inside)
        m_inside->reset(side, time);
    if (m_stream)
        m_stream->ended(directionOf(side), time, hop::EndCause::Reset);
    else if (m_tls)
        m_tls->ended(directionOf(side), time, hop::EndCause::Reset);
    else if (!m_isIgnored)
        take({What::Reset, side, time, {}, 0});
}

void FlowContent::take(Item item)
{
    const std::size_t side = item.side;
    const std::size_t size = item.bytes.size();
    m_heldBytes += size;
    m_context.undecidedBytes += size;
    m_items.push_back(std::move(item));
    if (size == 0)
        return;
    // decide() may empty m_items.
    const base::Bytes piece = m_items.back().bytes;
    base::Bytes &front = m_fronts[side];
    base::append(front, base::ByteSpan(piece).first(std::min(piece.size(), kMaxKindBytes - front.size())));
    decide(side, piece);
    const bool isTooMuch =
        m_heldBytes > kMaxUndecidedBytes || m_context.undecidedBytes > kMaxAllUndecidedBytes;
    if (!m_stream && !m_isIgnored && isTooMuch)
        ignore();
}

void FlowContent::decide(std::size_t side, base::ByteSpan piece)
{
    const StreamKind kind = kindOf(m_fronts[side]);
    if (kind == StreamKind::Request)
        return becomeHop(side, false);
    if (kind == StreamKind::Response)
        return becomeHop(1 - side, false);
    if (kind == StreamKind::Tls)
        return becomeTls();
    if (!m_ends.client) {
        if (decideFrames(side, piece) || ++m_pieces < kMaxSoughtPieces)
            return;
        return ignore();
    }
    // A server may speak first; what the client says tells.
    if (kind == StreamKind::Other && side == *m_ends.client)
        ignore();
}

/// Without the start of the connection, frames may begin at any piece.
bool FlowContent::decideFrames(std::size_t side, base::ByteSpan piece)
{
    const bool isClient = looksLikeFrames(piece, true);
    if (!isClient && !looksLikeFrames(piece, false))
        return false;
    if (m_context.isTreatedAsWebSocket) {
        becomeHop(isClient ? side : 1 - side, true);
        return true;
    }
    ++m_context.counts.withoutHandshake;
    m_isIgnored = true;
    dropItems();
    return true;
}

void FlowContent::becomeHop(std::size_t client, bool isMadeUp)
{
    m_client = client;
    ImportedHop hop;
    hop.clientAddress = textOf(m_ends.ends[client]);
    hop.serverAddress = m_ends.tunnelTo.empty() ? textOf(m_ends.ends[1 - client]) : m_ends.tunnelTo;
    hop.isSecure = m_ends.secured.has_value();
    if (isMadeUp)
        hop.madeUp = {"the handshake", "that permessage-deflate was agreed"};
    m_stream = std::make_unique<HopStream>(m_context.target, hop);
    m_stream->opened(m_ends.opened);
    if (m_ends.secured)
        m_stream->secured(m_ends.securedAt, *m_ends.secured);
    if (isMadeUp)
        m_stream->makeUpHandshake(m_ends.opened);
    for (const Item &item : m_items)
        handOn(item);
    dropItems();
}

void FlowContent::handOn(const Item &item)
{
    switch (item.what) {
    case What::Bytes:
        return bytes(item.side, item.time, item.bytes);
    case What::Lost:
        return lost(item.side, item.time, item.lost);
    case What::Fin:
        return fin(item.side, item.time);
    case What::Reset:
        return reset(item.side, item.time);
    }
}

/// Who begins with a ClientHello is the client; else the higher port is.
void FlowContent::becomeTls()
{
    const auto isHello = [this](std::size_t side) {
        const base::Bytes &front = m_fronts[side];
        return front.size() > 5 && front[0] == std::byte{0x16} && front[5] == std::byte{1};
    };
    const std::size_t byPort = m_ends.ends[0].port > m_ends.ends[1].port ? 0 : 1;
    m_client = m_ends.client.value_or(isHello(0) ? 0 : isHello(1) ? 1 : byPort);
    FlowEnds ends = m_ends;
    ends.client = m_client;
    m_tls = std::make_unique<TlsFlow>(m_context, ends);
    const std::vector<Item> items = std::exchange(m_items, {});
    dropItems();
    for (const Item &item : items)
        handOn(item);
}

void FlowContent::checkTls()
{
    if (!m_tls || !m_tls->isUseless())
        return;
    m_tls->finish();
    m_tls.reset();
    m_isIgnored = true;
}

/// The hop to the proxy has these bytes, too, as what they are there: bytes of somebody else.
void FlowContent::intoTunnel(std::size_t side, PacketTime time, base::ByteSpan bytes, std::uint64_t position)
{
    const auto &start = m_stream->tunnel()->start;
    const bool isEarly = m_stream->position(hop::Direction::FromLeft) > start[0]
        && directionOf(side) != hop::Direction::FromLeft;
    if (!m_hasTunnel && !isEarly && m_ends.tunnels < kMaxTunnels)
        openTunnel(time);
    m_hasTunnel = true;
    if (!m_inside)
        return;
    const std::uint64_t from = start[static_cast<std::size_t>(directionOf(side))];
    const std::uint64_t before = from - std::min(from, position);
    if (before < bytes.size())
        m_inside->bytes(side, time, bytes.subspan(static_cast<std::size_t>(before)));
}

void FlowContent::openTunnel(PacketTime time)
{
    constexpr std::size_t kMostName = 300;
    FlowEnds ends = m_ends;
    ends.client = m_client;
    ends.opened = time;
    ends.secured.reset();
    ends.tunnelTo = m_stream->tunnel()->target.substr(0, kMostName);
    ++ends.tunnels;
    m_inside = std::make_unique<FlowContent>(m_context, ends);
}

void FlowContent::ignore()
{
    const auto isHttp2 = [](const base::Bytes &front) {
        return base::asText(front).starts_with("PRI * HTTP/2");
    };
    if (std::ranges::any_of(m_fronts, isHttp2))
        ++m_context.counts.http2;
    else
        ++m_context.counts.noHttp;
    m_isIgnored = true;
    dropItems();
}

void FlowContent::dropItems()
{
    m_context.undecidedBytes -= m_heldBytes;
    m_heldBytes = 0;
    m_items = {};
    m_fronts = {};
}

void FlowContent::finish()
{
    if (m_inside)
        m_inside->finish();
    m_inside.reset();
    if (m_stream)
        m_stream->finish();
    else if (m_tls)
        m_tls->finish();
    else if (!m_isIgnored && m_hasBytes)
        ignore();
    m_isIgnored = true;
    m_stream.reset();
    m_tls.reset();
    dropItems();
}

} // namespace hop101::formats::pcap

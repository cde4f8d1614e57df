// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tcpflows.h"

#include "core/formats/pcap/tcpwriter.h"

#include <algorithm>

namespace hop101::formats::pcap {

/// One connection. Sides count as in its key.
class TcpFlows::Flow
{
public:
    Flow(FlowContext &context, const Key &key, PacketTime time)
        : m_content(context, FlowEnds{key, std::nullopt, time, std::nullopt, {}}), m_latest(time)
    {
        for (std::size_t i = 0; i < m_sides.size(); ++i) {
            m_sides[i].content = &m_content;
            m_sides[i].index = i;
        }
    }

    FlowContent &content() noexcept { return m_content; }
    bool isOver() const noexcept { return m_isOver; }
    bool isNewStart(std::size_t side, std::uint32_t seq) const noexcept
    {
        const auto &known = m_sides[side].syn;
        const auto &assembler = m_sides[side].assembler;
        // The same one comes twice where two interfaces saw it, also behind the end of the connection.
        if (known)
            return *known != seq;
        // One that stands behind its first data in the file is of this connection.
        return m_isOver || (assembler.hasStarted() && assembler.firstSeq() != seq + 1);
    }
    std::size_t heldBytes() const noexcept
    {
        return m_sides[0].assembler.heldBytes() + m_sides[1].assembler.heldBytes();
    }

    void take(std::size_t side, PacketTime time, const TcpSegment &segment);
    void giveUpHoles();
    void finish();
    /// No packet of one side is there, where the other one says that it heard of it.
    bool isOneSided() const noexcept
    {
        const auto isAlone = [](const Side &one, const Side &other) { return one.hasHeard && !other.isSeen; };
        return isAlone(m_sides[0], m_sides[1]) || isAlone(m_sides[1], m_sides[0]);
    }

private:
    struct Side : StreamAssembler::Listener
    {
        void bytes(PacketTime time, base::ByteSpan data) override { content->bytes(index, time, data); }
        void gap(PacketTime time, std::uint64_t size) override { content->lost(index, time, size); }
        void fin(PacketTime time) override { content->fin(index, time); }

        FlowContent *content = nullptr;
        std::size_t index = 0;
        StreamAssembler assembler;
        std::optional<std::uint32_t> syn;
        bool isSeen = false;
        bool hasHeard = false; ///< it acknowledged something
    };

    void takeSyn(std::size_t side, PacketTime time, const TcpSegment &segment);

    FlowContent m_content;
    std::array<Side, 2> m_sides;
    PacketTime m_latest;
    bool m_isOver = false;
};

void TcpFlows::Flow::takeSyn(std::size_t side, PacketTime time, const TcpSegment &segment)
{
    m_sides[side].syn = segment.seq;
    if (!m_sides[side].assembler.hasStarted())
        m_sides[side].assembler.start(segment.seq + 1);
    FlowEnds &ends = m_content.ends();
    const bool isAnswer = segment.has(tcp::kAck);
    if (!ends.client)
        ends.client = isAnswer ? 1 - side : side;
    if (isAnswer)
        ends.opened = time; // it is up for the client, who speaks first
}

void TcpFlows::Flow::take(std::size_t side, PacketTime time, const TcpSegment &segment)
{
    m_latest = std::max(m_latest, time);
    if (m_isOver)
        return;
    Side &from = m_sides[side];
    from.isSeen = true;
    from.hasHeard = from.hasHeard || segment.has(tcp::kAck);
    const bool isSyn = segment.has(tcp::kSyn);
    if (isSyn && !from.syn)
        takeSyn(side, time, segment);
    if (segment.has(tcp::kAck))
        m_sides[1 - side].assembler.acknowledged(segment.ack, m_sides[1 - side]);
    if (segment.size() > 0 || segment.has(tcp::kFin))
        from.assembler.take(
            time, {segment.seq + (isSyn ? 1U : 0U), segment.payload, segment.missing, segment.has(tcp::kFin)},
            from);
    if (segment.has(tcp::kReset)) {
        for (Side &each : m_sides)
            each.assembler.finish(time, each);
        m_content.reset(side, time);
    }
    m_isOver =
        segment.has(tcp::kReset) || (m_sides[0].assembler.isFinished() && m_sides[1].assembler.isFinished());
    if (m_isOver)
        m_content.finish();
}

void TcpFlows::Flow::giveUpHoles()
{
    for (Side &side : m_sides)
        side.assembler.giveUpHole(side);
}

void TcpFlows::Flow::finish()
{
    for (Side &side : m_sides)
        side.assembler.finish(m_latest, side);
    m_content.finish();
    m_isOver = true;
}

TcpFlows::TcpFlows(FlowContext &context) : m_context(context) { }

TcpFlows::~TcpFlows() = default;

void TcpFlows::take(PacketTime time, const TcpSegment &segment)
{
    const Key key = segment.from < segment.to ? Key{segment.from, segment.to} : Key{segment.to, segment.from};
    Entry *entry = entryFor(key, time, segment);
    if (!entry)
        return;
    Flow &flow = *entry->flow;
    const std::size_t held = flow.heldBytes();
    flow.take(segment.from == key[0] ? 0 : 1, time, segment);
    m_heldBytes += flow.heldBytes() - held;
    if (m_heldBytes > kMaxAllHeldBytes && flow.heldBytes() > 0) {
        const std::size_t before = flow.heldBytes();
        flow.giveUpHoles();
        m_heldBytes -= before - flow.heldBytes();
    }
    touch(*entry);
}

/// None for a packet that begins nothing: an acknowledgement or a reset of what is not known.
TcpFlows::Entry *TcpFlows::entryFor(const Key &key, PacketTime time, const TcpSegment &segment)
{
    const std::size_t side = segment.from == key[0] ? 0 : 1;
    auto found = m_flows.find(key);
    const bool isStart = segment.has(tcp::kSyn) && !segment.has(tcp::kAck);
    if (found != m_flows.end() && isStart && found->second.flow->isNewStart(side, segment.seq)) {
        remove(found);
        found = m_flows.end();
    }
    if (found != m_flows.end())
        return &found->second;
    if (!segment.has(tcp::kSyn) && segment.payload.empty())
        return nullptr;
    if (m_others.size() >= kMaxFlows)
        evict(m_others);
    Entry entry{std::make_unique<Flow>(m_context, key, time), m_others.insert(m_others.end(), key), false};
    return &m_flows.emplace(key, std::move(entry)).first->second;
}

/// It is the latest of its kind now, and may have become of another.
void TcpFlows::touch(Entry &entry)
{
    Order &before = entry.isHop ? m_hops : m_others;
    entry.isHop = entry.flow->content().isHop();
    Order &after = entry.isHop ? m_hops : m_others;
    after.splice(after.end(), before, entry.place);
    if (m_hops.size() > kMaxFlows)
        evict(m_hops);
}

void TcpFlows::evict(Order &from)
{
    const auto entry = m_flows.find(from.front());
    const bool isLoss = !entry->second.flow->isOver() && !entry->second.flow->content().isIgnored();
    m_context.counts.evicted += isLoss && entry->second.flow->content().hasBytes() ? 1 : 0;
    remove(entry);
}

void TcpFlows::remove(std::map<Key, Entry>::iterator entry)
{
    Flow &flow = *entry->second.flow;
    m_heldBytes -= flow.heldBytes();
    m_context.counts.oneSided += entry->second.isHop && flow.isOneSided() ? 1 : 0;
    endFlow(flow);
    (entry->second.isHop ? m_hops : m_others).erase(entry->second.place);
    m_flows.erase(entry);
}

void TcpFlows::endFlow(Flow &flow)
{
    if (!flow.isOver())
        flow.finish();
    if (!flow.content().hasBytes())
        ++m_context.counts.noBytes;
}

void TcpFlows::finish()
{
    while (!m_flows.empty())
        remove(m_flows.begin());
}

} // namespace hop101::formats::pcap

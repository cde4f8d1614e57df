// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/flowcontent.h"
#include "core/formats/pcap/streamassembler.h"
#include "core/formats/pcap/tcpsegment.h"

#include <list>
#include <map>
#include <memory>

namespace hop101::formats::pcap {

/// The most connections that are followed at a time, with and without HTTP on them: of more, the one that was
/// silent longest is given up.
inline constexpr std::size_t kMaxFlows = 32'768;
/// What all of them hold back together until a hole is filled.
inline constexpr std::size_t kMaxAllHeldBytes = 64 * 1024 * 1024;

/// Sorts segments into connections, and puts each connection's bytes in order. A SYN with other numbers
/// begins another connection between the same ends. Cost a segment: the logarithm of the number of
/// connections.
class TcpFlows
{
public:
    /// `context` must outlive it.
    explicit TcpFlows(FlowContext &context);
    ~TcpFlows();
    TcpFlows(const TcpFlows &) = delete;
    TcpFlows &operator=(const TcpFlows &) = delete;

    void take(PacketTime time, const TcpSegment &segment);
    /// The file is at its end.
    void finish();

    std::size_t flowCount() const noexcept { return m_flows.size(); }

private:
    using Key = std::array<Endpoint, 2>; ///< the lower one first
    class Flow;
    using Order = std::list<Key>;
    struct Entry
    {
        std::unique_ptr<Flow> flow;
        Order::iterator place;
        bool isHop = false; ///< in m_hops, else in m_others
    };

    Entry *entryFor(const Key &key, PacketTime time, const TcpSegment &segment);
    void touch(Entry &entry);
    void evict(Order &from);
    void remove(std::map<Key, Entry>::iterator entry);
    void endFlow(Flow &flow);

    FlowContext &m_context;
    std::map<Key, Entry> m_flows;
    Order m_hops, m_others; ///< the one that was silent longest stands first
    std::size_t m_heldBytes = 0;
};

} // namespace hop101::formats::pcap

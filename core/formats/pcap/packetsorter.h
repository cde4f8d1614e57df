// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/fragmentjoiner.h"
#include "core/formats/pcap/packetfile.h"
#include "core/formats/pcap/tcpflows.h"

#include <map>
#include <vector>

namespace hop101::formats::pcap {

/// Takes packets of any link type, one after another; connections with HTTP/1 on them go to the target, the
/// rest is counted.
class PacketSorter
{
public:
    /// `target` must outlive it. `isTreatedAsWebSocket`: as ImportOptions has it.
    PacketSorter(HopTarget &target, bool isTreatedAsWebSocket)
        : m_context{target, isTreatedAsWebSocket, {}, {}, 0}, m_flows(m_context)
    { }

    /// Secrets of TLS; those of a file stand in front of the packets that they are for.
    TlsKeys &keys() noexcept { return m_context.keys; }
    void take(const Packet &packet);
    /// There are no more.
    void finish() { m_flows.finish(); }

    const FlowCounts &counts() const noexcept { return m_context.counts; }
    /// What is worth knowing of all that is no HTTP/1, one sentence of each kind.
    std::vector<ImportRemark> remarks() const;

private:
    void takeIp(WallTime time, base::ByteSpan ip, std::uint64_t length);
    void takeFragment(WallTime time, base::ByteSpan ip);
    void note(NoSegment why);
    void addFlows(std::vector<ImportRemark> &to) const;

    FlowContext m_context;
    TcpFlows m_flows;
    std::map<std::uint16_t, std::uint64_t> m_unread; ///< packets by link type
    FragmentJoiner m_fragments;
    PacketTime m_latest{};
    std::uint64_t m_late = 0; ///< packets behind later ones
    std::uint64_t m_ofTunnels = 0; ///< packets within packets
    std::uint64_t m_malformed = 0, m_cut = 0, m_other = 0, m_short = 0;
};

} // namespace hop101::formats::pcap

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/packetsorter.h"

#include "core/base/overloaded.h"
#include "core/formats/pcap/linklayer.h"

#include <algorithm>

namespace hop101::formats::pcap {
namespace {

std::string counted(std::uint64_t count, const char *one, const char *many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

} // namespace

void PacketSorter::take(const Packet &packet)
{
    m_late += packet.time < m_latest ? 1 : 0;
    m_latest = std::max(m_latest, packet.time);
    if (!isLinkTypeRead(packet.linkType)) {
        ++m_unread[packet.linkType];
        return;
    }
    const auto ip = ipPacket(packet.linkType, packet.data);
    if (!ip) {
        ++m_other;
        return;
    }
    const std::uint64_t head = packet.data.size() - ip->size();
    takeIp(packet.time, *ip, packet.length - head);
}

void PacketSorter::takeIp(WallTime time, base::ByteSpan ip, std::uint64_t length)
{
    std::visit(base::overloaded{
                   [&](const TcpSegment &segment) {
                       m_short += segment.missing > 0 ? 1 : 0;
                       m_flows.take(time, segment);
                   },
                   [&](NoSegment why) {
                       if (why == NoSegment::Fragment)
                           takeFragment(time, ip);
                       else
                           note(why);
                   },
               },
               tcpSegment(ip, length));
}

/// A whole packet is no fragment: this comes back at most once.
void PacketSorter::takeFragment(WallTime time, base::ByteSpan ip)
{
    if (const auto whole = m_fragments.take(ip, time))
        takeIp(time, *whole, whole->size());
}

void PacketSorter::note(NoSegment why)
{
    switch (why) {
    case NoSegment::OtherProtocol:
        ++m_other;
        return;
    case NoSegment::Tunnel:
        ++m_ofTunnels;
        return;
    case NoSegment::Fragment:
        return;
    case NoSegment::Malformed:
        ++m_malformed;
        return;
    case NoSegment::Cut:
        ++m_cut;
        return;
    }
}

std::vector<ImportRemark> PacketSorter::remarks() const
{
    std::vector<ImportRemark> remarks;
    const auto add = [&remarks](std::string sentence, bool isLoss) {
        remarks.push_back({std::move(sentence), isLoss, std::nullopt});
    };
    for (const auto &[type, count] : m_unread)
        add(counted(count, "packet is", "packets are") + " of link type " + std::to_string(type)
                + ", which is not read: record on an Ethernet, loopback or \"any\" interface.",
            true);
    if (m_fragments.unused() > 0)
        add(counted(m_fragments.unused(), "packet is a fragment", "packets are fragments")
                + " of larger IP packets whose other fragments are not in the file.",
            true);
    if (m_malformed > 0)
        add(counted(m_malformed, "packet has", "packets have") + " lengths that contradict each other.",
            true);
    if (m_cut > 0)
        add(counted(m_cut, "packet was", "packets were")
                + " captured without their TCP heads: record with a larger snapshot length (tcpdump -s 0).",
            true);
    if (m_short > 0)
        add(counted(m_short, "packet was", "packets were")
                + " captured in part, which leaves gaps: record with a larger snapshot length "
                  "(tcpdump -s 0).",
            true);
    if (m_ofTunnels > 0)
        add(counted(m_ofTunnels, "packet is", "packets are")
                + " in a tunnel (GRE, IP in IP or VXLAN), which is not looked into: record at its end, on "
                  "the "
                  "interface that has the packets without it.",
            true);
    addFlows(remarks);
    if (m_late > 0)
        add(counted(m_late, "packet stands", "packets stand")
                + " in the file behind later ones: where a connection looks torn, put them in order "
                  "(reordercap IN "
                  "OUT) and import that.",
            false);
    return remarks;
}

void PacketSorter::addFlows(std::vector<ImportRemark> &to) const
{
    const auto add = [&to](std::string sentence, bool isLoss) {
        to.push_back({std::move(sentence), isLoss, std::nullopt});
    };
    const FlowCounts &counts = m_context.counts;
    if (counts.oneSided > 0)
        add("Of " + counted(counts.oneSided, "connection", "connections")
                + " only one direction is in the file: record both, so that request and answer are there.",
            true);
    for (const auto &[which, count] : counts.tls)
        add(counted(count, "TLS stream ", "TLS streams ") + which, true);
    if (counts.evicted > 0)
        add(counted(counts.evicted, "connection was", "connections were")
                + " given up, because more than 32,768 were open at a time.",
            true);
    if (counts.http2 > 0)
        add(counted(counts.http2, "connection is", "connections are")
                + " HTTP/2, whose streams are not read: have the program speak HTTP/1.1.",
            true);
    if (counts.noHttp > 0)
        add(counted(counts.noHttp, "TCP stream holds", "TCP streams hold") + " no HTTP/1.", false);
    if (counts.noBytes > 0)
        add(counted(counts.noBytes, "TCP connection was", "TCP connections were")
                + " refused, unanswered, or carried nothing.",
            false);
}

} // namespace hop101::formats::pcap

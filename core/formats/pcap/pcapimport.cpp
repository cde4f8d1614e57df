// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/pcapimport.h"

#include "core/base/overloaded.h"
#include "core/formats/pcap/filebytes.h"
#include "core/formats/pcap/linklayer.h"
#include "core/formats/pcap/pcapngreader.h"
#include "core/formats/pcap/pcapreader.h"
#include "core/formats/pcap/tcpflows.h"

#include <cerrno>
#include <cstdio>
#include <map>
#include <memory>
#include <system_error>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kMaxKeyLogBytes = std::size_t{64} * 1024 * 1024;

std::string counted(std::uint64_t count, const char *one, const char *many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

class StageTarget : public HopTarget
{
public:
    explicit StageTarget(ImportRun &run) : m_run(run) { }
    std::size_t addHop(const ImportedHop &hop) override { return m_run.stage().addHop(hop); }
    ImportedHop &hop(std::size_t index) override { return m_run.stage().hop(index); }
    void add(std::size_t hop, PacketTime time, hop::Direction direction, const hop::InputData &data) override
    {
        m_run.add(hop, time, direction, data);
    }

private:
    ImportRun &m_run;
};

/// One file, from its first packet to its remarks.
class PacketImport
{
public:
    explicit PacketImport(ImportRun &run)
        : m_run(run), m_target(run), m_context{m_target, run.options().isTreatedAsWebSocket, {}, {}, 0},
          m_flows(m_context)
    { }

    std::optional<ImportError> readKeyLog();
    void read(PacketFile &file)
    {
        bool goesOn = true;
        while (goesOn && m_run.isGoing()) {
            goesOn = std::visit(base::overloaded{
                                    [this](const Packet &packet) {
                                        take(packet);
                                        return true;
                                    },
                                    [this](const KeyLogText &log) {
                                        m_context.keys.add(log.text);
                                        return true;
                                    },
                                    [](const FileEnd &) { return false; },
                                    [this](const ImportBreak &broken) {
                                        m_run.breakAt(broken.offset, broken.expected);
                                        return false;
                                    },
                                },
                                file.next());
        }
        m_flows.finish();
        tell();
    }

private:
    void take(const Packet &packet);
    void note(NoSegment why);
    void tell();
    void tellFlows();

    ImportRun &m_run;
    StageTarget m_target;
    FlowContext m_context;
    TcpFlows m_flows;
    std::map<std::uint16_t, std::uint64_t> m_unread; ///< packets by link type
    std::uint64_t m_fragments = 0, m_malformed = 0, m_cut = 0, m_other = 0, m_short = 0;
};

std::optional<ImportError> PacketImport::readKeyLog()
{
    const std::string &path = m_run.options().keyLogFile;
    if (path.empty())
        return std::nullopt;
    const std::unique_ptr<std::FILE, decltype(&std::fclose)> file(std::fopen(path.c_str(), "rb"),
                                                                  &std::fclose);
    if (!file)
        return ImportError{ImportFault::KeyLog, path, std::system_category().message(errno), {}};
    std::string log(kMaxKeyLogBytes, '\0');
    log.resize(std::fread(log.data(), 1, log.size(), file.get()));
    if (m_context.keys.add(log) == 0)
        return ImportError{ImportFault::KeyLog, path, "no line of it holds a secret of TLS 1.2 or 1.3", {}};
    return std::nullopt;
}

void PacketImport::take(const Packet &packet)
{
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
    std::visit(base::overloaded{
                   [&](const TcpSegment &segment) {
                       m_short += segment.missing > 0 ? 1 : 0;
                       m_flows.take(packet.time, segment);
                   },
                   [this](NoSegment why) { note(why); },
               },
               tcpSegment(*ip, packet.length - head));
}

void PacketImport::note(NoSegment why)
{
    switch (why) {
    case NoSegment::OtherProtocol:
        ++m_other;
        return;
    case NoSegment::Fragment:
        ++m_fragments;
        return;
    case NoSegment::Malformed:
        ++m_malformed;
        return;
    case NoSegment::Cut:
        ++m_cut;
        return;
    }
}

void PacketImport::tell()
{
    for (const auto &[type, count] : m_unread)
        m_run.remark(counted(count, "packet is", "packets are") + " of link type " + std::to_string(type)
                         + ", which is not read: record on an Ethernet, loopback or \"any\" interface.",
                     true);
    if (m_fragments > 0)
        m_run.remark(counted(m_fragments, "packet is a fragment", "packets are fragments")
                         + " of larger IP packets, which are not put together.",
                     true);
    if (m_malformed > 0)
        m_run.remark(counted(m_malformed, "packet has", "packets have")
                         + " lengths that contradict each other.",
                     true);
    if (m_cut > 0)
        m_run.remark(
            counted(m_cut, "packet was", "packets were")
                + " captured without their TCP heads: record with a larger snapshot length (tcpdump -s 0).",
            true);
    if (m_short > 0)
        m_run.remark(counted(m_short, "packet was", "packets were")
                         + " captured in part, which leaves gaps: record with a larger snapshot length "
                           "(tcpdump -s 0).",
                     true);
    tellFlows();
}

void PacketImport::tellFlows()
{
    const FlowCounts &counts = m_context.counts;
    for (const auto &[which, count] : counts.tls)
        m_run.remark(counted(count, "TLS stream ", "TLS streams ") + which, true);
    if (counts.evicted > 0)
        m_run.remark(counted(counts.evicted, "connection was", "connections were")
                         + " given up, because more than 32,768 were open at a time.",
                     true);
    if (counts.noHttp > 0)
        m_run.remark(counted(counts.noHttp, "TCP stream holds", "TCP streams hold") + " no HTTP/1.");
    if (counts.noBytes > 0)
        m_run.remark(counted(counts.noBytes, "TCP connection was", "TCP connections were")
                     + " refused, unanswered, or carried nothing.");
    m_run.report().streamsWithoutHandshake = counts.withoutHandshake;
}

} // namespace

std::optional<ImportError> importPackets(ImportRun &run)
{
    FileBytes bytes([&run](std::span<std::byte> into) {
        return run.read({reinterpret_cast<char *>(into.data()), into.size()});
    });
    PacketImport import(run);
    if (auto error = import.readKeyLog())
        return error;
    if (run.report().format == ImportFormat::Pcap) {
        PcapReader file(bytes);
        import.read(file);
    } else {
        PcapngReader file(bytes);
        import.read(file);
    }
    return std::nullopt;
}

} // namespace hop101::formats::pcap

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/pcapimport.h"

#include "core/base/overloaded.h"
#include "core/formats/pcap/filebytes.h"
#include "core/formats/pcap/packetsorter.h"
#include "core/formats/pcap/pcapngreader.h"
#include "core/formats/pcap/pcapreader.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kMaxKeyLogBytes = std::size_t{64} * 1024 * 1024;

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
        : m_run(run), m_target(run), m_sorter(m_target, run.options().isTreatedAsWebSocket)
    { }

    std::optional<ImportError> readKeyLog();
    void read(PacketFile &file)
    {
        bool goesOn = true;
        while (goesOn && m_run.isGoing()) {
            goesOn = std::visit(base::overloaded{
                                    [this](const Packet &packet) {
                                        m_hasPackets = true;
                                        m_sorter.take(packet);
                                        return true;
                                    },
                                    [this](const KeyLogText &log) {
                                        m_sorter.keys().add(log.text);
                                        m_hasLateKeys = m_hasLateKeys || m_hasPackets;
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
        m_sorter.finish();
        if (m_hasLateKeys && m_sorter.counts().withoutKeys > 0)
            m_run.remark("Keys of TLS stand in the file behind packets that they may be for: put them in "
                         "front (editcap "
                         "--inject-secrets tls,KEYS IN OUT), or give them as a key log.",
                         true);
        for (ImportRemark &remark : m_sorter.remarks())
            m_run.remark(std::move(remark.sentence), remark.isLoss);
        m_run.report().streamsWithoutHandshake = m_sorter.counts().withoutHandshake;
        m_run.report().streamsWithoutKeys = m_sorter.counts().withoutKeys;
    }

private:
    ImportRun &m_run;
    StageTarget m_target;
    PacketSorter m_sorter;
    bool m_hasPackets = false, m_hasLateKeys = false;
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
    if (m_sorter.keys().add(log) == 0)
        return ImportError{ImportFault::KeyLog, path, "no line of it holds a secret of TLS 1.2 or 1.3", {}};
    return std::nullopt;
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

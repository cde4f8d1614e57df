// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/overloaded.h"
#include "core/formats/pcap/byteorder.h"
#include "core/formats/pcap/filebytes.h"
#include "core/formats/pcap/packetsorter.h"
#include "core/formats/pcap/pcapngreader.h"
#include "core/formats/pcap/pcapreader.h"
#include "core/formats/pcap/tlsdecrypter.h"
#include "tests/fuzz/pieces.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <string>

namespace hop101::fuzz {
namespace {

using namespace formats::pcap;
using formats::ImportBreak;
using formats::ImportedHop;
using hop::Direction;

/// What became of a file: its hops and their inputs, as one text.
class Connections : public HopTarget
{
public:
    std::size_t addHop(const ImportedHop &hop) override
    {
        m_hops.push_back({hop, {}, {}});
        return m_hops.size() - 1;
    }
    ImportedHop &hop(std::size_t index) override { return m_hops.at(index).hop; }
    void add(std::size_t index, PacketTime time, Direction direction, const hop::InputData &data) override
    {
        Hop &hop = m_hops.at(index);
        const auto side = static_cast<std::size_t>(direction);
        HOP101_REQUIRE(!hop.isEnded[side]);
        HOP101_REQUIRE(!hop.latest[side] || *hop.latest[side] <= time);
        hop.latest[side] = time;
        hop.isEnded[side] = std::holds_alternative<hop::Ended>(data);
        text += std::to_string(index) + ' ' + std::to_string(time.time_since_epoch().count()) + ' '
            + std::to_string(side) + ' ' + std::to_string(data.index());
        if (const auto *seen = std::get_if<hop::BytesSeen>(&data)) {
            HOP101_REQUIRE(!seen->bytes.empty());
            bytes += seen->bytes.size();
            text += ' ' + base::toHex(seen->bytes);
        } else if (const auto *lost = std::get_if<hop::Lost>(&data)) {
            text += ' ' + std::to_string(lost->bytes) + (lost->framesFollow ? " frames" : "");
        }
        text += '\n';
    }
    std::size_t hopCount() const noexcept { return m_hops.size(); }

    std::string text;
    std::uint64_t bytes = 0;

private:
    struct Hop
    {
        ImportedHop hop;
        std::array<std::optional<PacketTime>, 2> latest;
        std::array<bool, 2> isEnded{};
    };
    std::deque<Hop> m_hops;
};

template<typename File>
std::string read(base::ByteSpan input, Chunking chunking, bool isTreated)
{
    const auto pieces = piecesOf(input, chunking);
    std::size_t at = 0;
    base::ByteSpan left;
    FileBytes bytes([&](std::span<std::byte> into) {
        if (left.empty() && at < pieces.size())
            left = pieces[at++];
        const std::size_t size = std::min(left.size(), into.size());
        std::ranges::copy(left.first(size), into.begin());
        left = left.subspan(size);
        return size;
    });
    Connections connections;
    PacketSorter sorter(connections, isTreated);
    File file(bytes);
    bool goesOn = true;
    while (goesOn) {
        goesOn = std::visit(base::overloaded{
                                [&](const Packet &packet) {
                                    HOP101_REQUIRE(packet.data.size() <= packet.length);
                                    HOP101_REQUIRE(packet.offset <= input.size());
                                    sorter.take(packet);
                                    return true;
                                },
                                [&](const KeyLogText &log) {
                                    sorter.keys().add(log.text);
                                    return true;
                                },
                                [](const FileEnd &) { return false; },
                                [&](const ImportBreak &broken) {
                                    HOP101_REQUIRE(broken.offset <= input.size());
                                    HOP101_REQUIRE(broken.expected.ends_with('.'));
                                    return false;
                                },
                            },
                            file.next());
    }
    sorter.finish();
    HOP101_REQUIRE(std::holds_alternative<FileEnd>(file.next()));
    for (const auto &remark : sorter.remarks())
        HOP101_REQUIRE(remark.sentence.ends_with('.'));
    // Two made-up heads for each connection without a handshake; else nothing that is not in the file.
    constexpr std::uint64_t kMadeUpBytes = 1000;
    HOP101_REQUIRE(connections.bytes
                   <= input.size() + (isTreated ? kMadeUpBytes * connections.hopCount() : 0));
    return connections.text;
}

template<typename File>
void check(base::ByteSpan input)
{
    for (const bool isTreated : {false, true})
        HOP101_REQUIRE(read<File>(input, Chunking::Whole, isTreated)
                       == read<File>(input, Chunking::Mixed, isTreated));
}

/// What was inside TLS, as one text.
class Inside : public TlsDecrypter::Listener
{
public:
    void secured() override
    {
        HOP101_REQUIRE(!m_isSecured);
        m_isSecured = true;
    }
    void inside(Direction from, base::ByteSpan bytes) override
    {
        HOP101_REQUIRE(m_isSecured && !bytes.empty());
        text[static_cast<std::size_t>(from)] += base::toHex(bytes);
    }
    void closed(Direction from) override { text[static_cast<std::size_t>(from)] += '.'; }

    std::array<std::string, 2> text;

private:
    bool m_isSecured = false;
};

/// Pieces: a byte for the side, two for the size, and so many bytes.
std::array<std::string, 2> decrypted(const TlsKeys &keys, base::ByteSpan pieces, bool isSingle)
{
    TlsDecrypter tls(keys);
    Inside inside;
    while (pieces.size() >= 3) {
        const auto from =
            (pieces[0] & std::byte{1}) == std::byte{} ? Direction::FromLeft : Direction::FromRight;
        const bool isLost = (pieces[0] & std::byte{2}) != std::byte{};
        const std::size_t size = std::min<std::size_t>(readNet16(pieces.subspan(1)), pieces.size() - 3);
        base::ByteSpan bytes = pieces.subspan(3, size);
        pieces = pieces.subspan(3 + size);
        if (isLost)
            tls.lose(from);
        for (; isSingle && !bytes.empty(); bytes = bytes.subspan(1))
            tls.take(from, bytes.first(1), inside);
        tls.take(from, bytes, inside);
    }
    return inside.text;
}

} // namespace

void pcapFile(base::ByteSpan input)
{
    check<PcapReader>(input);
}

void pcapngFile(base::ByteSpan input)
{
    check<PcapngReader>(input);
}

void tlsStream(base::ByteSpan input)
{
    const std::string_view text = base::asText(input);
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    TlsKeys keys;
    keys.add(text.substr(0, end));
    const base::ByteSpan pieces = input.subspan(std::min(end + 2, input.size()));
    HOP101_REQUIRE(decrypted(keys, pieces, false) == decrypted(keys, pieces, true));
}

} // namespace hop101::fuzz

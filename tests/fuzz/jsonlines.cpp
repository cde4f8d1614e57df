// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/jsonlines.h"

#include "tests/fuzz/pieces.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <array>
#include <vector>

namespace hop101::fuzz {
namespace {

using namespace formats;

/// What became of the lines, as one text.
class Told final : public JsonLinesTarget
{
public:
    Told(base::ByteSpan input, Chunking chunking) : m_input(input), m_pieces(piecesOf(input, chunking)) { }

    std::size_t read(std::span<char> into) override
    {
        while (m_left.empty() && m_at < m_pieces.size())
            m_left = m_pieces[m_at++];
        const std::size_t size = std::min(m_left.size(), into.size());
        std::ranges::transform(m_left.first(size), into.begin(),
                               [](std::byte b) { return static_cast<char>(b); });
        m_left = m_left.subspan(size);
        return size;
    }
    std::size_t addHop(const ImportedHop &hop) override
    {
        HOP101_REQUIRE(!m_isBroken);
        text += "hop " + hop.url + '\n';
        return m_hops++;
    }
    void add(std::size_t hop, WallTime time, hop::Direction direction, const hop::InputData &data) override
    {
        HOP101_REQUIRE(hop < m_hops && !m_isBroken);
        HOP101_REQUIRE(time.time_since_epoch().count() >= 0);
        text += std::to_string(hop) + ' ' + std::to_string(time.time_since_epoch().count()) + ' '
            + std::to_string(static_cast<int>(direction)) + ' ' + std::to_string(data.index());
        if (const auto *seen = std::get_if<hop::BytesSeen>(&data)) {
            HOP101_REQUIRE(!seen->bytes.empty());
            m_bytes += seen->bytes.size();
            HOP101_REQUIRE(m_bytes <= m_input.size());
            text += ' ' + base::toHex(seen->bytes);
        } else if (const auto *lost = std::get_if<hop::Lost>(&data)) {
            text += ' ' + std::to_string(lost->bytes);
        }
        text += '\n';
    }
    void remark(const std::string &sentence, bool) override { HOP101_REQUIRE(sentence.ends_with('.')); }
    void breakAt(std::uint64_t offset, const std::string &expected) override
    {
        HOP101_REQUIRE(!m_isBroken && offset <= m_input.size() && !expected.empty());
        m_isBroken = true;
        text += "broken at " + std::to_string(offset) + ": " + expected;
    }
    bool isGoing() const override { return true; }

    std::string text;

private:
    base::ByteSpan m_input, m_left;
    std::vector<base::ByteSpan> m_pieces;
    std::size_t m_at = 0, m_hops = 0;
    std::uint64_t m_bytes = 0;
    bool m_isBroken = false;
};

std::string told(base::ByteSpan input, Chunking chunking)
{
    Told target(input, chunking);
    readJsonLines(target);
    return target.text;
}

} // namespace

void jsonLines(base::ByteSpan input)
{
    HOP101_REQUIRE(told(input, Chunking::Whole) == told(input, Chunking::Mixed));
}

} // namespace hop101::fuzz

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/verify.h"

#include "core/capture/blockcache.h"
#include "core/capture/exchangetable.h"
#include "core/capture/hoptap.h"
#include "core/capture/schema.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

namespace hop101::capture {

namespace {

constexpr std::size_t kBatchEvents = 256;

/// Replays into an index in a temporary file, so that memory does not depend on the capture's size.
class Replay
{
public:
    explicit Replay(const Database &database) : m_index(database) { }

    void take(const hop::Input &input)
    {
        auto &tap = m_taps[input.hop.value];
        if (!tap)
            tap = std::make_unique<HopTap>(input.hop, m_numbers, m_index, nullptr);
        if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data))
            end(input) += seen->bytes.size();
        else if (const auto *lost = std::get_if<hop::Lost>(&input.data))
            end(input) += lost->bytes;
        tap->take(input);
    }
    /// As Recorder::finish() does.
    void endOpen()
    {
        for (const auto &[stream, size] : m_ends)
            m_index.endOpen({stream.first}, stream.second, size);
    }
    bool flush()
    {
        m_index.flush();
        return m_index.isGood();
    }
    std::uint64_t eventCount() const { return m_index.eventCount(); }

private:
    std::uint64_t &end(const hop::Input &input) { return m_ends[{input.hop.value, input.direction}]; }

    EventIndex m_index;
    hop::Numbers m_numbers;
    std::map<std::uint32_t, std::unique_ptr<HopTap>> m_taps;
    std::map<std::pair<std::uint32_t, hop::Direction>, std::uint64_t> m_ends;
};

class Comparison
{
public:
    Comparison(const Reader &reader, const Database &replayed, VerifyReport &report)
        : m_reader(reader), m_blocks(replayed), m_report(report)
    { }

    void compareEvents(std::uint64_t replayedCount)
    {
        const std::uint64_t recorded = m_reader.eventCount();
        if (recorded != replayedCount)
            differ("the capture has " + std::to_string(recorded) + " events, the replay "
                   + std::to_string(replayedCount));
        const std::uint64_t count = std::min(recorded, replayedCount);
        std::array<hop::Event, kBatchEvents> batch;
        for (std::uint64_t id = 1; id <= count; id += batch.size()) {
            const std::size_t size = std::min<std::uint64_t>(batch.size(), count - id + 1);
            m_reader.events({id}, std::span(batch).first(size));
            for (const hop::Event &event : std::span(batch).first(size))
                compareEvent(event);
        }
        m_report.events = recorded;
    }
    void compareExchanges(const std::vector<hop::Exchange> &replayed)
    {
        const std::vector<hop::Exchange> recorded = m_reader.exchanges();
        if (recorded.size() != replayed.size())
            differ("the capture has " + std::to_string(recorded.size()) + " exchanges, the replay "
                   + std::to_string(replayed.size()));
        for (std::size_t i = 0; i < std::min(recorded.size(), replayed.size()); ++i) {
            if (recorded[i] != replayed[i])
                differ("exchange " + std::to_string(recorded[i].id.value) + " differs");
        }
    }
    void differ(std::string what)
    {
        if (m_report.differences++ == 0)
            m_report.firstDifference = std::move(what);
    }

private:
    void compareEvent(const hop::Event &recorded)
    {
        const BlockView *block = m_blocks.find(recorded.id);
        const std::size_t row = block ? recorded.id.value - block->first() : 0;
        if (!block || block->event(row) != recorded)
            differ("event " + std::to_string(recorded.id.value) + " differs");
        if (block)
            compareFindings(recorded.id, *block, row);
    }
    void compareFindings(base::EventId id, const BlockView &block, std::size_t row)
    {
        const std::vector<hop::Finding> recorded = m_reader.findings(id);
        std::vector<hop::Finding> replayed;
        for (std::size_t i = block.findingAtOrAfter(row);
             i < block.findingCount() && block.findingEvent(i) == id; ++i)
            replayed.push_back(block.finding(i).value_or(hop::Finding{}));
        if (recorded != replayed)
            differ("the findings of event " + std::to_string(id.value) + " differ");
        m_report.findings += recorded.size();
    }

    const Reader &m_reader;
    BlockCache m_blocks;
    VerifyReport &m_report;
};

} // namespace

VerifyReport verify(const Reader &reader)
{
    VerifyReport report;
    const auto failed = [&report](const CaptureError &error) {
        ++report.differences;
        report.firstDifference = "the replay failed: " + error.detail;
        return report;
    };
    auto database = Database::openTemporary();
    if (!database)
        return failed(database.error());
    if (!createTables(database.value()) || !database.value().run("BEGIN"))
        return failed(database.value().lastError());
    Replay replay(database.value());
    reader.inputs([&](const hop::Input &input) {
        ++report.inputs;
        replay.take(input);
        return true;
    });
    if (reader.info().isComplete)
        replay.endOpen();
    if (!replay.flush())
        return failed(database.value().lastError());
    Comparison comparison(reader, database.value(), report);
    comparison.compareEvents(replay.eventCount());
    comparison.compareExchanges(exchangeRows(database.value()).rows);
    if (reader.damage())
        comparison.differ("a part of the capture cannot be read: " + reader.damage()->detail);
    return report;
}

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/verify.h"

#include "core/capture/blockcache.h"
#include "core/capture/contentlog.h"
#include "core/capture/eventindex.h"
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

/// Compares what the replay inflates with what the capture kept, piece by piece.
class ContentComparison final : public ContentSink
{
public:
    explicit ContentComparison(const Reader &reader) : m_reader(reader) { }

    void sawWire(std::uint64_t bytes) noexcept { m_budget.sawWire(bytes); }
    void take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated) override
    {
        const base::ByteSpan kept = m_budget.kept(frame, offset, inflated);
        if (m_firstDifferent || kept.empty())
            return;
        const base::Bytes recorded = m_reader.inflated(frame.message, offset, kept.size());
        if (!std::equal(kept.begin(), kept.end(), recorded.begin(), recorded.end()))
            m_firstDifferent = frame.message;
    }
    base::EventId firstDifferent() const noexcept { return m_firstDifferent; }
    std::uint64_t bytes() const noexcept { return m_budget.keptBytes(); }

private:
    const Reader &m_reader;
    ContentBudget m_budget;
    base::EventId m_firstDifferent;
};

/// Replays into an index in a temporary file, so that memory does not depend on the capture's size.
class Replay
{
public:
    Replay(const Reader &reader, const Database &database)
        : m_reader(reader), m_index(database), m_content(reader)
    { }

    void take(const hop::Input &input)
    {
        auto &tap = m_taps[input.hop.value];
        if (!tap)
            tap = std::make_unique<HopTap>(input.hop, limitsOf(input.hop), m_numbers, m_index, m_content,
                                           nullptr);
        if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data)) {
            end(input) += seen->bytes.size();
            m_content.sawWire(seen->bytes.size());
        } else if (const auto *lost = std::get_if<hop::Lost>(&input.data)) {
            end(input) += lost->bytes;
        }
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
    const ContentComparison &content() const { return m_content; }

private:
    plan::Limits limitsOf(base::HopId hop) const
    {
        const std::vector<Hop> &hops = m_reader.hops();
        return hop.value >= 1 && hop.value <= hops.size() ? hops[hop.value - 1].limits : plan::Limits();
    }
    std::uint64_t &end(const hop::Input &input) { return m_ends[{input.hop.value, input.direction}]; }

    const Reader &m_reader;
    EventIndex m_index;
    ContentComparison m_content;
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
    void compareContent(const ContentComparison &replayed)
    {
        if (replayed.firstDifferent())
            differ("the inflated bytes of message " + std::to_string(replayed.firstDifferent().value)
                   + " differ");
        const std::uint64_t recorded = m_reader.allInflatedBytes();
        if (recorded != replayed.bytes())
            differ("the capture has " + std::to_string(recorded) + " inflated bytes, the replay "
                   + std::to_string(replayed.bytes()));
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
        if (!block || !isSame(block->event(row), recorded))
            differ("event " + std::to_string(recorded.id.value) + " differs");
        if (block)
            compareFindings(recorded.id, *block, row);
    }
    bool isSame(hop::Event replayed, const hop::Event &recorded) const
    {
        if (!m_hasMessages) {
            replayed.messageSize = recorded.messageSize;
            replayed.flags = static_cast<std::uint16_t>(replayed.flags & ~hop::flag::Compressed);
        }
        return replayed == recorded;
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
    const bool m_hasMessages = m_reader.info().hasMessages;
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
    Replay replay(reader, database.value());
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
    if (reader.info().hasMessages)
        comparison.compareContent(replay.content());
    if (reader.damage())
        comparison.differ("a part of the capture cannot be read: " + reader.damage()->detail);
    return report;
}

} // namespace hop101::capture

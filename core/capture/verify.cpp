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
#include <limits>
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
    /// As Recorder::finish() does, where it did.
    void endOpen()
    {
        for (const auto &[stream, size] : m_ends)
            if (m_reader.sessionOf({stream.first}).isComplete)
                m_index.endOpen({stream.first}, stream.second, size);
    }
    bool flush()
    {
        m_index.flush();
        return m_index.isGood();
    }
    std::uint64_t eventCount() const { return m_index.eventCount(); }
    const std::vector<hop::Event> &openEvents() const { return m_index.openEvents(); }
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

    /// Events 1 to `count`; not those that are `open`, which a later input would have changed.
    void compareEvents(std::uint64_t count, const std::vector<hop::Event> &open = {})
    {
        const auto isOpen = [&open](const hop::Event &event) {
            return std::any_of(open.begin(), open.end(),
                               [&event](const hop::Event &other) { return other.id == event.id; });
        };
        std::array<hop::Event, kBatchEvents> batch;
        for (std::uint64_t id = 1; id <= count; id += batch.size()) {
            const std::size_t size = std::min<std::uint64_t>(batch.size(), count - id + 1);
            m_reader.events({id}, std::span(batch).first(size));
            const auto findings =
                m_reader.findings({id}, {id + size - 1}, std::numeric_limits<std::size_t>::max());
            std::span<const hop::Finding> rest(findings);
            for (const hop::Event &event : std::span(batch).first(size)) {
                const auto next =
                    std::find_if(rest.begin(), rest.end(),
                                 [&event](const hop::Finding &finding) { return finding.event != event.id; });
                const auto own = rest.first(static_cast<std::size_t>(next - rest.begin()));
                if (!isOpen(event))
                    compareEvent(event, own);
                rest = rest.subspan(own.size());
            }
        }
        m_report.events = count;
    }
    void compareCounts(const char *what, std::uint64_t recorded, std::uint64_t replayed)
    {
        if (recorded != replayed)
            differ("the capture has " + std::to_string(recorded) + ' ' + what + ", the replay "
                   + std::to_string(replayed));
    }
    void compareExchanges(const std::vector<hop::Exchange> &replayed)
    {
        const std::vector<hop::Exchange> recorded = m_reader.exchanges();
        compareCounts("exchanges", recorded.size(), replayed.size());
        for (std::size_t i = 0; i < std::min(recorded.size(), replayed.size()); ++i)
            if (recorded[i] != replayed[i])
                differ("exchange " + std::to_string(recorded[i].id.value) + " has " + textOf(recorded[i])
                       + " in the capture and " + textOf(replayed[i]) + " in the replay");
    }
    void compareContent(const ContentComparison &replayed)
    {
        if (replayed.firstDifferent())
            differ("the inflated bytes of message " + std::to_string(replayed.firstDifferent().value)
                   + " differ");
        compareCounts("inflated bytes", m_reader.allInflatedBytes(), replayed.bytes());
    }
    void differ(std::string what)
    {
        if (m_report.differences++ == 0)
            m_report.firstDifference = std::move(what);
    }

private:
    static std::string textOf(const hop::Exchange &exchange)
    {
        return "hop " + std::to_string(exchange.hop.value) + ", request "
            + std::to_string(exchange.request.value) + ", response " + std::to_string(exchange.response.value)
            + ", status " + std::to_string(exchange.status) + ", state "
            + std::to_string(static_cast<unsigned>(exchange.state));
    }
    void compareEvent(const hop::Event &recorded, std::span<const hop::Finding> recordedFindings)
    {
        m_report.findings += recordedFindings.size();
        const BlockView *block = m_blocks.find(recorded.id);
        if (!block) {
            differ("event " + std::to_string(recorded.id.value) + " is missing in the replay");
            return;
        }
        const std::size_t row = recorded.id.value - block->first();
        if (const auto mismatch = firstMismatch(recorded, comparable(block->event(row), recorded)))
            differ(recorded.id, *mismatch);
        if (const auto mismatch = firstMismatch(recordedFindings, findingsOf(recorded.id, *block, row)))
            differ(recorded.id, *mismatch);
    }
    /// Without what the first version did not tell.
    hop::Event comparable(hop::Event replayed, const hop::Event &recorded) const
    {
        if (!m_hasMessages) {
            replayed.messageSize = recorded.messageSize;
            replayed.flags = static_cast<std::uint16_t>(replayed.flags & ~hop::flag::Compressed);
        }
        return replayed;
    }
    static std::vector<hop::Finding> findingsOf(base::EventId id, const BlockView &block, std::size_t row)
    {
        std::vector<hop::Finding> findings;
        for (std::size_t i = block.findingAtOrAfter(row);
             i < block.findingCount() && block.findingEvent(i) == id; ++i)
            findings.push_back(block.finding(i).value_or(hop::Finding{}));
        return findings;
    }
    void differ(base::EventId event, const FieldMismatch &mismatch)
    {
        if (m_report.differences == 0) {
            m_report.event = event;
            m_report.field = mismatch;
        }
        differ("event " + std::to_string(event.value) + ", " + mismatch.field + ": " + mismatch.recorded
               + " in the capture, " + mismatch.replayed + " in the replay");
    }

    const Reader &m_reader;
    const bool m_hasMessages = m_reader.info().hasMessages;
    BlockCache m_blocks;
    VerifyReport &m_report;
};

/// Nothing is missing behind it: inputs are numbered without a hole.
class InputOrder
{
public:
    bool isNext(const hop::Input &input) noexcept
    {
        const bool isFirst = m_last == 0;
        const bool follows = isFirst || input.seq == m_last + 1;
        m_last = input.seq;
        return follows;
    }

private:
    std::uint64_t m_last = 0;
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
    InputOrder order;
    reader.inputs([&](const hop::Input &input) {
        // Behind a hole every later byte would stand in another place.
        report.isPartial = !order.isNext(input);
        if (report.isPartial)
            return false;
        ++report.inputs;
        replay.take(input);
        return true;
    });
    if (!report.isPartial)
        replay.endOpen();
    if (!replay.flush())
        return failed(database.value().lastError());
    Comparison comparison(reader, database.value(), report);
    const std::uint64_t recorded = reader.eventCount();
    if (report.isPartial) {
        comparison.differ("input " + std::to_string(report.inputs + 1)
                          + " is missing or cannot be read: compared are the events before it");
        comparison.compareEvents(std::min(recorded, replay.eventCount()), replay.openEvents());
    } else {
        comparison.compareCounts("events", recorded, replay.eventCount());
        comparison.compareEvents(std::min(recorded, replay.eventCount()));
        comparison.compareExchanges(exchangeRows(database.value()).rows);
        if (reader.info().hasMessages)
            comparison.compareContent(replay.content());
    }
    if (reader.damage())
        comparison.differ("a part of the capture cannot be read: " + reader.damage()->detail);
    return report;
}

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/hop/event.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace hop101::capture {

/// Events of a full block. Block boundaries stand at 1, 1 + kBlockEvents, …: no block crosses one.
inline constexpr std::size_t kBlockEvents = 4096;
/// Findings of one block that are kept; no decoder makes nearly as many.
inline constexpr std::size_t kMaxBlockFindings = 64 * kBlockEvents;

/// The first event of the full block that holds this one.
constexpr std::uint64_t blockStart(std::uint64_t event) noexcept
{
    return event - (event - 1) % kBlockEvents;
}

/// What can be known of a block without its columns.
struct BlockSummary
{
    std::uint32_t kinds = 0; ///< bit n: an event of kind n
    std::uint8_t directions = 0; ///< bit n: an event of direction n
    std::uint8_t severities = 0; ///< bit n: an event whose worst finding has severity n
    std::uint64_t findings = 0;
    std::uint64_t wireBytes = 0; ///< of all events whose size is known
    std::uint64_t maxPayloadBytes = 0;
    std::array<std::uint64_t, 16> rules{}; ///< bit n: a finding of rule number n (of those below 1024)

    bool hasAtLeast(rules::Severity severity) const noexcept
    {
        return (severities >> static_cast<unsigned>(severity)) != 0;
    }
    bool operator==(const BlockSummary &) const = default;
};
BlockSummary summaryOf(std::span<const hop::Event> events, std::span<const hop::Finding> findings);
base::Bytes encodeSummary(const BlockSummary &summary);
/// Nothing where it is malformed.
std::optional<BlockSummary> decodeSummary(base::ByteSpan bytes);

/// The columns of up to kBlockEvents events, whose numbers are dense, and of their findings, in the order of
/// their events. Each column is one of frame of reference and width: an 8-byte lowest value and then, for
/// each row, the distance to it in 0, 1, 2, 3, 4 or 8 bytes, little-endian. So any row can be read without
/// the others. Sizes of messages are 0 where the message is one frame that is not compressed.
base::Bytes encodeColumns(std::span<const hop::Event> events, std::span<const hop::Finding> findings);

/// The columns of a block, in their order.
enum class Column : std::uint8_t {
    Time,
    Hop,
    Direction,
    Kind,
    Code,
    Flags,
    Offset,
    Wire, ///< size + 1
    Payload, ///< size + 1
    Message, ///< back to the first frame of the message, plus 1; 0: none
    Ended,
    Severity,
    MessageSize, ///< 0: that of an uncompressed message of one frame, or −1; else size + 2
    FindingRow, ///< see findingRow()
    FindingRule,
    FindingFirst,
    FindingSize,
};
inline constexpr std::size_t kColumns = 17;

/// Where the columns of a block lie in its bytes, also of the first version, which had no sizes of messages.
/// It reads nothing beyond the bytes, but believes what they say: see isRowPossible(). The bytes must outlive
/// it.
class BlockColumns
{
public:
    /// Row n of a column is base plus the little-endian number of `width` bytes at rows + n × width.
    struct Place
    {
        std::uint64_t base = 0;
        const std::byte *rows = nullptr;
        std::uint8_t width = 0; ///< 0, 1, 2, 3, 4 or 8
        std::uint64_t mask = 0; ///< the bits of one row
    };

    /// Nothing where the bytes are not exactly the columns of `count` events.
    static std::optional<BlockColumns> locate(std::uint64_t firstEvent, std::uint64_t count,
                                              base::ByteSpan columns);

    std::uint64_t first() const noexcept { return m_first; }
    std::uint64_t count() const noexcept { return m_count; }
    std::uint64_t last() const noexcept { return m_first + m_count - 1; }
    std::size_t findingCount() const noexcept { return m_findings; }

    const Place &place(Column column) const noexcept { return m_places[static_cast<std::size_t>(column)]; }
    /// `row` < count(), of findings < findingCount().
    std::uint64_t value(Column column, std::size_t row) const noexcept;
    /// No value of this row is one that an event cannot have.
    bool isRowPossible(std::size_t row) const noexcept;
    /// The row of that finding's event; below count() where areFindingsPossible().
    std::uint64_t findingRow(std::size_t index) const noexcept;
    /// True for the findings of all rows.
    bool areFindingsPossible() const noexcept;
    /// Of a possible row.
    hop::Event event(std::size_t row) const noexcept;

private:
    bool locateColumns(base::ByteSpan columns);
    bool isMessageSizePossible(std::size_t row) const noexcept;
    std::int64_t messageSize(const hop::Event &event, std::size_t row) const noexcept;

    std::uint64_t m_first = 0;
    std::uint64_t m_count = 0;
    std::size_t m_findings = 0;
    const std::byte *m_end = nullptr; ///< of the bytes
    std::array<Place, kColumns> m_places{};
    std::uint8_t m_format = 0;
};

/// The events and findings of a block. Whatever the bytes are, it gives no value that an event cannot have.
/// Keeps the bytes.
class BlockView
{
public:
    /// Nothing where the bytes are not exactly the columns of `count` possible events.
    static std::optional<BlockView> parse(std::uint64_t firstEvent, std::uint64_t count, base::Bytes columns);
    BlockView(BlockView &&) noexcept = default;
    BlockView &operator=(BlockView &&) noexcept = default;
    BlockView(const BlockView &) = delete;
    BlockView &operator=(const BlockView &) = delete;

    std::uint64_t first() const noexcept { return m_columns.first(); }
    std::uint64_t count() const noexcept { return m_columns.count(); }
    std::uint64_t last() const noexcept { return m_columns.last(); }
    std::size_t sizeBytes() const noexcept { return m_bytes.size(); }
    const BlockColumns &columns() const noexcept { return m_columns; }

    /// `row` < count().
    hop::Event event(std::size_t row) const noexcept;
    rules::Severity severity(std::size_t row) const noexcept;
    // One column of a row, as in event(row).
    hop::Nanoseconds time(std::size_t row) const noexcept;
    base::HopId hopId(std::size_t row) const noexcept;
    hop::Direction direction(std::size_t row) const noexcept;
    hop::EventKind kind(std::size_t row) const noexcept;
    std::uint16_t code(std::size_t row) const noexcept;
    std::int64_t wireSize(std::size_t row) const noexcept;
    std::int64_t payloadSize(std::size_t row) const noexcept;
    base::EventId message(std::size_t row) const noexcept;
    /// The first (or last) event of this block within [first, last] that is at least so severe; none where
    /// there is none.
    base::EventId firstAtLeast(rules::Severity severity, std::uint64_t first,
                               std::uint64_t last) const noexcept;
    base::EventId lastAtLeast(rules::Severity severity, std::uint64_t first,
                              std::uint64_t last) const noexcept;

    std::size_t findingCount() const noexcept { return m_columns.findingCount(); }
    /// The first finding whose event is at or after that row; findingCount() where there is none.
    std::size_t findingAtOrAfter(std::size_t row) const noexcept;
    /// The number of a rule may be one that this version does not know: then there is no finding to show.
    std::optional<hop::Finding> finding(std::size_t index) const noexcept;
    /// The event of that finding.
    base::EventId findingEvent(std::size_t index) const noexcept;

private:
    BlockView(base::Bytes bytes, const BlockColumns &columns) : m_bytes(std::move(bytes)), m_columns(columns)
    { }

    base::Bytes m_bytes;
    BlockColumns m_columns; ///< in m_bytes, which stay in their place when they are moved
};

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"
#include "core/hop/event.h"

#include <array>
#include <vector>

namespace hop101::capture {

/// What is kept of inflated messages: this much in any case, and more the more there is on the wire.
inline constexpr std::uint64_t kContentFloorBytes = std::uint64_t{1024} * 1024 * 1024;
inline constexpr std::uint64_t kContentPerWireByte = 20;
/// The most bytes of a row of the table content.
inline constexpr std::size_t kContentRowBytes = 64 * 1024;

/// Hears the bytes of compressed messages, inflated.
class ContentSink
{
public:
    virtual ~ContentSink() = default;
    /// `frame` brought the bytes at `offset` of its message.
    virtual void take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated) = 0;
};

/// Decides what of the inflated bytes is kept, from the inputs alone, so that a replay decides the same. Of
/// every message a front is kept: all of it, or what there was room for.
class ContentBudget
{
public:
    explicit ContentBudget(std::uint64_t floorBytes = kContentFloorBytes) : m_floor(floorBytes) { }
    /// Goes on behind messages that took `kept` bytes of what came with `wire` bytes.
    ContentBudget(std::uint64_t wire, std::uint64_t kept)
        : m_floor(kContentFloorBytes), m_wire(wire), m_kept(kept)
    { }
    void sawWire(std::uint64_t bytes) noexcept { m_wire += bytes; }
    /// The front of `bytes` that is kept.
    base::ByteSpan kept(const hop::Event &frame, std::uint64_t offset, base::ByteSpan bytes);
    /// Of all messages.
    std::uint64_t keptBytes() const noexcept { return m_kept; }

private:
    struct Stream
    {
        base::EventId message;
        std::uint64_t end = 0; ///< of what is kept of it
    };
    std::uint64_t room() const noexcept;

    std::vector<std::array<Stream, 2>> m_streams; ///< by hop, then direction
    std::uint64_t m_floor;
    std::uint64_t m_wire = 0;
    std::uint64_t m_kept = 0;
};

/// Writes what the budget keeps into the table content: rows of a message that follow each other without a
/// hole, named by the number of its first frame and the offset in the message. Transactions are the caller's.
/// Memory: one row for each stream whose message is open. Not thread-safe.
class ContentLog final : public ContentSink
{
public:
    explicit ContentLog(const Database &database, ContentBudget budget = ContentBudget());

    void sawWire(std::uint64_t bytes) noexcept { m_budget.sawWire(bytes); }
    void take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated) override;
    const ContentBudget &budget() const noexcept { return m_budget; }
    /// Writes what is still held back.
    void flush();
    /// False since a write failed.
    bool isGood() const noexcept { return m_isGood; }
    /// Nothing is written any more.
    void stop() noexcept { m_isGood = false; }

private:
    struct Row
    {
        base::HopId hop;
        hop::Direction direction;
        base::EventId message;
        std::uint64_t first = 0;
        base::Bytes bytes;
    };
    Row &rowFor(const hop::Event &frame, std::uint64_t offset);
    void write(Row &row);

    Statement m_insert;
    ContentBudget m_budget;
    std::vector<Row> m_rows; ///< one a stream, since the last flush
    bool m_isGood = true;
};

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/redactionedits.h"
#include "core/capture/redactionledger.h"
#include "core/capture/secretfinder.h"

#include <deque>
#include <functional>

namespace hop101::capture {

/// One text of a stream that is looked through, and where its bytes stand: what is found goes to the edits
/// and is counted. A text may lie in several pieces of the stream, each masked in its own way.
class RedactionItem final : public SecretSink
{
public:
    /// All must outlive it. `edits` may be null.
    RedactionItem(const Reader &reader, const RedactionMatcher &matcher, RedactionEdits *edits,
                  RedactionLedger &ledger, RedactionEdits::Stream stream)
        : m_reader(reader), m_edits(edits), m_ledger(ledger), m_stream(stream), m_finder(matcher, *this)
    { }

    RedactionItem(const RedactionItem &) = delete;
    RedactionItem &operator=(const RedactionItem &) = delete;

    /// `isInflated`: what is found are places of the message as it is read.
    void begin(base::EventId event, bool isInflated = false, bool hasPatterns = true);
    bool isOpen() const noexcept { return bool(m_event); }
    base::EventId event() const noexcept { return m_event; }
    bool isInflated() const noexcept { return m_isInflated; }
    /// The text's bytes from here on are those of the stream at `streamOffset`. `isMasked`: they are payload
    /// from its start, behind a mask key.
    void segment(std::uint64_t streamOffset, bool isMasked, std::uint64_t payloadOffset = 0);
    void add(base::ByteSpan piece);
    /// All of this range of the stream goes, because it cannot be looked into.
    void wipe(const char *why, std::uint64_t first, std::uint64_t size, std::byte fill, bool isMasked);
    /// It is counted, and nothing else is done here.
    void noteUnreadable(const char *why, std::uint64_t size);
    /// True where anything was found.
    bool end();

    void secret(RedactionPlace place, std::string_view name) override;
    void range(std::uint64_t first, std::uint64_t size, char fill) override;

private:
    struct Segment
    {
        std::uint64_t text = 0; ///< of its first byte
        std::uint64_t stream = 0;
        std::uint64_t payload = 0;
        bool isMasked = false;
    };
    void flush();
    void flushIn(const Segment &segment, std::uint64_t end);
    std::optional<RedactionEdits::Mask> maskAt(const Segment &segment, std::uint64_t offset) const;

    const Reader &m_reader;
    RedactionEdits *m_edits;
    RedactionLedger &m_ledger;
    RedactionEdits::Stream m_stream;
    SecretFinder m_finder;
    RedactionTally m_tally;
    base::EventId m_event;
    bool m_isInflated = false;
    bool m_hasFound = false;
    std::uint64_t m_size = 0; ///< of the text so far
    std::deque<Segment> m_segments; ///< those in which something may still be found
    std::uint64_t m_first = 0, m_count = 0; ///< a range that may go on
    char m_fill = 0;
};

} // namespace hop101::capture

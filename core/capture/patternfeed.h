// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/capture/textpattern.h"

#include <functional>
#include <map>

namespace hop101::capture {

/// Looks for one pattern in events that come in their order, piece by piece. A match that begins in an
/// earlier frame of the same message is found in the frame that completes it. Memory: less than a pattern for
/// each stream with an open message.
class PatternFeed
{
public:
    /// `reader` must outlive it.
    PatternFeed(const Reader &reader, TextPattern pattern) : m_reader(reader), m_pattern(std::move(pattern))
    { }

    const TextPattern &pattern() const noexcept { return m_pattern; }

    /// Every frame of a message must be given, or forget() be called in between.
    void begin(const hop::Event &event);
    /// Calls `found` with the offset of each match that ends in this piece: in the message of a data frame,
    /// else in the event's own bytes. It returns false to hear of no more in this piece.
    using Found = std::function<bool(std::uint64_t offset)>;
    void feed(base::ByteSpan piece, const Found &found);
    void end();
    /// The first match at or after `from` in all the bytes of an event that is no fragment, without begin()
    /// and end().
    std::size_t findIn(base::ByteSpan whole, std::size_t from = 0);
    /// Events were left out.
    void forget() { m_tails.clear(); }

private:
    struct Tail
    {
        base::EventId message;
        std::uint64_t end = 0; ///< so many bytes of the message came
        base::Bytes bytes; ///< the last of them, as they are: fewer than the pattern has
    };
    using StreamKey = std::pair<base::HopId, hop::Direction>;

    void loadTail();
    bool searchAcross(base::ByteSpan piece, const Found &found);
    base::ByteSpan comparable(base::ByteSpan bytes);

    const Reader &m_reader;
    TextPattern m_pattern;
    std::map<StreamKey, Tail> m_tails;
    hop::Event m_event;
    Tail m_tail; ///< of this event
    base::Bytes m_joined, m_folded;
};

/// A data frame that is not the whole of its message.
bool isFragment(const hop::Event &event) noexcept;

} // namespace hop101::capture

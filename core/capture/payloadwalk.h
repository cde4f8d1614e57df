// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/capture/sqlite.h"
#include "core/capture/textpattern.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace hop101::capture {

/// Gives what each event brought, as people read it: payloads unmasked or inflated, bodies decoded, heads and
/// raw bytes as they are. Made for going over many events in their order: each stream is read row after row,
/// not by a query for each event. Memory: one row of a few streams. Takes the thread of its reader.
class PayloadWalk
{
public:
    /// Returns false to have no more of this event. The bytes live as long as the call.
    using Sink = std::function<bool(base::ByteSpan)>;

    /// `reader` must outlive it.
    explicit PayloadWalk(const Reader &reader);
    ~PayloadWalk();
    PayloadWalk(const PayloadWalk &) = delete;
    PayloadWalk &operator=(const PayloadWalk &) = delete;

    /// Piece by piece; false where `sink` stopped it. Nothing of events without bytes.
    bool read(const hop::Event &event, const Sink &sink);
    /// All bytes of this event at once, where it is a frame that is not compressed and lies in one row, as
    /// most do; else nothing, which says nothing of what read() gives. Until the next call of any function.
    std::optional<base::ByteSpan> whole(const hop::Event &event);
    /// True where the wire bytes [offset, offset + size) of a stream lie in one row and no match of `pattern`
    /// begins in them. False says nothing. Asked in the order of a stream, each row is searched once.
    bool isWithout(const TextPattern &pattern, base::HopId hop, hop::Direction direction,
                   std::uint64_t offset, std::uint64_t size);
    /// Ends the read transaction. Call it before the thread does anything else for long.
    void release();

private:
    struct Stream;

    bool readFrame(const hop::Event &event, const Sink &sink);
    bool readWire(const hop::Event &event, const Sink &sink);
    bool readChunked(const hop::Event &event, const Sink &sink);
    bool readInflated(const hop::Event &event, const Sink &sink);
    /// Calls `take` with the wire bytes from `at` on, `count` of them or as many as there are, until it
    /// returns false.
    bool visitWire(const hop::Event &event, std::uint64_t at, std::uint64_t count, const Sink &take);
    base::ByteSpan wireAt(Stream &stream, std::uint64_t at);
    Stream &streamOf(base::HopId hop, hop::Direction direction);

    const Reader &m_reader;
    std::vector<std::unique_ptr<Stream>> m_streams; ///< the one used last stands last
    Statement m_content;
    base::Bytes m_unmasked;
    std::size_t m_steps = 0; ///< rows read since the last release
};

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"
#include "core/hop/input.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hop101::capture {

class Database;

/// Reads a capture, also while it is recorded. The file is treated as hostile: read-only, defensive, sizes
/// and ids checked, nothing in it is run. Cost follows what is asked for, never the size of the capture:
/// events are found by block, a few blocks are cached. One reader a thread.
class Reader
{
public:
    [[nodiscard]] static base::Result<std::unique_ptr<Reader>, CaptureError> open(const std::string &path);
    ~Reader();
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;

    /// Picks up what was committed since; cheap where nothing was. True if anything changed.
    bool refresh();
    /// Forgets cached events from this one on (Progress::lowestChanged of a live session).
    void invalidateFrom(base::EventId event);
    /// Set where only a part could be read: what is missing, in one sentence.
    const std::optional<CaptureError> &damage() const;

    CaptureInfo info() const;
    const std::vector<Party> &parties() const;
    const std::vector<Hop> &hops() const;
    /// In the order in which they were recorded; at least one.
    const std::vector<Session> &sessions() const;
    const Session &sessionOf(base::HopId hop) const;
    std::vector<hop::Exchange> exchanges() const;
    /// The exchange that an event belongs to: for a final response and its body the one that it answers, else
    /// the latest on its hop that starts at or before it.
    std::optional<hop::Exchange> exchangeOf(const hop::Event &event) const;

    std::uint64_t eventCount() const;
    /// A default Event (id 0) where there is no such event.
    hop::Event event(base::EventId id) const;
    /// Copies events from `first` on; returns how many there were.
    std::size_t events(base::EventId first, std::span<hop::Event> out) const;
    /// The nearest event of that connection after `from` and up to `last`; a default Event where there is
    /// none. Passes events of other connections at the cost of one column.
    hop::Event nextOfHop(base::HopId hop, base::EventId from, base::EventId last) const;
    /// The nearest before `from` and down to `first`.
    hop::Event previousOfHop(base::HopId hop, base::EventId from, base::EventId first) const;
    std::vector<hop::Finding> findings(base::EventId id) const;
    /// Findings of a range of events, at most `limit`; blocks without findings are skipped by their summary.
    std::vector<hop::Finding> findings(base::EventId first, base::EventId last, std::size_t limit) const;
    /// The next event after (or before) `from` with a finding of at least this severity; none where there is
    /// none.
    base::EventId nextFinding(base::EventId from, rules::Severity atLeast) const;
    base::EventId previousFinding(base::EventId from, rules::Severity atLeast) const;

    /// Notes and bookmarks of a range of events, at most `limit`, their texts cut at `textBytes`.
    std::vector<Note> notes(base::EventId first, base::EventId last, std::size_t limit,
                            std::size_t textBytes = kMaxNoteBytes) const;
    /// Nothing where the user has neither marked the event nor written to it.
    std::optional<Note> note(base::EventId event) const;
    /// The next bookmarked event after (or before) `from`; none where there is none.
    base::EventId nextBookmark(base::EventId from) const;
    base::EventId previousBookmark(base::EventId from) const;

    /// Raw bytes of a stream, counted from the connection's first byte; shorter where the capture has fewer.
    base::Bytes bytes(base::HopId hop, hop::Direction direction, std::uint64_t first,
                      std::uint64_t count) const;
    /// The bytes of an event, at most `limit` from its start.
    base::Bytes wire(const hop::Event &event, std::uint64_t limit) const;
    /// Payload of one frame, unmasked; body decoded (chunks joined); heads as they are. From `offset`, at
    /// most `limit` bytes.
    base::Bytes payload(const hop::Event &event, std::uint64_t offset, std::uint64_t limit) const;
    /// Inflated bytes of a compressed message, named by the number of its first frame; shorter where the
    /// capture has fewer. core/capture/message.h says what is known of a message.
    base::Bytes inflated(base::EventId message, std::uint64_t offset, std::uint64_t limit) const;
    /// How many of them the capture has.
    std::uint64_t inflatedSize(base::EventId message) const;
    std::uint64_t allInflatedBytes() const;
    /// Text of the signal behind a Failed or TlsUp event (reason, certificate); empty where there is none.
    std::string signalText(const hop::Event &event) const;
    /// What is behind a Gap event; nothing where it is no gap.
    std::optional<hop::Lost> lost(const hop::Event &event) const;

    /// All inputs in the order of seq, for a replay. Stops when `visit` returns false. Spans live as long as
    /// the call.
    void inputs(const std::function<bool(const hop::Input &)> &visit) const;

    /// How much of the file is kept in memory from now on, at most; 2 MiB at first. Whoever goes through many
    /// connections at once needs more.
    void setCacheBytes(std::uint64_t bytes) const;

    /// The connection, for SQL on the same file; lives as long as the reader.
    const Database &database() const;

    /// How many event records were decoded from the file so far: tests hold that it follows what is visible.
    std::uint64_t recordsRead() const;

private:
    class Private;
    explicit Reader(std::unique_ptr<Private> impl);
    std::unique_ptr<Private> d;
};

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/neutraltext.h"
#include "core/capture/reader.h"

#include <array>
#include <deque>
#include <optional>
#include <vector>

namespace hop101::capture {

/// What is compared of an exchange besides its two heads.
enum class UnitKind : std::uint8_t {
    InterimHead, ///< a 1xx that is not the answer
    Body,
    Message, ///< or, where frames are compared, one data frame
    Control, ///< a control frame
    Raw,
    Closed,
    Failed,
    Gap,
};

/// One thing that one side sent, or that became of its direction.
struct Unit
{
    base::EventId event; ///< its first
    UnitKind kind = UnitKind::Message;
    /// Message and Control: opcode. Closed: 1 for a reset, else 0: who sent the FIN depends on whose capture
    /// it is. Failed: stage. InterimHead: status.
    std::uint16_t code = 0;
    std::uint16_t flags = 0; ///< hop::flag of what is compared besides: Cut; of single frames Fin and Rsv
    std::uint64_t size = 0; ///< of its content in bytes
    hop::Nanoseconds time{}; ///< since the exchange began
    std::uint64_t hash = 0; ///< of all that is compared
};

/// The events of one exchange in its hop.
struct ExchangeEvents
{
    hop::Exchange exchange;
    /// By direction: the first event, and the one behind the last.
    std::array<base::EventId, 2> begin{}, end{};
    hop::Nanoseconds start{};
};
ExchangeEvents eventsOf(const Reader &reader, const hop::Exchange &exchange);

struct UnitOptions
{
    Ignored ignored;
    bool byFrame = false; ///< each frame by itself, with its FIN and RSV bits; else whole messages
};

/// Gives the units of one direction of an exchange, in order. Reads forward and keeps one message's hash
/// (and, where something is ignored, its content up to kMaxJsonBytes): memory does not depend on the capture.
/// A control frame among the fragments of a message comes before it. The exchange's own heads are left out.
class UnitSource
{
public:
    /// `reader` must outlive it.
    UnitSource(const Reader &reader, const ExchangeEvents &events, hop::Direction direction,
               const UnitOptions &options);
    std::optional<Unit> next();

private:
    std::optional<hop::Event> nextEvent();
    std::optional<Unit> unitFor(const hop::Event &event);
    std::optional<Unit> addFrame(const hop::Event &event);
    std::optional<Unit> endMessage(const hop::Event &last, bool isCut);
    Unit unit(const hop::Event &event, UnitKind kind, std::uint16_t code) const;

    const Reader &m_reader;
    const ExchangeEvents m_events;
    const hop::Direction m_direction;
    const UnitOptions m_options;
    std::vector<hop::Event> m_batch;
    std::size_t m_inBatch = 0;
    base::EventId m_next;
    std::deque<Unit> m_ready;
    std::optional<hop::Event> m_lastFrame; ///< of the message that is being read
};

/// The content of a unit, at most `limit` bytes from `offset`.
base::Bytes unitContent(const Reader &reader, const Unit &unit, bool byFrame, std::uint64_t offset,
                        std::uint64_t limit);

} // namespace hop101::capture

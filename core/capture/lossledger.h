// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/input.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace hop101::capture {

/// What a recording left out.
struct Dropped
{
    std::uint64_t bytes = 0;
    std::uint64_t events = 0;
    bool operator==(const Dropped &) const = default;
};

/// Counts what a recording leaves out, by stream, and keeps the signals between, so that both can be recorded
/// once there is room or the session is over. Memory: a few numbers a stream, and kMaxSignals signals.
class LossLedger
{
public:
    static constexpr std::size_t kMaxSignals = 10'000;

    /// Bytes of an input that is not recorded, and the events that began in them.
    void lose(const hop::Input &input, std::uint64_t bytes, std::uint64_t events);
    /// A signal that comes behind what was lost; ticks, and those beyond kMaxSignals, are left out.
    void keep(hop::Input signal);

    bool isLosing(base::HopId hop, hop::Direction direction) const noexcept;
    /// What was lost of this stream; it loses no more until lose().
    std::optional<hop::Lost> takeStream(base::HopId hop, hop::Direction direction);
    /// As inputs in the order of their times: what a stream lost stands where its first byte was lost.
    /// Streams for which `waits` is true go on losing, where no signal of their hop is among them.
    using Waits = std::function<bool(base::HopId, hop::Direction)>;
    std::vector<hop::Input> takeAll(const Waits &waits = {});
    /// Since the recording began.
    const Dropped &total() const noexcept { return m_total; }

private:
    struct Stream
    {
        hop::Lost lost;
        hop::Nanoseconds since{};
    };
    std::vector<std::array<Stream, 2>> m_streams; ///< by hop, then direction
    std::vector<hop::Input> m_signals;
    Dropped m_total;
};

} // namespace hop101::capture

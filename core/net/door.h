// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/recorder.h"
#include "core/hop/hopdecoder.h"

#include <chrono>

namespace hop101::net {

/// Nanoseconds since it was made, from the monotonic clock; on top of `start`, for a session that was
/// appended to a capture.
class CaptureClock
{
public:
    explicit CaptureClock(hop::Nanoseconds start = {}) : m_offset(start) { }
    hop::Nanoseconds now() const { return m_offset + (std::chrono::steady_clock::now() - m_start); }

private:
    hop::Nanoseconds m_offset;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// Where the inputs of one hop go in.
class Door
{
public:
    virtual ~Door() = default;
    virtual void take(hop::Direction direction, hop::InputData data) = 0;
    /// What was taken is not dealt with yet: whoever reads from a socket stops until it is asked to go on.
    virtual bool isBehind() const { return false; }
};

/// Into a capture.
class RecorderDoor final : public Door
{
public:
    /// All must outlive it.
    RecorderDoor(capture::Recorder &recorder, base::HopId hop, const CaptureClock &clock)
        : m_recorder(recorder), m_hop(hop), m_clock(clock)
    { }
    void take(hop::Direction direction, hop::InputData data) override;
    bool isBehind() const override { return m_recorder.isBehind(); }

private:
    capture::Recorder &m_recorder;
    base::HopId m_hop;
    const CaptureClock &m_clock;
};

/// Into a decoder alone: nothing is kept.
class DecoderDoor final : public Door
{
public:
    /// All must outlive it.
    DecoderDoor(hop::Numbers &numbers, hop::HopListener &listener, const CaptureClock &clock,
                const plan::Limits &limits = {})
        : m_decoder(kHop, numbers, listener, limits), m_clock(clock)
    { }
    void take(hop::Direction direction, hop::InputData data) override;

private:
    static constexpr base::HopId kHop{1};
    void give(hop::Direction direction, hop::InputData data);

    hop::HopDecoder m_decoder;
    const CaptureClock &m_clock;
    std::uint64_t m_seq = 0;
};

} // namespace hop101::net

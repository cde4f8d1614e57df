// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/event.h"
#include "core/hop/input.h"
#include "core/hop/verdict.h"
#include "core/plan/plan.h"

#include <memory>

namespace hop101::hop {

/// Gives out event and exchange numbers, capture-wide; shared by all decoders of a capture.
class Numbers
{
public:
    base::EventId nextEvent() noexcept { return {++m_events}; }
    base::ExchangeId nextExchange() noexcept { return {++m_exchanges}; }
    std::uint64_t eventCount() const noexcept { return m_events; }

private:
    std::uint64_t m_events = 0;
    std::uint64_t m_exchanges = 0;
};

/// InflatedWithinLimit looks at the ratio once a message has inflated to this many bytes.
inline constexpr std::uint64_t kRatioFloorBytes = std::uint64_t{1024} * 1024;

/// Hears what a HopDecoder makes of its inputs, in order, within the call of take(). References live as long
/// as the call.
class HopListener
{
public:
    virtual ~HopListener() = default;
    /// A new event, at its first byte. A frame may already be ended here. Findings that are known are told
    /// afterwards.
    virtual void eventBegan(const Event &event) = 0;
    /// An event that began before: its size, message or code became known, it ended, or its severity rose.
    virtual void eventChanged(const Event &event) = 0;
    virtual void found(const Finding &finding) = 0;
    virtual void exchangeChanged(const Exchange &exchange) = 0;

    // What only actors need.
    virtual void requestHead(const Event & /*event*/, const http::RequestHead & /*head*/) { }
    virtual void responseHead(const Event & /*event*/, const http::ResponseHead & /*head*/) { }
    /// A piece of a frame's payload, unmasked; `offset` in the payload. Told between eventBegan and the
    /// change that ends it.
    virtual void framePayload(const Event & /*event*/, std::uint64_t /*offset*/, base::ByteSpan /*unmasked*/)
    { }
    /// Asked once a frame, at its header: whether framePayload is to be told. A listener that needs no
    /// payload says false and saves the unmasking.
    virtual bool wantsPayload(const Event & /*event*/) const noexcept { return true; }
    /// A piece of a message: unmasked, and inflated where it is compressed; `offset` in the message. Told for
    /// the frame that brought it, between its eventBegan and the change that ends it.
    virtual void messageData(const Event & /*event*/, std::uint64_t /*offset*/, base::ByteSpan /*data*/) { }
    /// Asked once a data frame, at its header: whether messageData is to be told.
    virtual bool wantsMessage(const Event & /*event*/) const noexcept { return false; }
};

/// The one door: turns the inputs of one hop into events, findings and exchanges (design: decode facts, judge
/// separately). Passive: it sends nothing, has no clock, thread or I/O, and does not fail: bytes that it
/// cannot explain become a RawRun. Memory: one head (64 KiB), one frame header, a few numbers and, where
/// permessage-deflate was agreed, one zlib window (about 50 KiB) a direction, whatever is received.
///
/// The same inputs give the same events and findings, and so does any other chunking of the same bytes at the
/// same times. At most one event is open a direction. Inputs go on being taken after a failure.
class HopDecoder
{
public:
    /// `numbers` and `listener` must outlive it. `limits` are a part of what makes the findings, so a capture
    /// keeps them with its hop.
    HopDecoder(base::HopId hop, Numbers &numbers, HopListener &listener, plan::Limits limits = {});
    ~HopDecoder();
    HopDecoder(const HopDecoder &) = delete;
    HopDecoder &operator=(const HopDecoder &) = delete;

    void take(const Input &input);

    /// The verdict of the latest exchange; Waiting with all rules not reached before the first.
    Verdict verdict() const;
    /// The next byte of this direction belongs to a WebSocket frame.
    bool readsFrames(Direction direction) const noexcept;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hop101::hop

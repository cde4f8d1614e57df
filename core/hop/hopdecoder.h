// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/event.h"
#include "core/hop/input.h"
#include "core/hop/verdict.h"

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
};

/// The one door: turns the inputs of one hop into events, findings and exchanges (design: decode facts, judge
/// separately). Passive: it sends nothing, has no clock, thread or I/O, and does not fail: bytes that it
/// cannot explain become a RawRun. Memory: one head (64 KiB), one frame header and a few numbers a direction,
/// whatever is received.
///
/// The same inputs give the same events and findings, and so does any other chunking of the same bytes at the
/// same times. At most one event is open a direction. Inputs go on being taken after a failure.
class HopDecoder
{
public:
    /// `numbers` and `listener` must outlive it.
    HopDecoder(base::HopId hop, Numbers &numbers, HopListener &listener);
    ~HopDecoder();
    HopDecoder(const HopDecoder &) = delete;
    HopDecoder &operator=(const HopDecoder &) = delete;

    void take(const Input &input);

    /// The verdict of the latest exchange; Waiting with all rules not reached before the first.
    Verdict verdict() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hop101::hop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/hoptap.h"
#include "core/capture/writebatch.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hop101::capture {

/// The decoders of all hops of a capture, with the numbers that they share. What they make goes into a batch;
/// while there is none, it is only counted. Not thread-safe.
class TapSet final : public IndexSink, public ContentSink
{
public:
    /// Called whenever inflated bytes went into the batch: a small input can inflate to a lot.
    explicit TapSet(std::function<void()> grown = {}) : m_grown(std::move(grown)) { }

    void setBatch(WriteBatch *batch) noexcept { m_batch = batch; }
    void setGrown(std::function<void()> grown) { m_grown = std::move(grown); }
    /// Counts on from what a capture has already; its hops take no inputs here. Before the first hop is
    /// added.
    void goOnBehind(std::uint32_t hops, std::uint64_t events, std::uint64_t exchanges);
    /// Hops come in the order of their ids, from 1 or behind those. `actor` may be null and must outlive the
    /// last take().
    void addHop(base::HopId hop, const plan::Limits &limits, hop::HopListener *actor);
    void take(const hop::Input &input)
    {
        m_firstFrame.reset();
        if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data))
            m_bytes[input.hop.value - 1][static_cast<std::size_t>(input.direction)] += seen->bytes.size();
        else if (const auto *lost = std::get_if<hop::Lost>(&input.data))
            m_bytes[input.hop.value - 1][static_cast<std::size_t>(input.direction)] += lost->bytes;
        tap(input.hop).take(input);
    }

    hop::Verdict verdict(base::HopId hop) const { return tap(hop).verdict(); }
    /// Of this stream so far.
    std::uint64_t streamBytes(base::HopId hop, hop::Direction direction) const
    {
        return m_bytes[hop.value - 1][static_cast<std::size_t>(direction)];
    }
    std::size_t hopCount() const noexcept { return m_taps.size(); }
    std::uint64_t eventCount() const noexcept { return m_numbers.eventCount(); }

    bool readsFrames(base::HopId hop, hop::Direction direction) const
    {
        return tap(hop).readsFrames(direction);
    }
    /// Where in its stream the first frame of `direction` began in the last take(); only while there is no
    /// batch.
    std::optional<std::uint64_t> firstFrame(hop::Direction direction) const noexcept
    {
        return m_firstFrame && m_firstFrame->direction == direction
            ? std::optional(m_firstFrame->streamOffset)
            : std::nullopt;
    }

private:
    void add(const hop::Event &event) override;
    void change(const hop::Event &event) override;
    void addFinding(const hop::Finding &finding) override;
    void setExchange(const hop::Exchange &exchange) override;
    void take(const hop::Event &frame, std::uint64_t offset, base::ByteSpan inflated) override;
    HopTap &tap(base::HopId hop) const;

    hop::Numbers m_numbers;
    std::vector<std::unique_ptr<HopTap>> m_taps; ///< null for the hops of earlier sessions
    std::vector<std::array<std::uint64_t, 2>> m_bytes; ///< by hop, then direction
    WriteBatch *m_batch = nullptr;
    std::function<void()> m_grown;
    std::optional<hop::Event> m_firstFrame;
};

/// What the decoders of a capture stand at behind the inputs that are committed in it; null where it cannot
/// be read.
std::unique_ptr<TapSet> replayedTaps(const std::string &path);

} // namespace hop101::capture

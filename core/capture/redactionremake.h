// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/redactionscan.h"

namespace hop101::capture {

/// The second look, for streams in which compressed messages change: makes the frames of all compressed
/// messages from the first that changes on anew, because later ones may refer to bytes of earlier ones. Each
/// frame gives its message as many bytes as before, so that only sizes on the wire change. Memory: a decoder
/// for each hop and, for each open message, a compressor.
class RedactionRemake
{
public:
    using Streams = std::map<RedactionScan::StreamKey, base::EventId>;
    /// All must outlive it. `streams`: with the first message that changes.
    RedactionRemake(const Reader &reader, RedactionEdits &edits, const Streams &streams);
    ~RedactionRemake();

    void take(const hop::Input &input);
    /// After the last input: of frames that never end, no byte of a payload stays.
    void finish();
    std::uint64_t frames() const noexcept { return m_frames; }

private:
    class HopRemake;
    friend class HopRemake;

    const Reader &m_reader;
    RedactionEdits &m_edits;
    const Streams &m_streams;
    hop::Numbers m_numbers;
    std::map<std::uint32_t, std::unique_ptr<HopRemake>> m_hops;
    std::uint64_t m_frames = 0;
};

} // namespace hop101::capture

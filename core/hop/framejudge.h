// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/event.h"
#include "core/websocket/messageassembler.h"

#include <array>
#include <cstddef>
#include <span>

namespace hop101::hop {

/// The rules that one frame breaks, with their ranges from the frame's first byte. No allocation.
class FrameFindings
{
public:
    struct Entry
    {
        rules::Rule rule;
        base::ByteRange at;
    };

    void add(rules::Rule rule, base::ByteRange at = {}) noexcept;
    void clear() noexcept { m_size = 0; }
    bool isEmpty() const noexcept { return m_size == 0; }
    std::span<const Entry> all() const noexcept { return std::span(m_entries).first(m_size); }

private:
    /// A frame can break each Frame rule once at most.
    std::array<Entry, 24> m_entries;
    std::size_t m_size = 0;
};

/// What the header alone shows (RFC 6455 sections 5.1 to 5.5).
void judgeFrameHeader(const websocket::FrameHeader &header, const websocket::FramePlace &place,
                      Direction direction, bool isDeflateNegotiated, FrameFindings &findings) noexcept;
/// The body of a Close that is not too long, unmasked (sections 5.5.1 and 7.4).
void judgeCloseBody(base::ByteSpan payload, std::size_t headerSize, FrameFindings &findings) noexcept;

} // namespace hop101::hop

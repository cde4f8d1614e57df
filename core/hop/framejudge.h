// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/event.h"
#include "core/websocket/messageassembler.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
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
    /// A frame breaks each rule once at most, and many exclude each other.
    std::array<Entry, 24> m_entries;
    std::size_t m_size = 0;
};

/// What the header alone shows (RFC 6455 sections 5.1 to 5.5).
void judgeFrameHeader(const websocket::FrameHeader &header, const websocket::FramePlace &place,
                      Direction direction, bool isDeflateNegotiated, FrameFindings &findings) noexcept;
/// The body of a Close that is not too long, unmasked (sections 5.5.1 and 7.4).
void judgeCloseBody(base::ByteSpan payload, std::size_t headerSize, Direction direction,
                    FrameFindings &findings) noexcept;

/// "the client MUST pick a fresh masking key" (section 5.3): the keys of one direction, each of the two
/// findings once.
class MaskKeyJudge
{
public:
    /// The header of a masked frame.
    void judge(const websocket::FrameHeader &header, FrameFindings &findings) noexcept
    {
        const auto key = std::bit_cast<std::uint32_t>(header.maskKey);
        if (key == 0 || (key == m_last && m_hasLast)) [[unlikely]]
            tell(key, header.size() - header.maskKey.size(), findings);
        m_last = key;
        m_hasLast = true;
    }

private:
    void tell(std::uint32_t key, std::size_t keyAt, FrameFindings &findings) noexcept;

    std::uint32_t m_last = 0;
    bool m_hasLast = false;
    bool m_isZeroTold = false;
    bool m_isSameTold = false;
};

} // namespace hop101::hop

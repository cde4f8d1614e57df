// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace hop101::websocket {

/// Follows DEFLATE data symbol by symbol (RFC 1951) and finds the first distance beyond a window. zlib does
/// not: what it has at hand in one call it takes, however far back that is, so the answer would depend on how
/// the data arrive. What is no DEFLATE data is left to zlib. No allocation; about 2 KiB.
class WindowGuard
{
public:
    explicit WindowGuard(std::uint8_t windowBits) noexcept : m_window(std::size_t{1} << windowBits) { }

    /// How many bytes of `input` come before the one that completes a distance beyond the window: all of them
    /// where there is none. After a distance that is, only reset() helps.
    std::size_t safe(base::ByteSpan input) noexcept;
    /// The stream begins anew.
    void reset() noexcept;

private:
    enum class State : std::uint8_t { Header, StoredLength, Stored, CodeLengths, Lengths, Symbols, Lost };
    enum class Step : std::uint8_t { Done, NeedBits, BeyondWindow };
    /// A canonical Huffman code: how many codes each length has, and their symbols in order.
    struct Code
    {
        std::array<std::uint16_t, 16> count{};
        std::array<std::uint16_t, 288> symbols{};
    };
    struct Symbol
    {
        int value; ///< kNeedBits or kNoSymbol where it is none
        unsigned bits;
    };

    static void build(Code &code, std::span<const std::uint8_t> lengths) noexcept;
    static Symbol decode(const Code &code, std::uint64_t hold, unsigned bits) noexcept;

    void fill(base::ByteSpan &input) noexcept;
    void drop(unsigned bits) noexcept;
    Step step() noexcept;
    Step header() noexcept;
    Step storedLength() noexcept;
    Step codeLengths() noexcept;
    Step lengths() noexcept;
    Step symbol() noexcept;
    Step distance(unsigned used) noexcept;
    Step lost() noexcept;
    void endBlock() noexcept;
    void useFixedCodes() noexcept;

    std::size_t m_window;
    std::uint64_t m_hold = 0;
    unsigned m_bits = 0; ///< in m_hold
    State m_state = State::Header;
    bool m_isFinal = false;
    std::size_t m_stored = 0; ///< bytes of the block without compression that are still to come
    std::size_t m_literalCodes = 0;
    std::size_t m_distanceCodes = 0;
    std::size_t m_lengthsSeen = 0;
    std::array<std::uint8_t, 320> m_lengths{};
    Code m_lengthCode; ///< of the code lengths, then of literals and lengths
    Code m_distanceCode;
};

} // namespace hop101::websocket

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/windowguard.h"

#include <algorithm>

namespace hop101::websocket {
namespace {

constexpr int kNeedBits = -1;
constexpr int kNoSymbol = -2;
constexpr int kEndOfBlock = 256;
constexpr unsigned kMaxCodeBits = 15;

// RFC 1951 section 3.2.5.
constexpr std::array<std::uint8_t, 29> kLengthExtra{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                    2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr std::array<std::uint16_t, 30> kDistanceBase{
    1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
    193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
constexpr std::array<std::uint8_t, 30> kDistanceExtra{0, 0, 0, 0, 1, 1, 2, 2,  3,  3,  4,  4,  5,  5,  6,
                                                      6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};
// Section 3.2.7.
constexpr std::array<std::uint8_t, 19> kCodeLengthOrder{16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                        11, 4,  12, 3, 13, 2, 14, 1, 15};

constexpr std::uint64_t low(std::uint64_t hold, unsigned bits) noexcept
{
    return hold & ((std::uint64_t{1} << bits) - 1);
}

} // namespace

std::size_t WindowGuard::safe(base::ByteSpan input) noexcept
{
    const std::size_t size = input.size();
    while (m_state != State::Lost) {
        fill(input);
        if (m_state == State::Stored && m_bits == 0) {
            const std::size_t skipped = std::min(m_stored, input.size());
            input = input.subspan(skipped);
            m_stored -= skipped;
        }
        const Step result = step();
        if (result == Step::BeyondWindow) {
            m_state = State::Lost;
            // The last bit that was looked at lies in the byte before those that are all unused.
            const std::size_t unused = input.size() + m_bits / 8;
            return size - std::min(size, unused + 1);
        }
        if (result == Step::NeedBits && input.empty())
            break;
    }
    return size;
}

void WindowGuard::reset() noexcept
{
    m_hold = 0;
    m_bits = 0;
    m_state = State::Header;
    m_isFinal = false;
}

void WindowGuard::fill(base::ByteSpan &input) noexcept
{
    while (m_bits <= 56 && !input.empty()) {
        m_hold |= std::to_integer<std::uint64_t>(input.front()) << m_bits;
        m_bits += 8;
        input = input.subspan(1);
    }
}

void WindowGuard::drop(unsigned bits) noexcept
{
    m_hold = bits < 64 ? m_hold >> bits : 0;
    m_bits -= bits;
}

WindowGuard::Step WindowGuard::step() noexcept
{
    switch (m_state) {
    case State::Header:
        return header();
    case State::StoredLength:
        return storedLength();
    case State::Stored:
        for (; m_stored > 0 && m_bits >= 8; --m_stored)
            drop(8);
        if (m_stored > 0)
            return Step::NeedBits;
        endBlock();
        return Step::Done;
    case State::CodeLengths:
        return codeLengths();
    case State::Lengths:
        return lengths();
    case State::Symbols:
        return symbol();
    case State::Lost:
        break;
    }
    return Step::Done;
}

WindowGuard::Step WindowGuard::header() noexcept
{
    if (m_bits < 3)
        return Step::NeedBits;
    m_isFinal = low(m_hold, 1) != 0;
    const auto type = low(m_hold >> 1, 2);
    drop(3);
    if (type == 0) {
        drop(m_bits % 8);
        m_state = State::StoredLength;
    } else if (type == 1) {
        useFixedCodes();
        m_state = State::Symbols;
    } else if (type == 2) {
        m_lengthsSeen = 0;
        m_literalCodes = 0;
        m_state = State::CodeLengths;
    } else {
        return lost();
    }
    return Step::Done;
}

WindowGuard::Step WindowGuard::storedLength() noexcept
{
    if (m_bits < 32)
        return Step::NeedBits;
    const auto length = low(m_hold, 16);
    const auto complement = low(m_hold >> 16, 16);
    drop(32);
    if (length != (complement ^ 0xffffU))
        return lost();
    m_stored = static_cast<std::size_t>(length);
    m_state = State::Stored;
    return Step::Done;
}

/// The 14 bits of counts, then the code of the code lengths (RFC 1951 section 3.2.7).
WindowGuard::Step WindowGuard::codeLengths() noexcept
{
    if (m_literalCodes == 0) {
        if (m_bits < 14)
            return Step::NeedBits;
        m_literalCodes = static_cast<std::size_t>(low(m_hold, 5) + 257);
        m_distanceCodes = static_cast<std::size_t>(low(m_hold >> 5, 5) + 1);
        m_stored = static_cast<std::size_t>(low(m_hold >> 10, 4) + 4); // how many come
        drop(14);
        std::fill_n(m_lengths.begin(), kCodeLengthOrder.size(), std::uint8_t{0});
        if (m_literalCodes > 286 || m_distanceCodes > 30)
            return lost();
    }
    for (; m_lengthsSeen < m_stored; ++m_lengthsSeen) {
        if (m_bits < 3)
            return Step::NeedBits;
        m_lengths[kCodeLengthOrder[m_lengthsSeen]] = static_cast<std::uint8_t>(low(m_hold, 3));
        drop(3);
    }
    build(m_lengthCode, std::span(m_lengths).first(kCodeLengthOrder.size()));
    m_lengthsSeen = 0;
    m_state = State::Lengths;
    return Step::Done;
}

WindowGuard::Step WindowGuard::lengths() noexcept
{
    const std::size_t all = m_literalCodes + m_distanceCodes;
    const Symbol read = decode(m_lengthCode, m_hold, m_bits);
    if (read.value < 0)
        return read.value == kNeedBits ? Step::NeedBits : lost();
    const unsigned extra = read.value < 16 ? 0 : read.value == 16 ? 2 : read.value == 17 ? 3 : 7;
    if (m_bits < read.bits + extra)
        return Step::NeedBits;
    const auto more = static_cast<std::size_t>(low(m_hold >> read.bits, extra));
    drop(read.bits + extra);
    std::size_t times = read.value < 16 ? 1 : (read.value == 18 ? 11 : 3) + more;
    if ((read.value == 16 && m_lengthsSeen == 0) || m_lengthsSeen + times > all)
        return lost();
    const std::uint8_t value = read.value < 16 ? static_cast<std::uint8_t>(read.value)
        : read.value == 16                     ? m_lengths[m_lengthsSeen - 1]
                                               : std::uint8_t{0};
    for (; times > 0; --times)
        m_lengths[m_lengthsSeen++] = value;
    if (m_lengthsSeen == all) {
        build(m_lengthCode, std::span(m_lengths).first(m_literalCodes));
        build(m_distanceCode, std::span(m_lengths).subspan(m_literalCodes, m_distanceCodes));
        m_state = State::Symbols;
    }
    return Step::Done;
}

/// A literal, the end of the block, or a length with its distance: whole or not at all.
WindowGuard::Step WindowGuard::symbol() noexcept
{
    const Symbol read = decode(m_lengthCode, m_hold, m_bits);
    if (read.value < 0)
        return read.value == kNeedBits ? Step::NeedBits : lost();
    if (read.value > kEndOfBlock) {
        const auto index = static_cast<std::size_t>(read.value - kEndOfBlock - 1);
        return index < kLengthExtra.size() ? distance(read.bits + kLengthExtra[index]) : lost();
    }
    drop(read.bits);
    if (read.value == kEndOfBlock)
        endBlock();
    return Step::Done;
}

/// Behind `used` bits of a length.
WindowGuard::Step WindowGuard::distance(unsigned used) noexcept
{
    if (m_bits < used)
        return Step::NeedBits;
    const Symbol read = decode(m_distanceCode, m_hold >> used, m_bits - used);
    if (read.value < 0)
        return read.value == kNeedBits ? Step::NeedBits : lost();
    const auto index = static_cast<std::size_t>(read.value);
    if (index >= kDistanceBase.size())
        return lost();
    const unsigned extra = kDistanceExtra[index];
    used += read.bits;
    if (m_bits < used + extra)
        return Step::NeedBits;
    const std::uint64_t back = kDistanceBase[index] + low(m_hold >> used, extra);
    drop(used + extra);
    return back > m_window ? Step::BeyondWindow : Step::Done;
}

/// zlib will say why.
WindowGuard::Step WindowGuard::lost() noexcept
{
    m_state = State::Lost;
    return Step::Done;
}

/// Behind a final block the rest of its byte is padding, and the next one begins anew.
void WindowGuard::endBlock() noexcept
{
    if (m_isFinal)
        drop(m_bits % 8);
    m_state = State::Header;
}

void WindowGuard::useFixedCodes() noexcept
{
    auto at = m_lengths.begin();
    at = std::fill_n(at, 144, std::uint8_t{8});
    at = std::fill_n(at, 112, std::uint8_t{9});
    at = std::fill_n(at, 24, std::uint8_t{7});
    at = std::fill_n(at, 8, std::uint8_t{8});
    std::fill_n(at, 30, std::uint8_t{5});
    build(m_lengthCode, std::span(m_lengths).first(288));
    build(m_distanceCode, std::span(m_lengths).subspan(288, 30));
}

void WindowGuard::build(Code &code, std::span<const std::uint8_t> lengths) noexcept
{
    code.count.fill(0);
    for (const std::uint8_t length : lengths)
        ++code.count[length];
    code.count[0] = 0;
    std::array<std::uint16_t, kMaxCodeBits + 2> next{};
    for (unsigned length = 1; length <= kMaxCodeBits; ++length)
        next[length + 1] = static_cast<std::uint16_t>(next[length] + code.count[length]);
    for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
        if (lengths[symbol] != 0)
            code.symbols[next[lengths[symbol]]++] = static_cast<std::uint16_t>(symbol);
    }
}

/// Bit by bit: the codes of one length are consecutive numbers.
WindowGuard::Symbol WindowGuard::decode(const Code &code, std::uint64_t hold, unsigned bits) noexcept
{
    unsigned value = 0;
    unsigned first = 0;
    unsigned index = 0;
    for (unsigned length = 1; length <= kMaxCodeBits; ++length) {
        if (length > bits)
            return {kNeedBits, 0};
        value |= static_cast<unsigned>(hold & 1U);
        hold >>= 1;
        const unsigned count = code.count[length];
        if (value < first + count && value >= first)
            return {code.symbols[index + (value - first)], length};
        index += count;
        first = (first + count) << 1;
        value <<= 1;
    }
    return {kNoSymbol, 0};
}

} // namespace hop101::websocket

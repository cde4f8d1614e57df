// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/utf8blocks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace hop101::websocket {
namespace {

/// Shorter texts are mostly ASCII, and then faster without a look at what the processor can do.
[[maybe_unused]] constexpr std::size_t kLongBytes = 256;

constexpr std::uint64_t kHighBits = 0x8080808080808080U;

bool isAsciiWord(const std::byte *at) noexcept
{
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return (word & kHighBits) == 0;
}

/// The compiler makes registers of it.
struct Words
{
    std::array<std::uint64_t, 4> words;
};
bool isAsciiBlock(const std::byte *at) noexcept
{
    Words block;
    std::memcpy(&block, at, sizeof block);
    return ((block.words[0] | block.words[1] | block.words[2] | block.words[3]) & kHighBits) == 0;
}

bool isAsciiShort(base::ByteSpan text) noexcept
{
    return std::all_of(text.begin(), text.end(),
                       [](std::byte b) { return (b & std::byte{0x80}) == std::byte{}; });
}

#if defined(__x86_64__)

// With 32 bytes at a time. Whether two neighbouring bytes can stand in UTF-8 shows in three of their four
// nibbles: J. Keiser and D. Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte" (2021). The
// third and fourth byte of a code point are found by the lead two or three bytes before.

/// Nibbles as bits of a set.
constexpr unsigned from(unsigned first, unsigned last) noexcept
{
    return (2U << last) - (1U << first);
}

/// First and second byte that cannot follow each other: all that have their nibbles in these sets.
struct BadPair
{
    unsigned firstHigh;
    unsigned firstLow;
    unsigned secondHigh;
};
constexpr unsigned kAny = from(0, 15), kContinuation = from(8, 11);
constexpr std::array<BadPair, 8> kBadPairs{{
    {from(12, 15), kAny, from(0, 7) | from(12, 15)}, // a lead without a continuation
    {from(0, 7), kAny, kContinuation}, // a continuation without a lead
    {from(12, 12), from(0, 1), kContinuation}, // overlong: below U+0080 in two bytes
    {from(14, 14), from(0, 0), from(8, 9)}, // overlong: below U+0800 in three
    {from(14, 14), from(13, 13), from(10, 11)}, // a surrogate
    {from(15, 15), from(4, 15), from(9, 11)}, // above U+10FFFF
    {from(15, 15), from(0, 0) | from(5, 15), from(8, 8)}, // overlong: below U+10000 in four; above U+13FFFF
    {kContinuation, kAny, kContinuation}, // bad unless the lead is two or three bytes before: the top bit
}};

/// Bit n of entry i: nibble i is in that set of the pair n. Twice, as a shuffle works on 16 bytes.
constexpr std::array<std::uint8_t, 32> tableOf(unsigned BadPair::*set) noexcept
{
    std::array<std::uint8_t, 32> table{};
    for (unsigned i = 0; i < table.size(); ++i)
        for (unsigned n = 0; n < kBadPairs.size(); ++n)
            table[i] = static_cast<std::uint8_t>(table[i] | (kBadPairs[n].*set >> (i % 16) & 1U) << n);
    return table;
}
constexpr auto kFirstHigh = tableOf(&BadPair::firstHigh);
constexpr auto kFirstLow = tableOf(&BadPair::firstLow);
constexpr auto kSecondHigh = tableOf(&BadPair::secondHigh);

#define HOP101_AVX2 [[gnu::target("avx2")]]

HOP101_AVX2 __m256i load(const void *at) noexcept
{
    return _mm256_loadu_si256(static_cast<const __m256i *>(at));
}

HOP101_AVX2 __m256i all(unsigned byte) noexcept
{
    return _mm256_set1_epi8(static_cast<char>(byte));
}

HOP101_AVX2 __m256i highNibbles(__m256i bytes) noexcept
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), all(0x0f));
}

/// Not zero in each byte at which the text cannot be UTF-8; `before` are the 32 bytes that precede `now`.
HOP101_AVX2 __m256i faultsIn(__m256i now, __m256i before) noexcept
{
    const __m256i middle = _mm256_permute2x128_si256(before, now, 0x21);
    const __m256i back1 = _mm256_alignr_epi8(now, middle, 15);
    const __m256i back2 = _mm256_alignr_epi8(now, middle, 14);
    const __m256i back3 = _mm256_alignr_epi8(now, middle, 13);
    const __m256i low = all(0x0f);
    const __m256i pairs = _mm256_and_si256(
        _mm256_and_si256(_mm256_shuffle_epi8(load(kFirstHigh.data()), highNibbles(back1)),
                         _mm256_shuffle_epi8(load(kFirstLow.data()), _mm256_and_si256(back1, low))),
        _mm256_shuffle_epi8(load(kSecondHigh.data()), highNibbles(now)));
    // Saturated: the top bit stays exactly behind E0 and above, and F0 and above.
    const __m256i third = _mm256_subs_epu8(back2, all(0xe0 - 0x80));
    const __m256i fourth = _mm256_subs_epu8(back3, all(0xf0 - 0x80));
    return _mm256_xor_si256(_mm256_and_si256(_mm256_or_si256(third, fourth), all(0x80)), pairs);
}

HOP101_AVX2 bool isZero(__m256i bits) noexcept
{
    return _mm256_testz_si256(bits, bits) != 0;
}

/// How many of the `good` bytes at the front are whole code points: the last one may go on behind them.
std::size_t wholeWithin(base::ByteSpan text, std::size_t good) noexcept
{
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, good); ++back) {
        const auto byte = std::to_integer<unsigned>(text[good - back]);
        if (byte < 0x80)
            break;
        if (byte >= 0xc0) {
            const std::size_t due = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
            return due > back ? good - back : good;
        }
    }
    return good;
}

/// The rest, with zeros behind it: whole only where it is good and does not end inside a code point.
HOP101_AVX2 bool isRestGood(base::ByteSpan rest, __m256i before) noexcept
{
    std::array<std::byte, 64> padded{};
    std::memcpy(padded.data(), rest.data(), rest.size());
    const __m256i first = load(padded.data()), second = load(padded.data() + 32);
    return isZero(_mm256_or_si256(faultsIn(first, before), faultsIn(second, first)));
}

HOP101_AVX2 std::size_t goodUtf8Avx2(base::ByteSpan text) noexcept
{
    __m256i before = _mm256_setzero_si256();
    bool isInside = false; // a code point may go on from the block before
    std::size_t at = 0;
    for (; text.size() - at >= 64; at += 64) {
        const __m256i first = load(text.data() + at), second = load(text.data() + at + 32);
        const bool isAscii = _mm256_movemask_epi8(_mm256_or_si256(first, second)) == 0;
        if (!isAscii || isInside) {
            if (!isZero(_mm256_or_si256(faultsIn(first, before), faultsIn(second, first))))
                return wholeWithin(text, at);
            isInside = !isAscii;
        }
        before = second;
    }
    const std::size_t whole = wholeWithin(text, text.size());
    if (whole <= at)
        return whole;
    return isRestGood(text.first(whole).subspan(at), before) ? whole : wholeWithin(text, at);
}

const bool hasAvx2 = __builtin_cpu_supports("avx2") != 0;

#endif

} // namespace

std::size_t asciiBytes(base::ByteSpan text) noexcept
{
    std::size_t at = 0;
    while (text.size() - at >= sizeof(Words) && isAsciiBlock(text.data() + at))
        at += sizeof(Words);
    while (text.size() - at >= sizeof(std::uint64_t) && isAsciiWord(text.data() + at))
        at += sizeof(std::uint64_t);
    if (at == text.size() || text.size() - at >= sizeof(std::uint64_t))
        return at;
    // Less than a word is left: with what precedes it, it is one.
    const bool isAscii = text.size() >= sizeof(std::uint64_t)
        ? isAsciiWord(text.data() + text.size() - sizeof(std::uint64_t))
        : isAsciiShort(text);
    return isAscii ? text.size() : at;
}

std::size_t goodUtf8Bytes(base::ByteSpan text) noexcept
{
#if defined(__x86_64__)
    if (hasAvx2 && text.size() >= kLongBytes)
        return goodUtf8Avx2(text);
#endif
    const std::size_t ascii = asciiBytes(text);
#if defined(__x86_64__)
    if (hasAvx2 && ascii < text.size())
        return ascii + goodUtf8Avx2(text.subspan(ascii));
#endif
    return ascii;
}

} // namespace hop101::websocket

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/pieces.h"

#include <algorithm>

namespace hop101::fuzz {
namespace {

/// FNV-1a.
std::uint64_t hashOf(base::ByteSpan bytes) noexcept
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const std::byte byte : bytes)
        hash = (hash ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3U;
    return hash;
}

std::size_t nextSize(Chunking chunking, Dice &dice, std::size_t left) noexcept
{
    switch (chunking) {
    case Chunking::Whole:
        return left;
    case Chunking::Single:
        return 1;
    case Chunking::Mixed:
        return 1 + dice.below(std::size_t{1} << dice.below(8));
    }
    return left;
}

} // namespace

std::vector<base::ByteSpan> piecesOf(base::ByteSpan input, Chunking chunking)
{
    std::vector<base::ByteSpan> pieces;
    Dice dice(hashOf(input));
    while (!input.empty()) {
        const std::size_t size = std::min(nextSize(chunking, dice, input.size()), input.size());
        pieces.push_back(input.first(size));
        input = input.subspan(size);
    }
    return pieces;
}

/// splitmix64.
std::uint64_t Dice::next() noexcept
{
    m_state += 0x9e3779b97f4a7c15U;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

} // namespace hop101::fuzz

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/mask.h"

#include <cstring>

namespace hop101::websocket {

void applyMask(std::span<std::byte> bytes, const MaskKey &key, std::uint64_t offset) noexcept
{
    std::array<std::byte, sizeof(std::uint64_t)> turnedKey;
    for (std::size_t i = 0; i < turnedKey.size(); ++i)
        turnedKey[i] = key[(offset + i) % key.size()];
    std::uint64_t keyWord = 0;
    std::memcpy(&keyWord, turnedKey.data(), sizeof keyWord);

    // A word is a whole number of keys, so the turned key fits each word and the rest.
    const std::size_t wordBytes = bytes.size() - bytes.size() % sizeof keyWord;
    for (std::size_t at = 0; at < wordBytes; at += sizeof keyWord) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        word ^= keyWord;
        std::memcpy(bytes.data() + at, &word, sizeof word);
    }
    for (std::size_t at = wordBytes; at < bytes.size(); ++at)
        bytes[at] ^= turnedKey[at - wordBytes];
}

} // namespace hop101::websocket

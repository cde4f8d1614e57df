// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/formats/har/harspool.h"

#include <cstdint>

namespace hop101::formats {

/// The bytes behind a string of a HAR, piece by piece: the string itself, or what it is the base64 of.
class HarBytes
{
public:
    /// `isBase64`: the characters are known to be.
    HarBytes(ScratchFile &file, std::uint64_t at, std::uint64_t size, bool isBase64);

    std::uint64_t size() const noexcept { return m_left; } ///< that are still to be read
    /// Fewer than asked for only at the end, or where the scratch file fails.
    std::size_t read(std::span<std::byte> into);

private:
    bool decodeMore();

    ScratchFile &m_file;
    std::uint64_t m_at, m_end;
    bool m_isBase64;
    std::uint64_t m_left;
    base::Bytes m_decoded;
    std::size_t m_given = 0; ///< of m_decoded
};

} // namespace hop101::formats

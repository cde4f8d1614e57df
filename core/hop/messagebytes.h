// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <deque>

namespace hop101::hop {

/// A message in pieces: growing copies nothing, and what was used can be given away before the rest is.
class MessageBytes
{
public:
    static constexpr std::size_t kPieceBytes = std::size_t{128} * 1024;

    void append(base::ByteSpan bytes);
    std::uint64_t size() const noexcept { return m_size; }
    bool isEmpty() const noexcept { return m_size == 0; }
    /// The first piece, which leaves the message; empty where nothing is left.
    base::Bytes takeFront();
    void clear();

private:
    std::deque<base::Bytes> m_pieces; ///< none of them empty
    std::uint64_t m_size = 0;
};

} // namespace hop101::hop

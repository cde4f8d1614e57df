// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/messagebytes.h"

#include <algorithm>

namespace hop101::hop {

void MessageBytes::append(base::ByteSpan bytes)
{
    while (!bytes.empty()) {
        if (m_pieces.empty() || m_pieces.back().size() == kPieceBytes)
            m_pieces.emplace_back();
        auto &piece = m_pieces.back();
        if (m_pieces.size() > 1)
            piece.reserve(kPieceBytes); // a large message: it will be filled
        const auto part = bytes.first(std::min(kPieceBytes - piece.size(), bytes.size()));
        base::append(piece, part);
        m_size += part.size();
        bytes = bytes.subspan(part.size());
    }
}

base::Bytes MessageBytes::takeFront()
{
    if (m_pieces.empty())
        return {};
    base::Bytes piece = std::move(m_pieces.front());
    m_pieces.pop_front();
    m_size -= piece.size();
    return piece;
}

void MessageBytes::clear()
{
    m_pieces.clear();
    m_size = 0;
}

} // namespace hop101::hop

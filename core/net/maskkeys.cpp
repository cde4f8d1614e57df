// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/maskkeys.h"

#include <QRandomGenerator>

#include <cstring>

namespace hop101::net {

websocket::MaskKey MaskKeys::next()
{
    if (m_used == m_words.size()) {
        QRandomGenerator::system()->fillRange(m_words.data(), static_cast<qsizetype>(m_words.size()));
        m_used = 0;
    }
    websocket::MaskKey key;
    std::memcpy(key.data(), &m_words[m_used++], key.size());
    return key;
}

} // namespace hop101::net

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/jsonlexer.h"

namespace hop101::capture {

namespace {

unsigned hexValue(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return static_cast<unsigned>(c - '0');
    const auto letter = static_cast<unsigned>(static_cast<unsigned char>(c)) | 0x20U;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : 16;
}

} // namespace

JsonLexer::Kind JsonLexer::next(char byte) noexcept
{
    if (!m_isInString) {
        m_isInString = byte == '"';
        return m_isInString ? Kind::Quote : Kind::Outside;
    }
    if (m_isEscape) {
        m_isEscape = false;
        m_hexLeft = byte == 'u' ? 4 : 0;
        m_value = 0;
        return Kind::EscapeRest;
    }
    if (m_hexLeft > 0 && hexValue(byte) < 16) {
        m_value = m_value * 16 + hexValue(byte);
        if (--m_hexLeft == 0)
            m_pair = m_value >= 0xd800 && m_value < 0xdc00 ? 1 : 0;
        return Kind::EscapeRest;
    }
    m_hexLeft = 0;
    const bool isSecondOfPair = m_pair == 1;
    m_pair = 0;
    if (byte == '\\') {
        m_isEscape = true;
        return isSecondOfPair ? Kind::EscapeRest : Kind::EscapeStart;
    }
    m_isInString = byte != '"';
    return m_isInString ? Kind::Plain : Kind::Quote;
}

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/websocket/frameheader.h"

#include <QtGlobal>

#include <array>
#include <cstddef>

namespace hop101::net {

/// Takes random mask keys from the system, many at a time (RFC 6455 section 5.3).
class MaskKeys
{
public:
    websocket::MaskKey next();

private:
    std::array<quint32, 256> m_words{};
    std::size_t m_used = 256;
};

} // namespace hop101::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/messagebytes.h"
#include "core/websocket/deflater.h"

namespace hop101::hop {

/// Makes the payload of compressed messages from what one side has to say.
class MessageDeflater
{
public:
    explicit MessageDeflater(websocket::DeflateSide agreed) : m_deflater(agreed) { }

    /// Lives until the next call.
    base::ByteSpan deflated(base::ByteSpan message);
    /// The same of a large one: its pieces go as they are used.
    MessageBytes deflated(MessageBytes message);

private:
    websocket::Deflater m_deflater;
    base::Bytes m_bytes;
};

} // namespace hop101::hop

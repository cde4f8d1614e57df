// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/websocket/messageassembler.h"

namespace hop101::websocket {

FramePlace MessageAssembler::place(const FrameHeader &header, std::uint64_t frameId) noexcept
{
    FramePlace place{
        .opcode = header.opcode, .message = frameId, .isCompressed = header.rsv1, .endsMessage = header.fin};
    if (isControl(header.opcode)) {
        place.endsMessage = true;
        return place;
    }
    if (header.opcode == Opcode::Continuation) {
        place.role = m_isOpen ? FrameRole::Continue : FrameRole::OrphanContinuation;
        if (!m_isOpen)
            return place; // an orphan opens nothing: no later frame could be told to continue it
        place.opcode = m_opcode;
        place.message = m_message;
        place.isCompressed = m_isCompressed;
    } else {
        place.role = m_isOpen ? FrameRole::NewDataInsideMessage : FrameRole::Start;
        place.abandoned = openMessage();
        m_message = frameId;
        m_opcode = header.opcode;
        m_isCompressed = header.rsv1;
    }
    m_isOpen = !header.fin;
    return place;
}

} // namespace hop101::websocket

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/clientactor.h"
#include "core/hop/messagedeflater.h"

#include <optional>
#include <span>
#include <vector>

namespace hop101::hop {

/// The most bytes of one SendBytes that a FrameWriter makes: larger frames go out in several writes.
inline constexpr std::size_t kMaxWriteBytes = 256 * 1024;
/// Frames that are sent at once and have no cuts share a write, up to this size.
inline constexpr std::size_t kMaxBatchBytes = 64 * 1024;

/// Appends the writes of `bytes`: split at the cuts (plan::WriteCut) and at kMaxWriteBytes.
void writeInPieces(base::ByteSpan bytes, std::span<const plan::WriteCut> cuts, std::vector<Command> &to);

/// Makes the exact bytes of what is to be sent, right or wrong (RFC 6455 section 5.2 says what would be
/// right): header forms, masks, fragments, cuts. Sans-I/O.
class FrameWriter
{
public:
    /// `masksByRole`: what Masking::ByRole means. `maskKeys` gives a key for each masked frame without one of
    /// its own; where it is empty that key is all zeros.
    FrameWriter(MaskKeySource maskKeys, bool masksByRole)
        : m_maskKeys(std::move(maskKeys)), m_masksByRole(masksByRole)
    { }

    /// permessage-deflate was agreed: messages that say FramePlan::compress are compressed from now on.
    void setDeflate(websocket::DeflateSide agreed) { m_deflater.emplace(agreed); }

    /// Appends the writes of this frame. Behind frames that were appended before it shares their last write
    /// where neither has cuts.
    void write(const plan::FramePlan &frame, std::vector<Command> &to);
    /// The same of a message in one frame, which may be large: its pieces are given away as they stand.
    void writeMessage(websocket::Opcode opcode, MessageBytes message, std::vector<Command> &to);
    /// The commands are done now: what comes next shares nothing with them.
    void endBatch() noexcept { m_isBatchOpen = false; }

private:
    /// What goes into frames.
    struct Message
    {
        base::ByteSpan payload;
        bool rsv1;
    };
    Message messageOf(const plan::FramePlan &frame);
    websocket::FrameHeader headerOf(const plan::FramePlan &frame, base::ByteSpan payload);
    template<typename Sink>
    void encode(const plan::FramePlan &frame, Sink &to);
    base::Bytes *batchFor(const plan::FramePlan &frame, std::vector<Command> &commands) const;

    MaskKeySource m_maskKeys;
    bool m_masksByRole;
    std::optional<MessageDeflater> m_deflater;
    bool m_isBatchOpen = false; ///< the last command may take more frames
};

} // namespace hop101::hop

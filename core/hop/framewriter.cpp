// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hop/framewriter.h"

#include "core/websocket/frameencoder.h"
#include "core/websocket/mask.h"

#include <algorithm>

namespace hop101::hop {
namespace {

using websocket::FrameHeader;
using websocket::Opcode;

constexpr std::size_t kMaxReservedBytes = kMaxBatchBytes + websocket::kMaxFrameHeaderBytes;

/// Takes bytes into one buffer.
class Buffer
{
public:
    explicit Buffer(base::Bytes &bytes) : m_bytes(bytes) { }
    void add(base::ByteSpan more) { base::append(m_bytes, more); }
    void addMasked(base::ByteSpan payload, const websocket::MaskKey &key)
    {
        const std::size_t from = m_bytes.size();
        add(payload);
        websocket::applyMask(std::span(m_bytes).subspan(from), key);
    }

private:
    base::Bytes &m_bytes;
};

/// Takes bytes and makes writes and pauses of them.
class Pieces
{
public:
    Pieces(std::span<const plan::WriteCut> cuts, std::vector<Command> &to) : m_cuts(cuts), m_to(to)
    {
        passCuts();
    }

    void add(base::ByteSpan more)
    {
        while (!more.empty())
            more = more.subspan(addPart(more).size());
    }
    void addMasked(base::ByteSpan payload, const websocket::MaskKey &key)
    {
        for (std::uint64_t offset = 0; offset < payload.size();) {
            const auto part = addPart(payload.subspan(offset), &key, offset);
            offset += part.size();
        }
    }
    /// Cuts beyond the end come after the last byte.
    void finish()
    {
        endWrite();
        for (; !m_cuts.empty(); m_cuts = m_cuts.subspan(1))
            wait(m_cuts.front());
    }

private:
    /// As much as the open write takes.
    base::ByteSpan addPart(base::ByteSpan bytes, const websocket::MaskKey *key = nullptr,
                           std::uint64_t offset = 0)
    {
        std::uint64_t room = kMaxWriteBytes - m_write.size();
        if (!m_cuts.empty())
            room = std::min(room, m_cuts.front().at - m_position);
        const auto part = bytes.first(static_cast<std::size_t>(std::min<std::uint64_t>(room, bytes.size())));
        const std::size_t from = m_write.size();
        if (part.size() == room)
            m_write.reserve(from + part.size()); // it ends here: nothing to spare
        base::append(m_write, part);
        if (key)
            websocket::applyMask(std::span(m_write).subspan(from), *key, offset);
        m_position += part.size();
        if (part.size() == room)
            endWrite();
        passCuts();
        return part;
    }
    void passCuts()
    {
        for (; !m_cuts.empty() && m_cuts.front().at <= m_position; m_cuts = m_cuts.subspan(1)) {
            endWrite();
            wait(m_cuts.front());
        }
    }
    void endWrite()
    {
        if (!m_write.empty())
            m_to.emplace_back(SendBytes{std::exchange(m_write, {})});
    }
    void wait(const plan::WriteCut &cut)
    {
        if (cut.wait.count() > 0)
            m_to.emplace_back(Wait{cut.wait});
    }

    std::span<const plan::WriteCut> m_cuts; ///< that are ahead
    std::vector<Command> &m_to;
    base::Bytes m_write;
    std::uint64_t m_position = 0;
};

} // namespace

void writeInPieces(base::ByteSpan bytes, std::span<const plan::WriteCut> cuts, std::vector<Command> &to)
{
    Pieces pieces(cuts, to);
    pieces.add(bytes);
    pieces.finish();
}

void FrameWriter::write(const plan::FramePlan &frame, std::vector<Command> &to)
{
    if (frame.isRaw && frame.payload.empty() && frame.cuts.empty())
        return; // no bytes are no write
    if (base::Bytes *batch = batchFor(frame, to)) {
        Buffer buffer(*batch);
        encode(frame, buffer);
        m_isBatchOpen = true;
        return;
    }
    Pieces pieces(frame.cuts, to);
    encode(frame, pieces);
    pieces.finish();
    m_isBatchOpen = false;
}

/// The write that this frame may share or begin; null where it needs writes of its own.
base::Bytes *FrameWriter::batchFor(const plan::FramePlan &frame, std::vector<Command> &commands) const
{
    const bool isFragmented = frame.fragmentBytes > 0 && frame.payload.size() > frame.fragmentBytes;
    if (!frame.cuts.empty() || isFragmented || frame.payload.size() > kMaxBatchBytes)
        return nullptr;
    auto *last = m_isBatchOpen && !commands.empty() ? std::get_if<SendBytes>(&commands.back()) : nullptr;
    if (last && last->bytes.size() + frame.payload.size() <= kMaxBatchBytes) {
        last->bytes.reserve(kMaxReservedBytes); // once, or each frame would copy the batch
        return &last->bytes;
    }
    auto &fresh = std::get<SendBytes>(commands.emplace_back(SendBytes{}));
    fresh.bytes.reserve(frame.payload.size() + websocket::kMaxFrameHeaderBytes);
    return &fresh.bytes;
}

void FrameWriter::writeMessage(Opcode opcode, MessageBytes message, std::vector<Command> &to)
{
    if (message.size() <= kMaxBatchBytes) {
        write({opcode, message.takeFront()}, to);
        return;
    }
    if (m_deflater)
        message = m_deflater->deflated(std::move(message));
    plan::FramePlan frame;
    frame.statedLength = message.size();
    FrameHeader header = headerOf(frame, {});
    header.opcode = opcode;
    header.rsv1 = m_deflater.has_value();
    base::Bytes bytes;
    websocket::encodeHeader(header, bytes);
    for (std::uint64_t offset = 0; !message.isEmpty();) {
        base::Bytes piece = message.takeFront();
        if (header.masked)
            websocket::applyMask(piece, header.maskKey, offset);
        offset += piece.size();
        piece.insert(piece.begin(), bytes.begin(), bytes.end()); // the header, before the first
        bytes.clear();
        to.emplace_back(SendBytes{std::move(piece)});
    }
    m_isBatchOpen = false;
}

/// Compression comes before fragmentation (RFC 7692 section 6.1).
FrameWriter::Message FrameWriter::messageOf(const plan::FramePlan &frame)
{
    const bool isMessage = (frame.opcode == Opcode::Text || frame.opcode == Opcode::Binary) && frame.fin
        && !frame.rsv1 && !frame.rsv2 && !frame.rsv3 && !frame.statedLength;
    if (!m_deflater || !frame.compress || !isMessage)
        return {frame.payload, frame.rsv1};
    return {m_deflater->deflated(frame.payload), true};
}

template<typename Sink>
void FrameWriter::encode(const plan::FramePlan &frame, Sink &to)
{
    if (frame.isRaw) {
        to.add(frame.payload);
        return;
    }
    const Message message = messageOf(frame);
    const std::size_t most = frame.fragmentBytes == 0
        ? message.payload.size()
        : static_cast<std::size_t>(std::min<std::uint64_t>(frame.fragmentBytes, message.payload.size()));
    base::ByteSpan left = message.payload;
    base::Bytes head;
    for (bool isFirst = true; isFirst || !left.empty(); isFirst = false) {
        const base::ByteSpan part = left.first(std::min(most, left.size()));
        left = left.subspan(part.size());
        FrameHeader header = headerOf(frame, part);
        header.fin = left.empty() && frame.fin;
        header.opcode = isFirst ? frame.opcode : Opcode::Continuation;
        header.rsv1 = isFirst && message.rsv1;
        header.rsv2 = isFirst && frame.rsv2;
        header.rsv3 = isFirst && frame.rsv3;
        head.clear();
        websocket::encodeHeader(header, head);
        to.add(head);
        if (header.masked)
            to.addMasked(part, header.maskKey);
        else
            to.add(part);
    }
}

FrameHeader FrameWriter::headerOf(const plan::FramePlan &frame, base::ByteSpan payload)
{
    FrameHeader header;
    header.payloadLength = frame.statedLength.value_or(payload.size());
    header.lengthBytes =
        frame.lengthBytes == 0 ? websocket::minimalLengthBytes(header.payloadLength) : frame.lengthBytes;
    header.masked =
        frame.masking == plan::Masking::ByRole ? m_masksByRole : frame.masking == plan::Masking::On;
    if (header.masked && frame.maskKey)
        header.maskKey = *frame.maskKey;
    else if (header.masked && m_maskKeys)
        header.maskKey = m_maskKeys();
    return header;
}

} // namespace hop101::hop

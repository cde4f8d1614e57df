// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/har/harmessages.h"

#include "core/capture/message.h"
#include "core/formats/har/hartext.h"
#include "core/formats/har/hartime.h"

namespace hop101::formats {
namespace {

constexpr std::uint64_t kPiece = 256 * 1024;
constexpr std::size_t kMaxFragments = 65'536;

ByteFeed payloadOf(const capture::Reader &reader, const hop::Event &event)
{
    return [&reader, event](const std::function<bool(base::ByteSpan)> &sink) {
        for (std::uint64_t offset = 0;;) {
            const base::Bytes piece = reader.payload(event, offset, kPiece);
            if (piece.empty())
                return true;
            if (!sink(piece))
                return false;
            offset += piece.size();
        }
    };
}

ByteFeed messageOf(const capture::Reader &reader, base::EventId first)
{
    return [&reader, first](const std::function<bool(base::ByteSpan)> &sink) {
        return capture::readMessage(reader, first, sink);
    };
}

} // namespace

bool HarMessages::frame(const hop::Event &frame)
{
    if (frame.message)
        return !frame.has(hop::flag::MessageEnd) || !frame.ended || messageRow(frame);
    if (websocket::isControl(frame.opcode()) || websocket::isReserved(frame.opcode()))
        return !m_options.hasAllFrames || controlRow(frame);
    m_run.remark("Frames that belong to no message are not in a HAR.");
    return true;
}

bool HarMessages::beginRow(const hop::Event &frame, std::uint16_t opcode)
{
    std::string row = m_rows++ > 0 ? ",\n        {\"type\":\"" : "\n        {\"type\":\"";
    row += frame.direction == hop::Direction::FromLeft ? "send" : "receive";
    row += "\",\"time\":" + harSecondsText(m_zero + frame.time) + ",\"opcode\":" + std::to_string(opcode)
        + ",\"data\":";
    return m_run.write(row);
}

bool HarMessages::controlRow(const hop::Event &frame)
{
    return beginRow(frame, frame.code) && writeJsonBase64(m_run, payloadOf(m_reader, frame))
        && m_run.write("}");
}

bool HarMessages::messageRow(const hop::Event &last)
{
    const bool isOneFrame = last.message == last.id;
    const hop::Event first = isOneFrame ? last : m_reader.event(last.message);
    const bool isPlain = isOneFrame && !last.has(hop::flag::Compressed);
    const ByteFeed bytes = isPlain ? payloadOf(m_reader, last) : messageOf(m_reader, last.message);
    remarkPart(last);
    if (!beginRow(last, first.code))
        return false;
    if (first.opcode() != websocket::Opcode::Text)
        return writeJsonBase64(m_run, bytes) && m_run.write(extrasOf(last, first.code) + '}');
    const bool isGood = isUtf8(bytes);
    if (!writeJsonText(m_run, bytes))
        return false;
    std::string extras = extrasOf(last, first.code);
    if (isGood)
        return m_run.write(extras + '}');
    m_run.remark("Text that is no UTF-8 stands with replacement characters, and in _hop101 as it was.");
    if (extras.empty())
        extras = ",\"_hop101\":{";
    else
        extras.back() = ','; // opens the object again
    return m_run.write(extras + "\"base64\":") && writeJsonBase64(m_run, bytes) && m_run.write("}}");
}

/// Fragments count decompressed bytes, as the data does.
std::string HarMessages::extrasOf(const hop::Event &last, std::uint16_t /*opcode*/)
{
    std::string extras;
    std::uint64_t sent = static_cast<std::uint64_t>(std::max<std::int64_t>(last.payloadSize, 0));
    if (last.message != last.id) {
        std::string sizes;
        std::int64_t before = 0;
        bool isKnown = true;
        sent = 0;
        const auto frames = capture::messageFrames(m_reader, last.message, kMaxFragments + 1);
        for (const hop::Event &frame : frames) {
            isKnown = isKnown && frame.messageSize >= before;
            sizes += (sizes.empty() ? "" : ",") + std::to_string(frame.messageSize - before);
            before = frame.messageSize;
            sent += static_cast<std::uint64_t>(std::max<std::int64_t>(frame.payloadSize, 0));
        }
        if (isKnown && frames.size() <= kMaxFragments)
            extras = "\"fragments\":[" + sizes + ']';
    }
    if (last.has(hop::flag::Compressed))
        extras +=
            (extras.empty() ? "\"compressed\":true,\"sentBytes\":" : ",\"compressed\":true,\"sentBytes\":")
            + std::to_string(sent);
    return extras.empty() ? std::string() : ",\"_hop101\":{" + extras + '}';
}

void HarMessages::remarkPart(const hop::Event &last)
{
    if (!last.has(hop::flag::Compressed) || last.messageSize >= 0)
        return;
    m_run.remark("A compressed message that could not be inflated, or not to its end, is only in part in the "
                 "file.");
}

} // namespace hop101::formats

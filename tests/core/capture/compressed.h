// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/block.h"
#include "core/capture/contentlog.h"
#include "core/websocket/deflater.h"
#include "tests/core/capture/fixture.h"

namespace hop101::capture::fixture {

/// Upgrades with permessage-deflate, all parameters as they come: events 1 to 4.
inline void upgradeCompressed(Recording &recording, base::HopId hop = {})
{
    const auto withDeflate = [](std::string head) {
        return head.insert(head.size() - 2, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
    };
    recording.take(Direction::FromLeft, hop::Opened{"127.0.0.1:40312", "127.0.0.1:9101"}, hop);
    recording.bytes(Direction::FromLeft, withDeflate(kRequest), hop);
    recording.bytes(Direction::FromRight, withDeflate(kSwitch), hop);
}

/// A frame with a piece of a compressed message, as on the wire.
inline base::Bytes deflated(websocket::Deflater &deflater, std::string_view text, bool isFirst = true,
                            bool isLast = true, bool masked = false)
{
    websocket::FrameHeader header;
    header.opcode = isFirst ? websocket::Opcode::Text : websocket::Opcode::Continuation;
    header.rsv1 = isFirst;
    header.fin = isLast;
    header.masked = masked;
    base::Bytes payload;
    deflater.add(asBytes(text), payload);
    if (isLast)
        deflater.finish(payload);
    base::Bytes bytes;
    websocket::encodeFrame(header, payload, bytes);
    return bytes;
}

/// Text that compresses, but not to nothing.
inline std::string someText(std::size_t size)
{
    std::string text;
    for (unsigned i = 0; text.size() < size; ++i)
        text += "line " + std::to_string(i * 7919U % 1000U) + " of many; ";
    text.resize(size);
    return text;
}

/// A frame of a compressed message: its number, and how far the message is inflated at its end.
struct CompressedFrame
{
    std::uint64_t event = 0;
    std::int64_t messageSize = -1;
};

/// Makes frames of a finished capture those of one compressed message, as a decoder tells them that inflates:
/// what is in `inflated` is kept.
inline void makeCompressed(const std::string &path, const std::vector<CompressedFrame> &frames,
                           std::string_view inflated)
{
    const auto database = std::move(Database::open(path, Database::Mode::ReadWrite)).value();
    Statement select = database.prepare("SELECT first_event, count, columns FROM block "
                                        "WHERE first_event <= ?1 ORDER BY first_event DESC LIMIT 1");
    Statement update = database.prepare("UPDATE block SET columns = ?2 WHERE first_event = ?1");
    for (const CompressedFrame &frame : frames) {
        if (select.bind(1, frame.event).step() != Step::Row)
            qFatal("no block");
        const std::uint64_t first = select.number(0);
        const base::ByteSpan columns = select.blob(2);
        const auto view = BlockView::parse(first, select.number(1), {columns.begin(), columns.end()});
        select.reset();
        std::vector<hop::Event> events;
        std::vector<hop::Finding> findings;
        for (std::size_t row = 0; view && row < view->count(); ++row)
            events.push_back(view->event(row));
        for (std::size_t i = 0; view && i < view->findingCount(); ++i)
            findings.push_back(view->finding(i).value_or(hop::Finding{}));
        hop::Event &event = events.at(frame.event - first);
        event.flags |= hop::flag::Compressed;
        event.messageSize = frame.messageSize;
        const base::Bytes changed = encodeColumns(events, findings);
        if (!update.bind(1, first).bind(2, base::ByteSpan(changed)).run())
            qFatal("the block could not be changed");
    }
    ContentLog log(database);
    hop::Event first;
    first.id = first.message = {frames.front().event};
    first.hop = {1};
    log.take(first, 0, asBytes(inflated));
    log.flush();
}

} // namespace hop101::capture::fixture

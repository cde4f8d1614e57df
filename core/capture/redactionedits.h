// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"
#include "core/hop/input.h"
#include "core/websocket/frameheader.h"

#include <functional>
#include <limits>
#include <optional>
#include <span>

namespace hop101::capture {

/// What is to become of the bytes of a capture, in a nameless temporary file: it holds places and what stands
/// there instead, never a secret. Memory does not follow the number of edits. After a failure everything says
/// false or nothing, and isGood() so.
class RedactionEdits
{
public:
    [[nodiscard]] static base::Result<std::unique_ptr<RedactionEdits>, CaptureError> create();

    struct Stream
    {
        base::HopId hop;
        hop::Direction direction = hop::Direction::FromLeft;
    };
    /// How a byte of a masked frame stands on the wire.
    struct Mask
    {
        websocket::MaskKey key{};
        std::uint64_t offset = 0; ///< in the payload, of the first byte
    };
    /// Bytes of a stream become `fill`, masked where there is a mask.
    void fill(Stream stream, std::uint64_t first, std::uint64_t size, std::byte fill,
              const std::optional<Mask> &mask = {});
    /// Bytes of a compressed message, as it is read, become `fill`.
    void fillInflated(base::EventId message, std::uint64_t first, std::uint64_t size, char fill);
    /// Nothing of this compressed message is to stay.
    void wipe(base::EventId message);

    /// A frame that is made anew: the bytes from `first` on become those of its header and its pieces, which
    /// come in order. Frames of several streams may be under way. Gives its number.
    std::int64_t beginFrame(Stream stream, std::uint64_t first);
    void addPiece(std::int64_t frame, std::uint64_t at, base::ByteSpan bytes);
    /// `size`: of the original. `payloadSize`: of all pieces.
    void endFrame(std::int64_t frame, std::uint64_t size, base::ByteSpan header, std::uint64_t payloadSize);
    void dropFrame(std::int64_t frame);

    /// To be called when all of a kind is told, before it is asked for.
    void endMarks();
    void endEdits();

    // What is asked for. `bytes` are those of the message from `first` on.
    void applyMarks(base::EventId message, std::uint64_t first, std::span<std::byte> bytes);
    bool isWiped(base::EventId message);
    /// The same of a stream, but for the frames that are made anew.
    void applyFills(Stream stream, std::uint64_t first, std::span<std::byte> bytes);
    /// The first fill that ends behind `offset` begins here, or 64 KiB before; the maximum where there is
    /// none.
    std::uint64_t nextFill(Stream stream, std::uint64_t offset);
    struct Frame
    {
        std::int64_t id = 0;
        std::uint64_t first = 0, size = 0; ///< in the original
        std::uint64_t newSize = 0;
    };
    std::optional<Frame> nextFrame(Stream stream, std::uint64_t offset);
    /// The new bytes [first, end) of a frame, piece by piece.
    void frameBytes(const Frame &frame, std::uint64_t first, std::uint64_t end,
                    const std::function<void(base::ByteSpan)> &sink);

    bool isGood() const noexcept { return m_isGood; }
    CaptureError error() const { return m_database.lastError(); }

private:
    /// Rows are no longer, so that those that reach into a range are found by where they begin.
    static constexpr std::uint64_t kRowBytes = std::uint64_t{64} * 1024;

    explicit RedactionEdits(Database database);
    void check(bool isDone) noexcept { m_isGood = m_isGood && isDone; }

    Database m_database;
    Statement m_insertFill, m_insertMark, m_insertWiped, m_insertFrame, m_insertPiece, m_updateFrame,
        m_deleteFrame, m_deletePieces;
    Statement m_selectFill, m_selectNextFill, m_selectMark, m_selectWiped, m_selectFrame, m_selectPiece;
    std::int64_t m_frame = 0;
    bool m_isGood = true;
};

} // namespace hop101::capture

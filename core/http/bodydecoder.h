// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/http/head.h"

#include <cstdint>
#include <string_view>
#include <variant>

namespace hop101::http {

/// The most bytes that a chunk-size line may have with its extensions and line end, and those that all
/// trailer lines together may have.
inline constexpr std::size_t kMaxChunkLineBytes = 8 * 1024;
inline constexpr std::size_t kMaxTrailerBytes = 64 * 1024;

enum class BodyKind : std::uint8_t { None, ContentLength, Chunked, UntilClose };

/// How the body of a message is delimited (RFC 9112 section 6.3).
struct BodyFraming
{
    BodyKind kind = BodyKind::None;
    std::uint64_t length = 0; ///< with ContentLength
    /// Content-Length beside Transfer-Encoding, or several that differ, or one that is no number;
    /// Transfer-Encoding in HTTP/1.0, or in a request without a final "chunked".
    bool isAmbiguous = false;
    bool operator==(const BodyFraming &) const = default;
};
/// `requestMethod` matters to HEAD and CONNECT. A length that cannot be known (isAmbiguous) runs until close.
/// Content-Length beside Transfer-Encoding: the latter wins, as section 6.3 has it.
BodyFraming framingOf(const ResponseHead &head, std::string_view requestMethod);
BodyFraming framingOf(const RequestHead &head);

/// A piece of the decoded body, without chunk sizes and trailers; points into the input.
struct BodyData
{
    base::ByteSpan bytes;
};
/// Input is now empty.
struct BodyNeedsMore
{ };
/// Input starts right behind the body.
struct BodyEnded
{ };
/// Malformed chunk: the first bad byte is at this offset of the body's wire bytes and stays in the input.
/// Nothing after it can be framed.
struct BodyFault
{
    std::uint64_t offset;
};
using BodyStep = std::variant<BodyData, BodyNeedsMore, BodyEnded, BodyFault>;

/// Splits body bytes from what follows. Keeps no body; memory does not depend on size. Any chunking.
/// After BodyEnded or BodyFault it takes nothing more and returns the same again. Trailer fields are skipped.
class BodyDecoder
{
public:
    explicit BodyDecoder(BodyFraming framing)
        : m_framing(framing), m_left(framing.kind == BodyKind::ContentLength ? framing.length : 0)
    { }
    [[nodiscard]] BodyStep next(base::ByteSpan &input);
    /// True where the end of the stream ends the body cleanly.
    bool endsWithStream() const noexcept { return m_framing.kind == BodyKind::UntilClose; }
    std::uint64_t wireBytes() const noexcept { return m_wireBytes; }
    std::uint64_t dataBytes() const noexcept { return m_dataBytes; }

private:
    enum class State : std::uint8_t {
        SizeFirstDigit,
        SizeDigits,
        Extension,
        SizeLf,
        Data,
        DataCr,
        DataLf,
        Trailer,
        Ended,
        Faulted
    };
    enum class TrailerLine : std::uint8_t { Empty, Cr, Field }; ///< what the line has so far

    BodyStep takeData(base::ByteSpan &input);
    BodyStep nextChunked(base::ByteSpan &input);
    State after(std::byte next);
    State afterSizeDigit(char next);
    State afterTrailerByte(char next);

    BodyFraming m_framing;
    std::uint64_t m_left = 0; ///< data bytes still to come, of the body or of the chunk
    std::uint64_t m_wireBytes = 0;
    std::uint64_t m_dataBytes = 0;
    std::size_t m_lineBytes = 0; ///< of the chunk-size line, or of all trailer lines
    TrailerLine m_trailerLine = TrailerLine::Empty;
    State m_state = State::SizeFirstDigit;
};

/// A whole body, as the reader of a capture shows it: what could be decoded of `wire`.
base::Bytes decodeBody(const BodyFraming &framing, base::ByteSpan wire);

} // namespace hop101::http

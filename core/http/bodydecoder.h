// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/http/head.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace hop101::http {

enum class BodyKind : std::uint8_t { None, ContentLength, Chunked, UntilClose };

/// How the body of a message is delimited (RFC 9112 section 6.3).
struct BodyFraming
{
    BodyKind kind = BodyKind::None;
    std::uint64_t length = 0;    ///< with ContentLength
    bool isAmbiguous = false;    ///< Content-Length beside Transfer-Encoding, or several that differ, or one that is no number
    bool operator==(const BodyFraming &) const = default;
};
/// `requestMethod` matters to HEAD and CONNECT.
BodyFraming framingOf(const ResponseHead &head, std::string_view requestMethod);
BodyFraming framingOf(const RequestHead &head);

struct BodyData { base::ByteSpan bytes; };      ///< decoded: chunk sizes and trailers removed; points into the input
struct BodyNeedsMore {};                        ///< input is now empty
struct BodyEnded {};                            ///< input starts right behind the body
struct BodyFault { std::uint64_t offset; };     ///< malformed chunk at this offset of the body's wire bytes; nothing after it can be framed
using BodyStep = std::variant<BodyData, BodyNeedsMore, BodyEnded, BodyFault>;

/// Splits body bytes from what follows. Keeps no body; memory does not depend on size. Any chunking.
/// After BodyEnded or BodyFault it takes nothing more.
class BodyDecoder
{
public:
    explicit BodyDecoder(BodyFraming framing) : m_framing(framing), m_left(framing.length) {}
    [[nodiscard]] BodyStep next(base::ByteSpan &input);
    /// True where the end of the stream ends the body cleanly.
    bool endsWithStream() const noexcept { return m_framing.kind == BodyKind::UntilClose; }
    std::uint64_t wireBytes() const noexcept { return m_wireBytes; }
    std::uint64_t dataBytes() const noexcept { return m_dataBytes; }

private:
    enum class State : std::uint8_t { Size, Data, DataEnd, Trailer, Ended, Faulted };
    BodyStep nextChunked(base::ByteSpan &input);

    BodyFraming m_framing;
    std::uint64_t m_left = 0;
    std::uint64_t m_wireBytes = 0;
    std::uint64_t m_dataBytes = 0;
    State m_state = State::Size;
    std::string m_line;
};

/// A whole body, as the reader of a capture shows it: what could be decoded of `wire`.
base::Bytes decodeBody(const BodyFraming &framing, base::ByteSpan wire);

} // namespace hop101::http

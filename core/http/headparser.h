// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/head.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

namespace hop101::http {

/// The most bytes that a head may have before the parser gives up.
inline constexpr std::size_t kMaxHeadBytes = 64 * 1024;
/// The longest method that still looks like a request; standard ones have at most 17 letters.
inline constexpr std::size_t kMaxMethodBytes = 64;

/// Input is now empty.
struct NeedMoreData
{ };
enum class HeadFault : std::uint8_t {
    TooLarge, ///< no end of head within kMaxHeadBytes
    NotHttp, ///< the first bytes cannot be a request line or a status line: they are raw bytes
};
/// Bytes taken so far stay in raw(); the rest of input is untouched.
struct HeadFailed
{
    HeadFault fault;
};
/// Input starts right behind the head.
template<typename Head>
struct HeadDone
{
    Head head;
};
template<typename Head>
using HeadStep = std::variant<NeedMoreData, HeadDone<Head>, HeadFailed>;

/// Parses one head, RequestHead or ResponseHead, from any chunking of its bytes (RFC 9112 section 2).
/// No I/O, clock or exceptions. It decodes and does not judge: what is odd is a LineFault.
///
/// It keeps the raw bytes (raw()), so that nothing of a broken head is lost. Practice: empty lines before a
/// request line are skipped but counted in raw() and in all ranges (RFC 9112 section 2.2); a line may end in
/// LF alone. A response that does not begin with "HTTP/", or a request that does not begin with a method of
/// at most kMaxMethodBytes and a space, fails as NotHttp at the first byte that tells, which stays in the
/// input. One parser a head; reset() before the next. After HeadFailed it takes nothing more and returns the
/// same again. Not thread-safe.
template<typename Head>
class HeadParser
{
public:
    /// Consumes the front of `input`, at most up to the end of the head.
    [[nodiscard]] HeadStep<Head> next(base::ByteSpan &input);
    /// All bytes of this head so far; valid until the next call.
    base::ByteSpan raw() const noexcept { return m_raw; }
    bool hasStarted() const noexcept { return !m_raw.empty(); }
    void reset();

private:
    HeadStep<Head> fail(HeadFault fault);
    bool takeStart(std::byte next);
    bool takeLine(base::ByteSpan &input);

    base::Bytes m_raw;
    std::size_t m_lineStart = 0; ///< of the line that is being read
    bool m_isHttp = false; ///< the first bytes told
    std::optional<HeadFault> m_fault;
};

using RequestHeadParser = HeadParser<RequestHead>;
using ResponseHeadParser = HeadParser<ResponseHead>;

/// Parses a complete head in one go, as the reader of a capture does. Bytes behind the head are ignored;
/// a head without its end gives what there is.
RequestHead parseRequestHead(base::ByteSpan bytes);
ResponseHead parseResponseHead(base::ByteSpan bytes);

} // namespace hop101::http

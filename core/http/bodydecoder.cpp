// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/bodydecoder.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <limits>
#include <optional>

namespace hop101::http {
namespace {

std::optional<std::uint64_t> lengthFrom(std::string_view digits)
{
    if (!std::all_of(digits.begin(), digits.end(), base::isDigit))
        return std::nullopt;
    std::uint64_t length = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    return read.ec == std::errc() ? std::optional(length) : std::nullopt;
}

/// All elements of all Content-Length fields, where they agree: "5, 5" is 5 (RFC 9110 section 8.6).
std::optional<std::uint64_t> agreedLength(const HeaderFields &fields)
{
    std::optional<std::uint64_t> agreed;
    const std::string values = fields.combined("Content-Length");
    for (const std::string_view element : base::listElements(values)) {
        const auto length = lengthFrom(element);
        if (!length || (agreed && *agreed != *length))
            return std::nullopt;
        agreed = length;
    }
    return agreed;
}

bool endsInChunked(const HeaderFields &fields)
{
    const std::string codings = fields.combined("Transfer-Encoding");
    const auto elements = base::listElements(codings);
    return !elements.empty() && base::equalsIgnoringCase(elements.back(), "chunked");
}

/// What the fields say, without regard to method and status (RFC 9112 section 6.3, rules 3 to 6);
/// nothing where they are silent.
std::optional<BodyFraming> framingFrom(const HeaderFields &fields, std::string_view version)
{
    const bool hasLength = fields.find("Content-Length") != nullptr;
    if (fields.find("Transfer-Encoding")) {
        const bool isAmbiguous = hasLength || version == "HTTP/1.0";
        return BodyFraming{endsInChunked(fields) ? BodyKind::Chunked : BodyKind::UntilClose, 0, isAmbiguous};
    }
    if (!hasLength)
        return std::nullopt;
    if (const auto length = agreedLength(fields))
        return BodyFraming{BodyKind::ContentLength, *length, false};
    return BodyFraming{BodyKind::UntilClose, 0, true};
}

int hexDigitValue(char c)
{
    if (base::isDigit(c))
        return c - '0';
    const char lower = base::toLower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

} // namespace

BodyFraming framingOf(const ResponseHead &head, std::string_view requestMethod)
{
    const bool isSuccess = head.status >= 200 && head.status < 300;
    const bool isBodiless =
        (head.status >= 100 && head.status < 200) || head.status == 204 || head.status == 304;
    if (isBodiless || requestMethod == "HEAD" || (requestMethod == "CONNECT" && isSuccess))
        return {};
    return framingFrom(head.fields, head.version).value_or(BodyFraming{BodyKind::UntilClose, 0, false});
}

BodyFraming framingOf(const RequestHead &head)
{
    BodyFraming framing = framingFrom(head.fields, head.version).value_or(BodyFraming{});
    // "If a Transfer-Encoding header field is present in a request and the chunked transfer coding is not the
    // final encoding, the message body length cannot be determined reliably" (RFC 9112 section 6.3)
    if (framing.kind == BodyKind::UntilClose)
        framing.isAmbiguous = true;
    return framing;
}

BodyStep BodyDecoder::next(base::ByteSpan &input)
{
    switch (m_framing.kind) {
    case BodyKind::None:
        return BodyEnded{};
    case BodyKind::Chunked:
        return nextChunked(input);
    case BodyKind::ContentLength:
        if (m_left == 0)
            return BodyEnded{};
        break;
    case BodyKind::UntilClose:
        m_left = std::numeric_limits<std::uint64_t>::max();
        break;
    }
    return input.empty() ? BodyStep(BodyNeedsMore{}) : takeData(input);
}

BodyStep BodyDecoder::takeData(base::ByteSpan &input)
{
    const auto data = input.first(static_cast<std::size_t>(std::min<std::uint64_t>(input.size(), m_left)));
    input = input.subspan(data.size());
    m_left -= data.size();
    m_wireBytes += data.size();
    m_dataBytes += data.size();
    return BodyData{data};
}

BodyStep BodyDecoder::nextChunked(base::ByteSpan &input)
{
    while (m_state != State::Ended && m_state != State::Faulted) {
        if (input.empty())
            return BodyNeedsMore{};
        if (m_state == State::Data) {
            const BodyStep data = takeData(input);
            if (m_left == 0)
                m_state = State::DataCr;
            return data;
        }
        m_state = after(input.front());
        if (m_state == State::Faulted)
            break;
        input = input.subspan(1);
        ++m_wireBytes;
    }
    return m_state == State::Ended ? BodyStep(BodyEnded{}) : BodyFault{m_wireBytes};
}

/// "chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF" (RFC 9112 section 7.1). A bare LF is no line end
/// here: recipients that disagree on that see different messages.
BodyDecoder::State BodyDecoder::after(std::byte next)
{
    const char c = static_cast<char>(next);
    switch (m_state) {
    case State::SizeFirstDigit:
    case State::SizeDigits:
        return afterSizeDigit(c);
    case State::Extension:
        if (++m_lineBytes >= kMaxChunkLineBytes)
            return State::Faulted;
        if (c == '\r')
            return State::SizeLf;
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f' ? State::Faulted
                                                                                  : State::Extension;
    case State::SizeLf:
        if (c != '\n')
            return State::Faulted;
        m_lineBytes = 0;
        return m_left == 0 ? State::Trailer : State::Data;
    case State::DataCr:
        return c == '\r' ? State::DataLf : State::Faulted;
    case State::DataLf:
        return c == '\n' ? State::SizeFirstDigit : State::Faulted;
    case State::Trailer:
        return afterTrailerByte(c);
    case State::Data:
    case State::Ended:
    case State::Faulted:
        break;
    }
    assert(false && "nextChunked() takes data, and nothing after the end");
    return State::Faulted;
}

BodyDecoder::State BodyDecoder::afterSizeDigit(char next)
{
    if (++m_lineBytes >= kMaxChunkLineBytes)
        return State::Faulted;
    const int digit = hexDigitValue(next);
    if (digit >= 0) {
        if (m_left > std::numeric_limits<std::uint64_t>::max() >> 4)
            return State::Faulted; // the size fits no number that could be counted down
        m_left = m_left << 4 | static_cast<std::uint64_t>(digit);
        return State::SizeDigits;
    }
    if (m_state == State::SizeFirstDigit)
        return State::Faulted;
    if (next == '\r')
        return State::SizeLf;
    // Practice: some servers pad the size with spaces.
    return next == ';' || isSpace(next) ? State::Extension : State::Faulted;
}

/// "trailer-section = *( field-line CRLF )", and then the empty line. The fields are not looked at.
BodyDecoder::State BodyDecoder::afterTrailerByte(char next)
{
    if (++m_lineBytes > kMaxTrailerBytes)
        return State::Faulted;
    if (next == '\n') {
        const bool isEmpty = m_trailerLine == TrailerLine::Empty || m_trailerLine == TrailerLine::Cr;
        m_trailerLine = TrailerLine::Empty;
        return isEmpty ? State::Ended : State::Trailer;
    }
    m_trailerLine =
        next == '\r' && m_trailerLine == TrailerLine::Empty ? TrailerLine::Cr : TrailerLine::Field;
    return State::Trailer;
}

base::Bytes decodeBody(const BodyFraming &framing, base::ByteSpan wire)
{
    base::Bytes body;
    BodyDecoder decoder(framing);
    BodyStep step = decoder.next(wire);
    while (const auto *data = std::get_if<BodyData>(&step)) {
        base::append(body, data->bytes);
        step = decoder.next(wire);
    }
    return body;
}

} // namespace hop101::http

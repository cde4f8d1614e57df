// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headparser.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <type_traits>

namespace hop101::http {
namespace {

constexpr std::string_view kVersionPrefix = "HTTP/";
// Room from the start, so that what is usual is not moved while it grows.
constexpr std::size_t kUsualFields = 16;
constexpr std::size_t kUsualHeadBytes = 1024;

// --- what the first bytes tell -------------------------------------------------------------------------

enum class Start : std::uint8_t { Undecided, BlankLine, Http, NotHttp };

/// `line` is the first line so far, one byte longer than at the last call.
Start judgeStart(std::string_view line, const ResponseHead *)
{
    if (line.back() != kVersionPrefix[line.size() - 1])
        return Start::NotHttp;
    return line.size() == kVersionPrefix.size() ? Start::Http : Start::Undecided;
}

/// "a server that is expecting to receive and parse a request-line SHOULD ignore at least one empty line
/// (CRLF) received prior to the request-line" (RFC 9112 section 2.2)
Start judgeStart(std::string_view line, const RequestHead *)
{
    if (line == "\n" || line == "\r\n")
        return Start::BlankLine;
    if (line == "\r")
        return Start::Undecided;
    if (line.front() == '\r')
        return Start::NotHttp;
    if (line.back() == ' ')
        return line.size() > 1 ? Start::Http : Start::NotHttp;
    return base::isTokenChar(line.back()) && line.size() <= kMaxMethodBytes ? Start::Undecided
                                                                            : Start::NotHttp;
}

// --- lines ---------------------------------------------------------------------------------------------

struct Line
{
    std::string_view content; ///< without its line end
    base::ByteRange range; ///< with its line end
    LineFault faults = LineFault::None;
};

/// The line that starts at `from`; the last one may be cut.
Line lineAt(std::string_view text, std::size_t from)
{
    const std::size_t lf = text.find('\n', from);
    const std::size_t end = lf == std::string_view::npos ? text.size() : lf + 1;
    Line line{text.substr(from, end - from), {from, end - from}};
    if (lf != std::string_view::npos)
        line.content.remove_suffix(1);
    if (line.content.ends_with('\r'))
        line.content.remove_suffix(1);
    else if (lf != std::string_view::npos)
        line.faults = LineFault::BareLf;
    return line;
}

bool isControlChar(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f';
}

LineFault valueFaults(std::string_view value)
{
    // Not any_of: without an early end, many octets are looked at at a time.
    bool isBad = false;
    for (const char c : value)
        isBad |= isControlChar(c);
    return isBad ? LineFault::BadValue : LineFault::None;
}

// --- fields --------------------------------------------------------------------------------------------

bool startsWithSpace(std::string_view content)
{
    return content.starts_with(' ') || content.starts_with('\t');
}

/// `part` within a line content that starts at `contentAt`; both are views into the same text.
base::ByteRange rangeOf(std::string_view part, std::string_view content, std::uint64_t contentAt)
{
    return {contentAt + static_cast<std::uint64_t>(part.data() - content.data()), part.size()};
}

/// trimmed(), but what is empty still points into `text`: at its end.
std::string_view trimmedWithin(std::string_view text)
{
    const std::string_view value = base::trimmed(text);
    return value.empty() ? text.substr(text.size()) : value;
}

HeaderField fieldFrom(const Line &line)
{
    const std::string_view content = line.content;
    HeaderField field;
    field.line = line.range;
    field.faults = line.faults;
    const std::size_t colon = content.find(':');
    std::string_view name = content.substr(0, colon);
    std::string_view value = content.substr(content.size());
    if (colon == std::string_view::npos) {
        field.faults = field.faults | LineFault::NoColon | valueFaults(name);
    } else {
        value = trimmedWithin(content.substr(colon + 1));
        const std::size_t nameEnd = name.find_last_not_of(" \t") + 1;
        if (nameEnd < name.size())
            field.faults = field.faults | LineFault::SpaceBeforeColon;
        name = name.substr(0, nameEnd);
        if (!base::isToken(name))
            field.faults = field.faults | LineFault::BadName;
        field.faults = field.faults | valueFaults(value);
    }
    field.name = name;
    field.value = value;
    field.nameAt = rangeOf(name, content, line.range.first);
    field.valueAt = rangeOf(value, content, line.range.first);
    return field;
}

/// "obs-fold = OWS CRLF RWS" (RFC 9112 section 5.2): the line continues the value of the field before it.
void fold(const Line &line, HeaderField &field)
{
    field.line.size = line.range.end() - field.line.first;
    field.faults = field.faults | line.faults | LineFault::ObsFold | valueFaults(line.content);
    const std::string_view more = trimmedWithin(line.content);
    if (more.empty())
        return;
    const base::ByteRange at = rangeOf(more, line.content, line.range.first);
    if (field.value.empty())
        field.valueAt = at;
    else
        field.value += ' ';
    field.value += more;
    field.valueAt.size = at.end() - field.valueAt.first;
}

void addField(const Line &line, HeaderFields &fields)
{
    if (!startsWithSpace(line.content)) {
        fields.lines.push_back(fieldFrom(line));
    } else if (!fields.lines.empty()) {
        fold(line, fields.lines.back());
    } else { // nothing to continue: the white space stays part of the name, which makes that a bad one
        fields.lines.push_back(fieldFrom(line));
        fields.lines.back().faults = fields.lines.back().faults | LineFault::ObsFold;
    }
}

// --- start lines ---------------------------------------------------------------------------------------

/// "HTTP-version = HTTP-name "/" DIGIT "." DIGIT" (RFC 9112 section 2.3)
bool isVersion(std::string_view text)
{
    return text.size() == 8 && text.starts_with(kVersionPrefix) && base::isDigit(text[5]) && text[6] == '.'
        && base::isDigit(text[7]);
}

bool isTarget(std::string_view text)
{
    return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
        return c == ' ' || c == '\t' || isControlChar(c);
    });
}

/// "request-line = method SP request-target SP HTTP-version" (RFC 9112 section 3). The version is the last of
/// three or more parts; of more than three only where it looks like one, as a target with spaces may have
/// none.
void readStartLine(std::string_view content, RequestHead &head)
{
    const std::size_t firstSpace = content.find(' ');
    head.method = content.substr(0, firstSpace);
    if (firstSpace == std::string_view::npos)
        return;
    std::string_view target = content.substr(firstSpace + 1);
    const std::size_t lastSpace = target.rfind(' ');
    if (lastSpace != std::string_view::npos) {
        const std::string_view last = target.substr(lastSpace + 1);
        const bool hasThreeParts = lastSpace == target.find(' ');
        if (hasThreeParts
            || base::equalsIgnoringCase(last.substr(0, kVersionPrefix.size()), kVersionPrefix)) {
            head.version = last;
            target = target.substr(0, lastSpace);
        }
    }
    head.startLineValid = base::isToken(head.method) && isTarget(target) && isVersion(head.version);
    head.target = base::trimmed(target);
}

/// "status-line = HTTP-version SP status-code SP [ reason-phrase ]" (RFC 9112 section 4). Practice: many
/// servers leave out the space where the reason is empty.
void readStartLine(std::string_view content, ResponseHead &head)
{
    const std::size_t firstSpace = content.find(' ');
    head.version = content.substr(0, firstSpace);
    if (firstSpace == std::string_view::npos)
        return;
    const std::size_t codeAt = content.find_first_not_of(' ', firstSpace);
    const std::string_view rest = content.substr(std::min(codeAt, content.size()));
    const std::string_view code = rest.substr(0, rest.find(' '));
    if (code.size() == 3 && std::all_of(code.begin(), code.end(), base::isDigit))
        head.status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
    if (code.size() < rest.size())
        head.reason = rest.substr(code.size() + 1);
    head.startLineValid = isVersion(head.version) && head.status >= 0 && codeAt == firstSpace + 1;
}

std::size_t startLineAt(std::string_view text, const RequestHead &)
{
    std::size_t from = 0;
    while (from < text.size() && lineAt(text, from).content.empty())
        from = static_cast<std::size_t>(lineAt(text, from).range.end());
    return from;
}

std::size_t startLineAt(std::string_view, const ResponseHead &)
{
    return 0;
}

template<typename Head>
Head parseHead(base::ByteSpan bytes)
{
    const std::string_view text = base::asText(bytes);
    Head head;
    head.fields.lines.reserve(kUsualFields);
    Line line = lineAt(text, startLineAt(text, head));
    head.startLine = line.range;
    head.startLineFaults = line.faults | valueFaults(line.content);
    readStartLine(line.content, head);
    head.size = line.range.end();
    while (head.size < text.size()) {
        line = lineAt(text, static_cast<std::size_t>(head.size));
        head.size = line.range.end();
        if (line.content.empty())
            break;
        addField(line, head.fields);
    }
    return head;
}

} // namespace

template<typename Head>
HeadStep<Head> HeadParser<Head>::next(base::ByteSpan &input)
{
    if (m_fault)
        return HeadFailed{*m_fault};
    while (!input.empty()) {
        if (!m_isHttp) {
            if (!takeStart(input.front()))
                return fail(HeadFault::NotHttp);
            input = input.subspan(1);
        } else if (takeLine(input)) {
            return HeadDone<Head>{parseHead<Head>(m_raw)};
        }
        if (m_raw.size() == kMaxHeadBytes)
            return fail(HeadFault::TooLarge);
    }
    return NeedMoreData{};
}

template<typename Head>
HeadStep<Head> HeadParser<Head>::fail(HeadFault fault)
{
    m_fault = fault;
    return HeadFailed{fault};
}

/// False where `next` shows that this is no HTTP; it is not taken then.
template<typename Head>
bool HeadParser<Head>::takeStart(std::byte next)
{
    if (m_raw.empty())
        m_raw.reserve(kUsualHeadBytes);
    m_raw.push_back(next);
    switch (judgeStart(base::asText(m_raw).substr(m_lineStart), static_cast<const Head *>(nullptr))) {
    case Start::Undecided:
        break;
    case Start::BlankLine:
        m_lineStart = m_raw.size();
        break;
    case Start::Http:
        m_isHttp = true;
        break;
    case Start::NotHttp:
        m_raw.pop_back();
        return false;
    }
    return true;
}

/// Takes what there is of one line; true where it is complete and empty. Each byte is looked at once,
/// however small the pieces are.
template<typename Head>
bool HeadParser<Head>::takeLine(base::ByteSpan &input)
{
    const base::ByteSpan room = input.first(std::min(input.size(), kMaxHeadBytes - m_raw.size()));
    const std::size_t lf = base::asText(room).find('\n');
    const bool hasEnd = lf != std::string_view::npos;
    const base::ByteSpan taken = hasEnd ? room.first(lf + 1) : room;
    base::append(m_raw, taken);
    input = input.subspan(taken.size());
    if (!hasEnd)
        return false;
    const std::string_view line = base::asText(m_raw).substr(m_lineStart);
    m_lineStart = m_raw.size();
    return line == "\n" || line == "\r\n";
}

template<typename Head>
void HeadParser<Head>::reset()
{
    *this = {};
}

template class HeadParser<RequestHead>;
template class HeadParser<ResponseHead>;

RequestHead parseRequestHead(base::ByteSpan bytes)
{
    return parseHead<RequestHead>(bytes);
}

ResponseHead parseResponseHead(base::ByteSpan bytes)
{
    return parseHead<ResponseHead>(bytes);
}

} // namespace hop101::http

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/rowtext.h"

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/capture/content.h"
#include "core/capture/message.h"
#include "core/diagram/visibletext.h"
#include "core/websocket/closecode.h"

#include <algorithm>
#include <string_view>

namespace hop101::diagram {

namespace {

constexpr std::size_t kHexBytes = 12;
// A character has at most four bytes; more is never shown.
constexpr std::uint64_t kPreviewBytes = 4 * kMaxDetail + 4;
constexpr const char *kBetween = " · ";

std::string visible(std::string_view text, std::size_t limit = kMaxDetail)
{
    return visibleText(base::asBytes(text), limit);
}

std::string joined(const std::string &a, const std::string &b, const char *between = " ")
{
    return a.empty() || b.empty() ? a + b : a + between + b;
}

std::string replaced(std::string text, const std::string &value, const char *place = "%1")
{
    if (const auto at = text.find(place); at != std::string::npos)
        text.replace(at, 2, value);
    return text;
}

/// Makes the words of one row.
class Writer
{
public:
    Writer(const capture::Reader &reader, const hop::Event &event, const EventLookup &lookup,
           Translate translate, Detail detail)
        : m_reader(reader), m_event(event), m_lookup(lookup), m_translate(translate), m_detail(detail)
    { }

    RowText words() const
    {
        switch (m_event.kind) {
        case hop::EventKind::Connected:
            return {word(HOP101_TEXT("row", "connected")), visible(m_reader.signalText(m_event))};
        case hop::EventKind::TlsUp:
            return tlsUp();
        case hop::EventKind::RequestHead:
            return request();
        case hop::EventKind::ResponseHead:
            return response();
        case hop::EventKind::Body:
            return body();
        case hop::EventKind::ProtocolSwitched:
            return switched();
        case hop::EventKind::Frame:
            return frame();
        case hop::EventKind::RawRun:
            return raw();
        case hop::EventKind::Closed:
            return closed();
        case hop::EventKind::Failed:
            return failed();
        case hop::EventKind::Gap:
            return gap();
        case hop::EventKind::Note:
            return {word(HOP101_TEXT("row", "note")), visible(m_reader.signalText(m_event))};
        }
        return {word(HOP101_TEXT("row", "unknown")), {}};
    }

private:
    std::string word(const char *text) const { return m_translate ? m_translate("row", text) : text; }

    base::Bytes wire(std::uint64_t limit) const { return m_reader.wire(m_event, limit); }
    static std::string hexOf(const base::Bytes &bytes) { return hexText(bytes, kHexBytes); }

    std::string cut() const
    {
        if (!m_event.has(hop::flag::Cut))
            return {};
        const std::uint64_t seen = m_event.wireSize < 0 ? 0 : static_cast<std::uint64_t>(m_event.wireSize);
        return replaced(word(HOP101_TEXT("row", "cut at byte %1")), std::to_string(seen));
    }
    /// "14 B " and what follows; the size left out while it is not known.
    std::string withSize(std::int64_t size, const std::string &rest) const
    {
        const std::string known = size < 0 ? std::string() : sizeText(static_cast<std::uint64_t>(size));
        return joined(joined(joined(known, cut(), kBetween), wholeMessage(), kBetween), rest);
    }
    std::string headerCount(const http::HeaderFields &fields) const
    {
        const std::size_t count = fields.lines.size();
        if (count == 1)
            return word(HOP101_TEXT("row", "1 header"));
        return replaced(word(HOP101_TEXT("row", "%1 headers")), std::to_string(count));
    }
    /// The first line as it is: nothing better can be said of a head that does not parse.
    std::string firstLine() const
    {
        const base::Bytes bytes = wire(kPreviewBytes);
        std::string_view line = base::asText(bytes);
        line = line.substr(0, line.find('\n'));
        if (!line.empty() && line.back() == '\r')
            line.remove_suffix(1);
        return visible(line);
    }

    RowText tlsUp() const
    {
        std::string detail = visible(m_reader.signalText(m_event));
        if (m_event.has(hop::flag::Accepted))
            detail = joined(word(HOP101_TEXT("row", "certificate not trusted, accepted")), detail, kBetween);
        return {word(HOP101_TEXT("row", "TLS up")), detail};
    }
    RowText request() const
    {
        const auto head = capture::requestHead(m_reader, m_event);
        if (!head)
            return {joined(firstLine(), {}), cut()};
        if (!head->startLineValid)
            return {firstLine(), headerCount(head->fields)};
        return {visible(head->method + ' ' + head->target + ' ' + head->version), headerCount(head->fields)};
    }
    RowText response() const
    {
        const auto head = capture::responseHead(m_reader, m_event);
        if (!head)
            return {firstLine(), cut()};
        if (head->status < 0)
            return {firstLine(), headerCount(head->fields)};
        return {visible(joined(std::to_string(head->status), head->reason)), responseDetail(*head)};
    }
    /// What a reader wants to know first: where to, into what, why not.
    std::string responseDetail(const http::ResponseHead &head) const
    {
        if (head.status == 101)
            return switchDetail(head.fields);
        for (const char *name : {"Location", "WWW-Authenticate", "Upgrade", "Retry-After"}) {
            if (head.fields.find(name))
                return visible(std::string(name) + ": " + head.fields.combined(name));
        }
        return headerCount(head.fields);
    }
    static std::string switchDetail(const http::HeaderFields &fields)
    {
        std::string detail = fields.combined("Upgrade");
        detail = joined(detail, fields.combined("Sec-WebSocket-Protocol"), kBetween);
        return visible(joined(detail, fields.combined("Sec-WebSocket-Extensions"), kBetween));
    }
    RowText body() const
    {
        const std::string size = withSize(m_event.payloadSize, contentType());
        return {word(HOP101_TEXT("row", "body")), size};
    }
    /// A body follows its head: the event before, unless hops interleave.
    std::string contentType() const
    {
        const hop::Event head = m_lookup({m_event.id.value - 1});
        if (head.hop != m_event.hop || head.direction != m_event.direction)
            return {};
        if (head.kind == hop::EventKind::ResponseHead) {
            const auto read = capture::responseHead(m_reader, head);
            return read ? visible(read->fields.combined("Content-Type")) : std::string();
        }
        return {};
    }
    RowText switched() const
    {
        const hop::Event head = m_lookup({m_event.id.value - 1});
        std::string protocol;
        if (head.kind == hop::EventKind::ResponseHead && head.hop == m_event.hop) {
            if (const auto read = capture::responseHead(m_reader, head))
                protocol = read->fields.combined("Upgrade");
        }
        if (protocol.empty() || base::equalsIgnoringCase(protocol, "websocket"))
            return {word(HOP101_TEXT("row", "WebSocket from here")), {}};
        return {replaced(word(HOP101_TEXT("row", "%1 from here")), visible(protocol)), {}};
    }

    RowText frame() const
    {
        switch (m_event.opcode()) {
        case websocket::Opcode::Text:
        case websocket::Opcode::Binary:
        case websocket::Opcode::Continuation:
            return {dataKind(), m_event.has(hop::flag::Compressed) ? compressedDetail() : dataDetail()};
        case websocket::Opcode::Close:
            return close();
        case websocket::Opcode::Ping:
            return {word(HOP101_TEXT("row", "ping")), controlDetail()};
        case websocket::Opcode::Pong:
            return {word(HOP101_TEXT("row", "pong")), controlDetail()};
        }
        return {replaced(word(HOP101_TEXT("row", "opcode %1")), std::to_string(m_event.code)),
                withSize(m_event.payloadSize, hexPreview())};
    }
    std::string dataKind() const
    {
        if (m_event.opcode() == websocket::Opcode::Continuation)
            return m_event.has(hop::flag::Fin) ? word(HOP101_TEXT("row", "continuation · fin"))
                                               : word(HOP101_TEXT("row", "continuation"));
        const bool isText = m_event.opcode() == websocket::Opcode::Text;
        if (m_event.has(hop::flag::Fin))
            return isText ? word(HOP101_TEXT("row", "text")) : word(HOP101_TEXT("row", "binary"));
        return isText ? word(HOP101_TEXT("row", "text · first part"))
                      : word(HOP101_TEXT("row", "binary · first part"));
    }
    bool isTextMessage() const
    {
        if (m_event.opcode() != websocket::Opcode::Continuation)
            return m_event.opcode() == websocket::Opcode::Text;
        return m_event.message && m_event.message != m_event.id
            && m_lookup(m_event.message).opcode() == websocket::Opcode::Text;
    }
    std::string dataDetail() const
    {
        // With RSV1 and no extension that explains it, the payload is anything but text.
        const bool isText = isTextMessage() && !m_event.has(hop::flag::Rsv1);
        const std::string preview =
            isText ? visibleText(m_reader.payload(m_event, 0, kPreviewBytes), kMaxDetail) : hexPreview();
        return withSize(m_event.payloadSize, preview);
    }
    std::string hexPreview() const
    {
        return m_event.payloadSize == 0 ? std::string() : hexOf(m_reader.payload(m_event, 0, kHexBytes + 1));
    }
    /// At the last fragment: how large all are together.
    std::string wholeMessage() const
    {
        const bool isLast = m_event.kind == hop::EventKind::Frame && m_event.message
            && m_event.message != m_event.id && m_event.has(hop::flag::MessageEnd);
        if (!isLast || m_event.messageSize < 0)
            return {};
        return replaced(word(HOP101_TEXT("row", "message %1")),
                        sizeText(static_cast<std::uint64_t>(m_event.messageSize)));
    }
    /// The size as it is read, then what went over the wire: "412 → 168 B".
    std::string compressedSize() const
    {
        const std::string sent =
            sizeText(m_event.payloadSize < 0 ? 0 : static_cast<std::uint64_t>(m_event.payloadSize));
        const std::int64_t size = capture::frameSize(m_reader, m_event);
        if (size < 0)
            return replaced(word(HOP101_TEXT("row", "%1 compressed")), sent);
        const std::string read = sizeText(static_cast<std::uint64_t>(size));
        if (m_detail == Detail::Full)
            return replaced(replaced(word(HOP101_TEXT("row", "%1 (%2 compressed)")), read), sent, "%2");
        return withoutUnitOf(read, sent) + " → " + sent;
    }
    /// "412 B" as "412" where the other has the same unit.
    static std::string withoutUnitOf(const std::string &size, const std::string &other)
    {
        const std::size_t unit = size.rfind(' ');
        const bool isSame = unit != std::string::npos && other.ends_with(size.substr(unit));
        return isSame ? size.substr(0, unit) : size;
    }
    std::string compressedDetail() const
    {
        const base::Bytes bytes = capture::frameBytes(m_reader, m_event, 0, kPreviewBytes);
        const std::string preview = bytes.empty() && m_event.messageSize < 0 ? hexPreview()
            : isTextMessage()                                                ? visibleText(bytes, kMaxDetail)
                                                                             : hexOf(bytes);
        return joined(joined(joined(compressedSize(), cut(), kBetween), wholeMessage(), kBetween), preview);
    }
    std::string controlDetail() const
    {
        if (m_event.payloadSize == 0)
            return cut();
        const base::Bytes bytes = m_reader.payload(m_event, 0, websocket::kMaxControlPayloadBytes);
        const bool isPrintable = std::all_of(bytes.begin(), bytes.end(), [](std::byte b) {
            return b >= std::byte{0x20} && b < std::byte{0x7F};
        });
        return withSize(m_event.payloadSize, isPrintable ? visible(base::asText(bytes)) : hexOf(bytes));
    }
    RowText close() const
    {
        const base::Bytes bytes = m_reader.payload(m_event, 0, kPreviewBytes);
        const websocket::CloseBody body = websocket::readCloseBody(bytes);
        if (!body.code)
            return {word(HOP101_TEXT("row", "close")),
                    joined(word(HOP101_TEXT("row", "no code")), cut(), kBetween)};
        const char *name = websocket::closeCodeName(*body.code);
        std::string detail =
            *name == '\0' || !m_translate ? std::string(name) : m_translate("closecode", name);
        detail = joined(detail, visible(body.reason), kBetween);
        return {replaced(word(HOP101_TEXT("row", "close %1")), std::to_string(*body.code)),
                joined(detail, cut(), kBetween)};
    }

    RowText closed() const
    {
        std::string how;
        switch (static_cast<hop::EndCause>(m_event.code)) {
        case hop::EndCause::Fin:
            how = word(HOP101_TEXT("row", "sends no more (FIN)"));
            break;
        case hop::EndCause::Reset:
            how = word(HOP101_TEXT("row", "reset (RST)"));
            break;
        case hop::EndCause::ByUs:
            how = word(HOP101_TEXT("row", "by Hop101"));
            break;
        }
        return {word(HOP101_TEXT("row", "closed")), how};
    }
    RowText failed() const
    {
        return {word(HOP101_TEXT("row", "failed")),
                joined(stage(), visible(m_reader.signalText(m_event)), kBetween)};
    }
    std::string stage() const
    {
        switch (static_cast<hop::FailStage>(m_event.code)) {
        case hop::FailStage::Resolve:
            return word(HOP101_TEXT("row", "name not resolved"));
        case hop::FailStage::Connect:
            return word(HOP101_TEXT("row", "not connected"));
        case hop::FailStage::ConnectTimeout:
            return word(HOP101_TEXT("row", "not connected in time"));
        case hop::FailStage::Tls:
            return word(HOP101_TEXT("row", "TLS failed"));
        case hop::FailStage::TlsTimeout:
            return word(HOP101_TEXT("row", "TLS not up in time"));
        case hop::FailStage::Certificate:
            return word(HOP101_TEXT("row", "certificate not trusted"));
        case hop::FailStage::UpgradeTimeout:
            return word(HOP101_TEXT("row", "no answer in time"));
        case hop::FailStage::CloseTimeout:
            return word(HOP101_TEXT("row", "not closed in time"));
        case hop::FailStage::Cancelled:
            return word(HOP101_TEXT("row", "cancelled"));
        case hop::FailStage::Io:
            return word(HOP101_TEXT("row", "reading or writing failed"));
        }
        return {};
    }
    /// What begins with a handshake record (RFC 8446 section 5.1) is TLS inside a tunnel.
    RowText raw() const
    {
        const base::Bytes front = wire(kHexBytes + 1);
        const bool isTls = front.size() >= 3 && front[0] == std::byte{0x16} && front[1] == std::byte{3}
            && front[2] <= std::byte{4};
        return {isTls ? std::string("TLS") : word(HOP101_TEXT("row", "raw")),
                withSize(m_event.wireSize, hexOf(front))};
    }
    RowText gap() const
    {
        const std::int64_t size = std::max(m_event.wireSize, m_event.payloadSize);
        const std::string bytes = size < 0 ? std::string("?") : sizeText(static_cast<std::uint64_t>(size));
        const auto lost = m_reader.lost(m_event);
        if (!lost || lost->events == 0)
            return {word(HOP101_TEXT("row", "gap")),
                    replaced(word(HOP101_TEXT("row", "%1 not seen")), bytes)};
        const char *words = lost->events == 1 ? HOP101_TEXT("row", "%1 with 1 event not recorded")
                                              : HOP101_TEXT("row", "%1 with %2 events not recorded");
        return {word(HOP101_TEXT("row", "gap")),
                replaced(replaced(word(words), bytes), std::to_string(lost->events), "%2")};
    }

    const capture::Reader &m_reader;
    const hop::Event &m_event;
    const EventLookup &m_lookup;
    Translate m_translate;
    Detail m_detail;
};

/// Both columns keep to kMaxDetail characters, whatever they were put together from.
std::string limited(const std::string &text)
{
    std::string_view rest = text;
    for (std::size_t count = 0; !rest.empty(); ++count) {
        if (count == kMaxDetail)
            return text.substr(0, text.size() - rest.size()) + "…";
        takeCodePoint(rest);
    }
    return text;
}

} // namespace

RowText rowText(const capture::Reader &reader, const hop::Event &event, const EventLookup &lookup,
                Translate translate, Detail detail)
{
    const RowText words = Writer(reader, event, lookup, translate, detail).words();
    return {limited(words.kind), limited(words.detail)};
}

RowText rowText(const capture::Reader &reader, const hop::Event &event, Translate translate, Detail detail)
{
    return rowText(
        reader, event, [&reader](base::EventId id) { return reader.event(id); }, translate, detail);
}

} // namespace hop101::diagram

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/redactionscan.h"

#include "core/base/ascii.h"
#include "core/capture/redactionhead.h"
#include "core/capture/redactionitem.h"
#include "core/capture/signaldata.h"
#include "core/http/bodydecoder.h"
#include "core/websocket/framedecoder.h"
#include "core/websocket/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hop101::capture {

namespace {

using hop::Direction;
using hop::Event;
using hop::EventKind;

constexpr std::uint64_t kPieceBytes = std::uint64_t{64} * 1024;
/// A raw run that is looked into as text.
constexpr std::uint64_t kMaxRawTextBytes = std::uint64_t{1024} * 1024;
/// Bytes that inflate to nothing: a block of the reserved kind.
constexpr std::byte kBadDeflate{0xff};
constexpr std::byte kTextFill{static_cast<unsigned char>(kFill)};

bool isText(base::ByteSpan bytes)
{
    return websocket::isUtf8(bytes) && std::none_of(bytes.begin(), bytes.end(), [](std::byte b) {
               const auto c = std::to_integer<unsigned char>(b);
               return (c < ' ' && c != '\t' && c != '\r' && c != '\n') || c == 0x7f;
           });
}

template<typename Head>
bool hasCoding(const Head &head)
{
    const auto isOther = [](std::string_view value, std::string_view plain) {
        const auto codings = base::listElements(value);
        return std::any_of(codings.begin(), codings.end(), [plain](std::string_view coding) {
            return !base::equalsIgnoringCase(coding, plain);
        });
    };
    return isOther(head.fields.combined("Content-Encoding"), "identity")
        || isOther(head.fields.combined("Transfer-Encoding"), "chunked");
}

} // namespace

/// What is known of one direction of a hop.
struct RedactionSide
{
    RedactionSide(const Reader &reader, const RedactionMatcher &matcher, RedactionEdits *edits,
                  RedactionLedger &ledger, RedactionEdits::Stream s)
        : stream(s), message(reader, matcher, edits, ledger, s), control(reader, matcher, edits, ledger, s),
          other(reader, matcher, edits, ledger, s)
    { }

    RedactionEdits::Stream stream;
    RedactionItem message, control, other;
    std::uint64_t end = 0; ///< of the stream so far
    base::EventId frame; ///< whose payload came last
    bool isOpaque = false; ///< the message is of an extension that is not known
    std::optional<Event> open; ///< no frame, not ended
    bool isChunked = false, hasCoding = false; ///< of the body that may follow
    bool isInFields = false; ///< a head was cut among its fields: what is raw goes on with them
    bool isEarly = false; ///< the raw run that is open are frames before the answer
};

class RedactionScan::HopScan final : public hop::HopListener
{
public:
    HopScan(RedactionScan &scan, base::HopId hop, const plan::Limits &limits)
        : m_scan(scan), m_left(sideOf(hop, Direction::FromLeft)), m_right(sideOf(hop, Direction::FromRight)),
          m_decoder(hop, scan.m_numbers, *this, limits)
    { }

    void take(const hop::Input &input)
    {
        RedactionSide &from = side(input.direction);
        if (const auto *seen = std::get_if<hop::BytesSeen>(&input.data))
            from.end += seen->bytes.size();
        else if (const auto *lost = std::get_if<hop::Lost>(&input.data))
            from.end += lost->bytes;
        m_decoder.take(input);
        if (std::holds_alternative<hop::Lost>(input.data))
            from.isInFields = true;
    }
    void finish()
    {
        for (RedactionSide *from : {&m_left, &m_right}) {
            if (from->open) {
                Event &event = *from->open;
                event.wireSize = static_cast<std::int64_t>(from->end - event.streamOffset);
                look(*from, std::exchange(from->open, std::nullopt).value());
            }
            if (from->control.isOpen())
                from->control.end();
            endMessage(*from);
        }
    }

    void eventBegan(const Event &event) override
    {
        if (event.ended)
            return eventChanged(event);
        if (event.kind != EventKind::Frame)
            side(event.direction).open = event;
    }
    void eventChanged(const Event &event) override
    {
        RedactionSide &from = side(event.direction);
        if (!event.ended)
            return;
        if (event.kind == EventKind::Frame)
            return frameEnded(from, event);
        if (from.open && from.open->id == event.id) {
            from.open.reset();
            look(from, event);
        }
    }
    void found(const hop::Finding &finding) override
    {
        if (finding.rule == rules::Rule::ClientWaitsForAnswer && m_asksForWebSocket)
            m_left.isEarly = true;
    }
    void exchangeChanged(const hop::Exchange &) override { }
    void requestHead(const Event &event, const http::RequestHead &head) override
    {
        headEnded(side(event.direction), head);
        m_asksForWebSocket = head.fields.hasToken("Upgrade", "websocket");
    }
    void responseHead(const Event &event, const http::ResponseHead &head) override
    {
        headEnded(side(event.direction), head);
    }
    bool wantsPayload(const Event &event) const noexcept override { return !event.message; }
    bool wantsMessage(const Event &) const noexcept override { return true; }
    void framePayload(const Event &event, std::uint64_t offset, base::ByteSpan unmasked) override;
    void messageData(const Event &event, std::uint64_t offset, base::ByteSpan data) override;

private:
    RedactionSide sideOf(base::HopId hop, Direction direction)
    {
        return {m_scan.m_reader, *m_scan.m_matcher, m_scan.m_edits, m_scan.m_ledger, {hop, direction}};
    }
    RedactionSide &side(Direction direction) noexcept
    {
        return direction == Direction::FromLeft ? m_left : m_right;
    }
    static std::uint64_t payloadOf(const Event &event) noexcept
    {
        return event.streamOffset
            + static_cast<std::uint64_t>(std::max<std::int64_t>(event.wireSize - event.payloadSize, 0));
    }
    template<typename Head>
    void headEnded(RedactionSide &from, const Head &head)
    {
        from.isChunked = head.fields.hasToken("Transfer-Encoding", "chunked");
        from.hasCoding = hasCoding(head);
    }

    void frameEnded(RedactionSide &from, const Event &event);
    void beginMessage(RedactionSide &from, const Event &event);
    void endMessage(RedactionSide &from);
    void look(RedactionSide &from, const Event &event);
    void lookAtHead(RedactionSide &from, const Event &event);
    void lookAtBody(RedactionSide &from, const Event &event);
    void lookAtChunks(RedactionSide &from, const Event &event);
    void lookAtRaw(RedactionSide &from, const Event &event);
    void lookAtRawText(RedactionSide &from, const Event &event, base::ByteSpan bytes);
    void wipeEarly(RedactionSide &from, const Event &event);
    void read(const RedactionSide &from, const Event &event,
              const std::function<void(std::uint64_t, base::ByteSpan)> &sink) const;
    bool keepsUnreadable() const { return m_scan.m_matcher->rules().keepsUnreadable; }

    RedactionScan &m_scan;
    RedactionSide m_left, m_right;
    TokenBook m_tokens;
    bool m_asksForWebSocket = false;
    hop::HopDecoder m_decoder;
};

// --- frames

void RedactionScan::HopScan::framePayload(const Event &event, std::uint64_t offset, base::ByteSpan unmasked)
{
    RedactionSide &from = side(event.direction);
    // The code of a Close is no text.
    const std::uint64_t codeBytes = event.opcode() == websocket::Opcode::Close ? 2 : 0;
    const std::uint64_t skip =
        std::min<std::uint64_t>(codeBytes > offset ? codeBytes - offset : 0, unmasked.size());
    if (from.control.event() != event.id) {
        from.control.begin(event.id);
        from.control.segment(payloadOf(event) + codeBytes, event.has(hop::flag::Masked), codeBytes);
    }
    from.control.add(unmasked.subspan(skip));
}

void RedactionScan::HopScan::beginMessage(RedactionSide &from, const Event &event)
{
    endMessage(from);
    const bool isCompressed = event.has(hop::flag::Compressed);
    from.message.begin(event.message, isCompressed);
    from.frame = {};
    from.isOpaque = !isCompressed
        && (event.has(hop::flag::Rsv1) || event.has(hop::flag::Rsv2) || event.has(hop::flag::Rsv3));
}

void RedactionScan::HopScan::messageData(const Event &event, std::uint64_t, base::ByteSpan data)
{
    RedactionSide &from = side(event.direction);
    if (from.message.event() != event.message)
        beginMessage(from, event);
    if (!from.message.isInflated() && from.frame != event.id)
        from.message.segment(payloadOf(event), event.has(hop::flag::Masked));
    from.frame = event.id;
    from.message.add(data);
}

void RedactionScan::HopScan::frameEnded(RedactionSide &from, const Event &event)
{
    if (!event.message) {
        if (from.control.event() == event.id)
            from.control.end();
        return;
    }
    if (from.message.event() != event.message)
        beginMessage(from, event); // nothing of it was told
    const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(event.payloadSize, 0));
    if (event.has(hop::flag::Compressed) && event.messageSize < 0 && size > 0 && !keepsUnreadable()) {
        from.message.noteUnreadable("compressed message that cannot be inflated", size);
        if (m_scan.m_edits)
            m_scan.m_edits->wipe(event.message);
    } else if (from.isOpaque && !keepsUnreadable()) {
        from.message.wipe("message of an extension that is not known", payloadOf(event), size, kTextFill,
                          event.has(hop::flag::Masked));
    }
    if (event.has(hop::flag::MessageEnd))
        endMessage(from);
}

void RedactionScan::HopScan::endMessage(RedactionSide &from)
{
    if (!from.message.isOpen())
        return;
    const base::EventId message = from.message.event();
    const bool isInflated = from.message.isInflated();
    if (from.message.end() && isInflated)
        m_scan.m_remade.emplace(StreamKey{from.stream.hop.value, from.stream.direction}, message);
}

// --- all else

void RedactionScan::HopScan::read(const RedactionSide &from, const Event &event,
                                  const std::function<void(std::uint64_t, base::ByteSpan)> &sink) const
{
    const std::uint64_t end = event.streamOffset + static_cast<std::uint64_t>(event.wireSize);
    for (std::uint64_t at = event.streamOffset; at < end;) {
        const base::Bytes bytes = m_scan.m_reader.bytes(from.stream.hop, from.stream.direction, at,
                                                        std::min(kPieceBytes, end - at));
        if (bytes.empty())
            return;
        sink(at, bytes);
        at += bytes.size();
    }
}

void RedactionScan::HopScan::look(RedactionSide &from, const Event &event)
{
    if (event.wireSize <= 0)
        return;
    switch (event.kind) {
    case EventKind::RequestHead:
    case EventKind::ResponseHead:
        lookAtHead(from, event);
        break;
    case EventKind::Body:
        lookAtBody(from, event);
        break;
    case EventKind::RawRun:
        lookAtRaw(from, event);
        break;
    default:
        break;
    }
}

void RedactionScan::HopScan::lookAtHead(RedactionSide &from, const Event &event)
{
    base::Bytes head;
    read(from, event, [&head](std::uint64_t, base::ByteSpan bytes) { base::append(head, bytes); });
    RedactionItem &item = from.other;
    item.begin(event.id);
    item.segment(event.streamOffset, false);
    HeadSecrets(*m_scan.m_matcher, item, m_tokens).findIn(head);
    item.end();
    from.isInFields =
        event.has(hop::flag::Cut) && std::find(head.begin(), head.end(), std::byte{'\n'}) != head.end();
}

void RedactionScan::HopScan::lookAtBody(RedactionSide &from, const Event &event)
{
    if (from.isChunked)
        return lookAtChunks(from, event);
    RedactionItem &item = from.other;
    item.begin(event.id);
    item.segment(event.streamOffset, false);
    if (from.hasCoding && !keepsUnreadable())
        item.wipe("body in a content coding", event.streamOffset, static_cast<std::uint64_t>(event.wireSize),
                  kTextFill, false);
    else
        read(from, event, [&item](std::uint64_t, base::ByteSpan bytes) { item.add(bytes); });
    item.end();
    from.isInFields = event.has(hop::flag::Cut);
}

/// Data of chunks are one text; what lies between is sizes, their extensions, and trailer fields.
void RedactionScan::HopScan::lookAtChunks(RedactionSide &from, const Event &event)
{
    RedactionItem &item = from.other;
    RedactionItem lines(m_scan.m_reader, *m_scan.m_matcher, m_scan.m_edits, m_scan.m_ledger, from.stream);
    http::BodyDecoder body(http::BodyFraming{http::BodyKind::Chunked, 0, false});
    base::Bytes between;
    std::uint64_t betweenFrom = event.streamOffset;
    const auto endLines = [&] {
        lines.begin(event.id);
        lines.segment(betweenFrom, false);
        HeadSecrets(*m_scan.m_matcher, lines, m_tokens).findInFields(between);
        lines.end();
        between.clear();
    };
    item.begin(event.id);
    read(from, event, [&](std::uint64_t at, base::ByteSpan bytes) {
        for (base::ByteSpan rest = bytes; !rest.empty();) {
            const std::byte *begin = rest.data();
            const auto step = body.next(rest);
            const auto *data = std::get_if<http::BodyData>(&step);
            const std::byte *stop = data ? data->bytes.data() : rest.data();
            if (between.empty())
                betweenFrom = at + static_cast<std::uint64_t>(begin - bytes.data());
            between.insert(between.end(), begin, stop);
            if (!data)
                break;
            endLines();
            const std::uint64_t offset = at + static_cast<std::uint64_t>(stop - bytes.data());
            if (from.hasCoding && !keepsUnreadable()) {
                item.wipe("body in a content coding", offset, data->bytes.size(), kTextFill, false);
            } else {
                item.segment(offset, false);
                item.add(data->bytes);
            }
        }
    });
    endLines();
    item.end();
    from.isInFields = event.has(hop::flag::Cut);
}

void RedactionScan::HopScan::lookAtRaw(RedactionSide &from, const Event &event)
{
    const bool isEarly = std::exchange(from.isEarly, false);
    if (isEarly && !keepsUnreadable())
        return wipeEarly(from, event);
    const auto size = static_cast<std::uint64_t>(event.wireSize);
    if (size <= kMaxRawTextBytes) {
        base::Bytes bytes;
        read(from, event, [&bytes](std::uint64_t, base::ByteSpan piece) { base::append(bytes, piece); });
        if (isText(bytes) || keepsUnreadable())
            return lookAtRawText(from, event, bytes);
    }
    RedactionItem &item = from.other;
    item.begin(event.id);
    item.segment(event.streamOffset, false);
    // The first byte is what made it raw: another one there might not.
    if (keepsUnreadable())
        read(from, event, [&item](std::uint64_t, base::ByteSpan bytes) { item.add(bytes); });
    else
        item.wipe("bytes of another protocol", event.streamOffset + 1, size - 1, kTextFill, false);
    item.end();
}

void RedactionScan::HopScan::lookAtRawText(RedactionSide &from, const Event &event, base::ByteSpan bytes)
{
    RedactionItem &item = from.other;
    item.begin(event.id);
    item.segment(event.streamOffset, false);
    const std::string_view text = base::asText(bytes);
    const std::size_t line = std::min(text.find('\n'), text.size());
    if (std::exchange(from.isInFields, false) && line > 1 && !keepsUnreadable())
        item.wipe("the rest of a line of a head", event.streamOffset + 1, line - 1, kTextFill, false);
    HeadSecrets(*m_scan.m_matcher, item, m_tokens).findNamedFields(bytes);
    item.add(bytes);
    item.end();
}

/// What a client sent before the answer is raw, and where frames begin behind it depends on the headers in
/// it.
void RedactionScan::HopScan::wipeEarly(RedactionSide &from, const Event &event)
{
    RedactionItem &item = from.other;
    item.begin(event.id);
    websocket::FrameDecoder frames;
    read(from, event, [&](std::uint64_t at, base::ByteSpan bytes) {
        for (base::ByteSpan rest = bytes; !rest.empty();) {
            const auto step = frames.next(rest);
            if (const auto *payload = std::get_if<websocket::FramePayload>(&step))
                item.wipe("frames before the answer",
                          at + static_cast<std::uint64_t>(payload->wire.data() - bytes.data()),
                          payload->wire.size(), kTextFill, false);
            else if (std::holds_alternative<websocket::NeedMoreData>(step))
                break;
        }
    });
    item.end();
}

// --- the scan

RedactionScan::RedactionScan(const Reader &reader, std::shared_ptr<const RedactionMatcher> matcher,
                             RedactionEdits *edits, RedactionLedger &ledger)
    : m_reader(reader), m_matcher(std::move(matcher)), m_edits(edits), m_ledger(ledger)
{ }

RedactionScan::~RedactionScan() = default;

void RedactionScan::take(const hop::Input &input)
{
    auto &hop = m_hops[input.hop.value];
    if (!hop) {
        const std::vector<Hop> &hops = m_reader.hops();
        const bool isKnown = input.hop.value >= 1 && input.hop.value <= hops.size();
        hop = std::make_unique<HopScan>(*this, input.hop,
                                        isKnown ? hops[input.hop.value - 1].limits : plan::Limits());
    }
    hop->take(input);
}

void RedactionScan::finish()
{
    for (const auto &[id, hop] : m_hops)
        hop->finish();
}

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/eventtable.h"

#include "core/capture/eventnames.h"
#include "core/capture/message.h"
#include "core/websocket/closecode.h"

#include <sqlite3.h>

#include <algorithm>

namespace hop101::capture {

namespace {

constexpr const char *kDeclaration =
    "id INTEGER, time_ns INTEGER, time REAL, hop INTEGER, direction INTEGER, sender TEXT, kind TEXT, "
    "code INTEGER, opcode TEXT, fin INTEGER, rsv1 INTEGER, rsv2 INTEGER, rsv3 INTEGER, masked INTEGER, "
    "compressed INTEGER, status INTEGER, interim INTEGER, close_code INTEGER, reason TEXT, offset INTEGER, "
    "wire_size INTEGER, payload_size INTEGER, message INTEGER, message_end INTEGER, message_size INTEGER, "
    "ended INTEGER, cut INTEGER, after_close INTEGER, exchange INTEGER, severity TEXT, text TEXT, "
    "payload BLOB HIDDEN, wire BLOB HIDDEN";

enum EventColumn : int {
    Id,
    TimeNs,
    Time,
    Hop_,
    Direction,
    Sender,
    Kind,
    Code,
    Opcode,
    Fin,
    Rsv1,
    Rsv2,
    Rsv3,
    Masked,
    Compressed,
    Status,
    Interim,
    CloseCode,
    Reason,
    Offset,
    WireSize,
    PayloadSize,
    Message,
    MessageEnd,
    MessageSize,
    IsEnded,
    Cut,
    AfterClose,
    Exchange,
    Severity,
    Text,
    Payload,
    Wire,
};

constexpr EventColumns kShared{Id, TimeNs, Time, Hop_, Direction};

constexpr UsableColumn kUsable[] = {
    {Id, true, 0},           {TimeNs, true, 0.001},    {Time, true, 0.001},      {Hop_, false, 0.2},
    {Direction, false, 0.5}, {Kind, false, 0.2},       {Code, false, 0.2},       {Opcode, false, 0.2},
    {Status, false, 0.0001}, {Severity, false, 0.001}, {Message, false, 0.0001},
};

/// The same names for every row, so that SQLite need not copy them.
const char *opcodeWord(std::uint16_t code)
{
    static const std::array<std::string, 16> words = [] {
        std::array<std::string, 16> made;
        for (std::size_t number = 0; number < made.size(); ++number)
            made[number] = opcodeName(static_cast<websocket::Opcode>(number));
        return made;
    }();
    return words[code & 15U].c_str();
}

bool isFrame(const hop::Event &event) noexcept
{
    return event.kind == hop::EventKind::Frame;
}

constexpr std::uint32_t bitOf(hop::EventKind kind) noexcept
{
    return std::uint32_t{1} << static_cast<unsigned>(kind);
}

std::uint8_t severityBit(const std::string &name) noexcept
{
    for (const auto severity : {rules::Severity::Note, rules::Severity::Warning, rules::Severity::Error}) {
        if (name == rules::severityName(severity))
            return static_cast<std::uint8_t>(1U << static_cast<unsigned>(severity));
    }
    return 0;
}

void narrowByText(EventRows::Filter &filter, int column, const std::string &text)
{
    ScanBounds &bounds = filter.bounds;
    if (column == Kind) {
        const auto kind = kindFromName(text);
        bounds.kinds &= kind ? bitOf(*kind) : 0;
    } else if (column == Opcode) {
        const auto code = opcodeFromName(text);
        bounds.kinds &= code ? bitOf(hop::EventKind::Frame) : 0;
        filter.code = code.value_or(0);
    } else if (column == Severity) {
        bounds.severities = static_cast<std::uint8_t>(bounds.severities & severityBit(text));
    }
}

void narrowByNumber(EventRows::Filter &filter, int column, sqlite3_value *value)
{
    if (sqlite3_value_type(value) != SQLITE_INTEGER || sqlite3_value_int64(value) < 0)
        return;
    const auto number = static_cast<std::uint64_t>(sqlite3_value_int64(value));
    if (column == Code || column == Status) {
        filter.code = number;
        if (column == Status)
            filter.bounds.kinds &= bitOf(hop::EventKind::ResponseHead);
    } else if (column == Message) {
        filter.message = number;
        filter.bounds.kinds &= bitOf(hop::EventKind::Frame);
        filter.bounds.firstEvent = std::max(filter.bounds.firstEvent, number);
    }
}

class EventCursor final : public TableCursor
{
public:
    explicit EventCursor(TableSource &source) : m_source(source), m_rows(source) { }

    void start(std::span<const Condition> conditions, bool isDescending) override
    {
        EventRows::Filter filter;
        filter.bounds.isDescending = isDescending;
        for (const Condition &condition : conditions) {
            narrow(filter, kShared, condition);
            narrowByNumber(filter, condition.column, condition.value);
            if (const auto text = textOf(condition.value))
                narrowByText(filter, condition.column, *text);
        }
        m_rows.start(filter);
    }
    void next() override { m_rows.next(); }
    bool isAtEnd() const override { return m_rows.isAtEnd(); }
    std::int64_t rowId() const override { return static_cast<std::int64_t>(m_rows.id()); }
    void give(int column, sqlite3_context *to) override;
    const std::optional<CaptureError> &damage() const override { return m_rows.damage(); }
    bool wasStopped() const override { return m_rows.wasStopped(); }

private:
    void giveFlag(int column, sqlite3_context *to);
    void giveCode(int column, sqlite3_context *to);
    void giveReason(sqlite3_context *to);
    void giveContent(int column, sqlite3_context *to);
    websocket::CloseBody closeBody();

    TableSource &m_source;
    EventRows m_rows;
    base::Bytes m_closePayload;
};

void EventCursor::give(int column, sqlite3_context *to)
{
    const BlockView &block = m_rows.block();
    const std::size_t row = m_rows.row();
    switch (column) {
    case Id:
        return giveNumber(to, m_rows.id());
    case TimeNs:
        return giveNumber(to, std::int64_t{block.time(row).count()});
    case Time:
        return giveSeconds(to, block.time(row));
    case Hop_:
        return giveNumber(to, std::uint64_t{block.hopId(row).value});
    case Direction:
        return giveNumber(to, static_cast<std::int64_t>(block.direction(row)));
    case Sender:
        return giveWords(to,
                         senderName(m_source.reader->hops(), m_source.reader->parties(), block.hopId(row),
                                    block.direction(row)));
    case Kind:
        return giveWords(to, kindName(block.kind(row)));
    case WireSize:
        return giveKnown(to, block.wireSize(row));
    case PayloadSize:
        return giveKnown(to, block.payloadSize(row));
    case Severity:
        return giveWords(to, rules::severityName(block.severity(row)));
    case Code:
    case Opcode:
    case Status:
    case CloseCode:
    case Reason:
        return giveCode(column, to);
    case Text:
    case Payload:
    case Wire:
        return giveContent(column, to);
    default:
        return giveFlag(column, to);
    }
}

void EventCursor::giveFlag(int column, sqlite3_context *to)
{
    const hop::Event &event = m_rows.event();
    const auto giveBit = [&](std::uint16_t bit) { giveNumber(to, std::int64_t{event.has(bit) ? 1 : 0}); };
    const auto giveFrameBit = [&](std::uint16_t bit) {
        if (isFrame(event))
            giveBit(bit);
    };
    switch (column) {
    case Fin:
        return giveFrameBit(hop::flag::Fin);
    case Rsv1:
        return giveFrameBit(hop::flag::Rsv1);
    case Rsv2:
        return giveFrameBit(hop::flag::Rsv2);
    case Rsv3:
        return giveFrameBit(hop::flag::Rsv3);
    case Masked:
        return giveFrameBit(hop::flag::Masked);
    case Compressed:
        return giveFrameBit(hop::flag::Compressed);
    case MessageEnd:
        return event.message ? giveBit(hop::flag::MessageEnd) : void();
    case AfterClose:
        return giveFrameBit(hop::flag::AfterClose);
    case Interim:
        return event.kind == hop::EventKind::ResponseHead ? giveBit(hop::flag::Interim) : void();
    case Cut:
        return giveBit(hop::flag::Cut);
    case IsEnded:
        return giveNumber(to, std::int64_t{event.ended ? 1 : 0});
    case Offset:
        return giveNumber(to, event.streamOffset);
    case Message:
        return event.message ? giveNumber(to, event.message.value) : void();
    case MessageSize:
        return giveKnown(to, event.messageSize);
    case Exchange:
        if (const auto exchange = m_source.reader->exchangeOf(event))
            giveNumber(to, exchange->id.value);
        return;
    default:
        return;
    }
}

void EventCursor::giveCode(int column, sqlite3_context *to)
{
    const hop::EventKind kind = m_rows.block().kind(m_rows.row());
    const std::uint16_t code = m_rows.block().code(m_rows.row());
    switch (column) {
    case Code:
        return giveNumber(to, std::int64_t{code});
    case Opcode:
        return kind == hop::EventKind::Frame ? giveWords(to, opcodeWord(code)) : void();
    case Status:
        return kind == hop::EventKind::ResponseHead ? giveNumber(to, std::int64_t{code}) : void();
    case CloseCode:
        if (const auto closeCode = closeBody().code)
            giveNumber(to, std::int64_t{*closeCode});
        return;
    default:
        return giveReason(to);
    }
}

websocket::CloseBody EventCursor::closeBody()
{
    const hop::Event &event = m_rows.event();
    if (!isFrame(event) || event.opcode() != websocket::Opcode::Close)
        return {};
    m_closePayload = m_source.reader->payload(event, 0, websocket::kMaxControlPayloadBytes);
    return websocket::readCloseBody(m_closePayload);
}

void EventCursor::giveReason(sqlite3_context *to)
{
    const hop::Event &event = m_rows.event();
    if (event.kind == hop::EventKind::Closed)
        return giveWords(to, causeName(static_cast<hop::EndCause>(event.code)));
    if (event.kind == hop::EventKind::Failed)
        return giveWords(to, stageName(static_cast<hop::FailStage>(event.code)));
    const websocket::CloseBody body = closeBody();
    if (body.code)
        giveAsText(to, base::asBytes(body.reason));
}

void EventCursor::giveContent(int column, sqlite3_context *to)
{
    const hop::Event &event = m_rows.event();
    const Reader &reader = *m_source.reader;
    if (column == Wire)
        return event.wireSize == 0 ? void() : giveBytes(to, reader.wire(event, kMaxSqlBytes));
    const bool hasSignal = event.kind == hop::EventKind::Connected || event.kind == hop::EventKind::TlsUp
        || event.kind == hop::EventKind::Failed;
    if (hasSignal)
        return column == Text ? giveText(to, reader.signalText(event)) : void();
    const bool hasPayload = isFrame(event) || event.kind == hop::EventKind::Body
        || event.kind == hop::EventKind::RawRun || event.kind == hop::EventKind::RequestHead
        || event.kind == hop::EventKind::ResponseHead;
    if (!hasPayload)
        return;
    const base::Bytes bytes = frameBytes(reader, event, 0, kMaxSqlBytes);
    if (column == Text)
        giveAsText(to, bytes);
    else
        giveBytes(to, bytes);
}

} // namespace

const TableSpec kEventTable{
    "event", kDeclaration, Id, true, kUsable, [](TableSource &source) -> std::unique_ptr<TableCursor> {
        return std::make_unique<EventCursor>(source);
    }};

EventRows::EventRows(TableSource &source)
    : m_source(source), m_scan(source.reader->database(), source.isStopped)
{ }

void EventRows::start(const Filter &filter)
{
    m_filter = filter;
    m_isMessageOver = false;
    m_scan.start(filter.bounds, m_source.reader->eventCount());
    enter(m_scan.next());
    while (m_block && !isWanted())
        advance();
}

void EventRows::next()
{
    if (m_filter.message && event().has(hop::flag::MessageEnd))
        m_isMessageOver = true;
    do {
        advance();
    } while (m_block && !isWanted());
}

void EventRows::enter(const BlockView *block)
{
    m_block = block;
    const bool isDescending = m_filter.bounds.isDescending;
    m_id = isDescending ? m_scan.last() : m_scan.first();
    m_end = isDescending ? m_scan.first() : m_scan.last();
}

void EventRows::advance()
{
    if (m_isMessageOver && !m_filter.bounds.isDescending)
        m_block = nullptr;
    else if (m_id == m_end)
        enter(m_scan.next());
    else
        m_id += m_filter.bounds.isDescending ? std::uint64_t(-1) : 1;
}

bool EventRows::isWanted() const noexcept
{
    const ScanBounds &bounds = m_filter.bounds;
    const std::size_t at = row();
    constexpr std::uint32_t kAllKinds = ~std::uint32_t{0};
    if (bounds.kinds != kAllKinds && (bounds.kinds & bitOf(m_block->kind(at))) == 0)
        return false;
    if (bounds.directions != 0xff
        && ((bounds.directions >> static_cast<unsigned>(m_block->direction(at))) & 1U) == 0)
        return false;
    if (bounds.severities != 0xff
        && ((bounds.severities >> static_cast<unsigned>(m_block->severity(at))) & 1U) == 0)
        return false;
    if ((m_filter.hop && m_block->hopId(at).value != *m_filter.hop)
        || (m_filter.code && m_block->code(at) != *m_filter.code))
        return false;
    if (m_filter.startsMessage && m_block->message(at).value != m_id)
        return false;
    return !m_filter.message || m_block->message(at).value == *m_filter.message;
}

const hop::Event &EventRows::event()
{
    if (m_event.id.value != m_id)
        m_event = m_block->event(row());
    return m_event;
}

void narrow(EventRows::Filter &filter, const EventColumns &columns, const Condition &condition)
{
    ScanBounds &bounds = filter.bounds;
    NumberRange range;
    range.narrow(condition.comparison, condition.value, condition.column == columns.time ? 1e9 : 1);
    const bool isSingle = range.least == range.most;
    if (condition.column == columns.id) {
        bounds.firstEvent = std::max(bounds.firstEvent, static_cast<std::uint64_t>(range.least));
        // Below zero there is no event at all.
        bounds.lastEvent =
            std::min(bounds.lastEvent, static_cast<std::uint64_t>(std::max<std::int64_t>(range.most, 0)));
    } else if (condition.column == columns.timeNs || condition.column == columns.time) {
        bounds.firstNs = std::max(bounds.firstNs, range.least);
        bounds.lastNs = std::min(bounds.lastNs, range.most);
    } else if (condition.column == columns.hop && isSingle) {
        filter.hop = static_cast<std::uint64_t>(range.least);
    } else if (condition.column == columns.direction && isSingle) {
        const unsigned bit = range.least <= 1 ? 1U << range.least : 0U;
        bounds.directions = static_cast<std::uint8_t>(bounds.directions & bit);
    }
}

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/messagetable.h"

#include "core/capture/eventnames.h"
#include "core/capture/eventtable.h"
#include "core/capture/message.h"

namespace hop101::capture {

namespace {

constexpr const char *kDeclaration =
    "id INTEGER, time_ns INTEGER, time REAL, hop INTEGER, direction INTEGER, sender TEXT, kind TEXT, "
    "size INTEGER, compressed INTEGER, frames INTEGER, first_event INTEGER, last_event INTEGER, "
    "wire_size INTEGER, sent_size INTEGER, state TEXT, text TEXT, payload BLOB HIDDEN";

enum MessageColumn : int {
    Id,
    TimeNs,
    Time,
    Hop_,
    Direction,
    Sender,
    Kind,
    Size,
    Compressed,
    Frames,
    FirstEvent,
    LastEvent,
    WireSize,
    SentSize,
    State,
    Text,
    Payload,
};

constexpr EventColumns kShared{Id, TimeNs, Time, Hop_, Direction};

constexpr UsableColumn kUsable[] = {
    {Id, true, 0},           {TimeNs, true, 0.001}, {Time, true, 0.001},   {Hop_, false, 0.2},
    {Direction, false, 0.5}, {Kind, false, 0.5},    {FirstEvent, true, 0},
};

const char *stateName(MessageState state) noexcept
{
    switch (state) {
    case MessageState::Whole:
        return "whole";
    case MessageState::Open:
        return "open";
    case MessageState::Long:
        return "long";
    case MessageState::NotInflated:
        return "notInflated";
    case MessageState::NotKept:
        return "notKept";
    }
    return "";
}

/// What its frames tell, added up.
struct Sums
{
    MessageFacts facts;
    std::uint64_t lastEvent = 0;
    std::uint64_t wireBytes = 0;
};

Sums sumsOf(const Reader &reader, const hop::Event &first)
{
    Sums sums{messageFacts(reader, first), first.id.value, 0};
    for (const hop::Event &frame : messageFrames(reader, first.id, kMaxFactFrames)) {
        sums.lastEvent = frame.id.value;
        sums.wireBytes += frame.wireSize > 0 ? static_cast<std::uint64_t>(frame.wireSize) : 0;
    }
    return sums;
}

class MessageCursor final : public TableCursor
{
public:
    explicit MessageCursor(TableSource &source) : m_source(source), m_rows(source) { }

    void start(std::span<const Condition> conditions, bool isDescending) override;
    void next() override { m_rows.next(); }
    bool isAtEnd() const override { return m_rows.isAtEnd(); }
    std::int64_t rowId() const override { return static_cast<std::int64_t>(m_rows.id()); }
    void give(int column, sqlite3_context *to) override;
    const std::optional<CaptureError> &damage() const override { return m_rows.damage(); }
    bool wasStopped() const override { return m_rows.wasStopped(); }

private:
    void giveSum(int column, sqlite3_context *to);
    const Sums &sums();

    TableSource &m_source;
    EventRows m_rows;
    std::optional<Sums> m_sums;
};

void MessageCursor::start(std::span<const Condition> conditions, bool isDescending)
{
    EventRows::Filter filter;
    filter.startsMessage = true;
    filter.bounds.kinds = std::uint32_t{1} << static_cast<unsigned>(hop::EventKind::Frame);
    filter.bounds.isDescending = isDescending;
    for (Condition condition : conditions) {
        if (condition.column == FirstEvent)
            condition.column = Id;
        narrow(filter, kShared, condition);
        const auto name = condition.column == Kind ? textOf(condition.value) : std::nullopt;
        if (!name)
            continue;
        const auto code = opcodeFromName(*name);
        filter.bounds.kinds = code ? filter.bounds.kinds : 0;
        filter.code = code.value_or(0);
    }
    m_rows.start(filter);
}

void MessageCursor::give(int column, sqlite3_context *to)
{
    const BlockView &block = m_rows.block();
    const std::size_t row = m_rows.row();
    switch (column) {
    case Id:
    case FirstEvent:
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
        return giveText(to, opcodeName(static_cast<websocket::Opcode>(block.code(row))));
    case Compressed:
        return giveNumber(to, std::int64_t{m_rows.event().has(hop::flag::Compressed) ? 1 : 0});
    case Text:
        return giveAsText(to, messageBytes(*m_source.reader, m_rows.event().id, 0, kMaxSqlBytes));
    case Payload:
        return giveBytes(to, messageBytes(*m_source.reader, m_rows.event().id, 0, kMaxSqlBytes));
    default:
        return giveSum(column, to);
    }
}

void MessageCursor::giveSum(int column, sqlite3_context *to)
{
    switch (column) {
    case Size:
        return giveKnown(to, sums().facts.size);
    case Frames:
        return giveNumber(to, std::uint64_t{sums().facts.frames});
    case LastEvent:
        return giveNumber(to, sums().lastEvent);
    case WireSize:
        return giveNumber(to, sums().wireBytes);
    case SentSize:
        return giveNumber(to, sums().facts.sentBytes);
    case State:
        return giveWords(to, stateName(sums().facts.state));
    default:
        return;
    }
}

const Sums &MessageCursor::sums()
{
    const hop::Event &first = m_rows.event();
    if (m_sums && m_sums->facts.first == first.id)
        return *m_sums;
    const bool isSimple = first.has(hop::flag::MessageEnd) && first.ended && !first.has(hop::flag::Compressed)
        && first.payloadSize >= 0 && first.wireSize >= 0;
    if (isSimple) {
        // Nearly all messages are one frame, and that tells it all.
        const auto size = static_cast<std::uint64_t>(first.payloadSize);
        m_sums = Sums{{first.id, false, 1, size, first.payloadSize, size, MessageState::Whole},
                      first.id.value,
                      static_cast<std::uint64_t>(first.wireSize)};
    } else {
        m_sums = sumsOf(*m_source.reader, first);
    }
    return *m_sums;
}

} // namespace

const TableSpec kMessageTable{
    "message", kDeclaration, Id, true, kUsable, [](TableSource &source) -> std::unique_ptr<TableCursor> {
        return std::make_unique<MessageCursor>(source);
    }};

} // namespace hop101::capture

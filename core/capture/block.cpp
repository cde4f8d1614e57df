// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/block.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>

namespace hop101::capture {

static_assert(std::endian::native == std::endian::little,
              "columns are little-endian and copied as they stand");

namespace {

constexpr std::uint8_t kSummaryFormat = 1;
constexpr std::uint8_t kColumnsFormat = 3;
constexpr std::uint8_t kWithoutMessageSizes = 1; ///< columns of the first version
constexpr std::uint8_t kWithPlainFindingRows = 2; ///< the last such
constexpr std::uint64_t kMaxSigned = std::numeric_limits<std::int64_t>::max();

template<typename Number>
void put(base::Bytes &to, Number value)
{
    const auto *bytes = reinterpret_cast<const std::byte *>(&value);
    to.insert(to.end(), bytes, bytes + sizeof value);
}

/// Takes the front of `from`; false where it is too short.
template<typename Number>
bool take(base::ByteSpan &from, Number &value)
{
    if (from.size() < sizeof value)
        return false;
    std::memcpy(&value, from.data(), sizeof value);
    from = from.subspan(sizeof value);
    return true;
}

constexpr std::uint8_t widthOf(std::uint64_t distance) noexcept
{
    return distance == 0         ? 0
        : distance <= 0xff       ? 1
        : distance <= 0xffff     ? 2
        : distance <= 0xffffff   ? 3
        : distance <= 0xffffffff ? 4
                                 : 8;
}

template<std::size_t width, typename Rows, typename ValueOf>
void putRows(base::Bytes &to, const Rows &rows, std::uint64_t lowest, ValueOf valueOf)
{
    std::size_t at = to.size();
    to.resize(at + rows.size() * width);
    for (const auto &row : rows) {
        const std::uint64_t distance = valueOf(row) - lowest;
        std::memcpy(to.data() + at, &distance, width);
        at += width;
    }
}

/// `valueOf` gives a std::uint64_t for each row.
template<typename Rows, typename ValueOf>
void putColumn(base::Bytes &to, const Rows &rows, ValueOf valueOf)
{
    std::uint64_t lowest = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t highest = 0;
    for (const auto &row : rows) {
        const std::uint64_t value = valueOf(row);
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    }
    if (rows.empty())
        lowest = 0;
    const std::uint8_t width = rows.empty() ? 0 : widthOf(highest - lowest);
    put(to, width);
    put(to, lowest);
    switch (width) {
    case 1:
        putRows<1>(to, rows, lowest, valueOf);
        break;
    case 2:
        putRows<2>(to, rows, lowest, valueOf);
        break;
    case 3:
        putRows<3>(to, rows, lowest, valueOf);
        break;
    case 4:
        putRows<4>(to, rows, lowest, valueOf);
        break;
    case 8:
        putRows<8>(to, rows, lowest, valueOf);
        break;
    default:
        break;
    }
}

constexpr std::uint64_t u64(auto value) noexcept
{
    return static_cast<std::uint64_t>(value);
}

/// Sizes from −1 on, as numbers from 0 on.
constexpr std::uint64_t sizeToNumber(std::int64_t size) noexcept
{
    return u64(size) + 1;
}

/// What Event::messageSize is where a message is one frame that is not compressed, so that such rows cost
/// nothing.
constexpr std::int64_t expectedMessageSize(const hop::Event &event) noexcept
{
    const bool isMessage = event.kind == hop::EventKind::Frame && event.ended && event.message == event.id
        && event.message && !event.has(hop::flag::Compressed);
    return isMessage ? event.payloadSize : -1;
}

/// 0 for what is expected; else the size from −1 on, as a number from 1 on.
constexpr std::uint64_t messageSizeToNumber(const hop::Event &event) noexcept
{
    return event.messageSize == expectedMessageSize(event) ? 0 : sizeToNumber(event.messageSize) + 1;
}

void putEventColumns(base::Bytes &to, std::span<const hop::Event> rows)
{
    putColumn(to, rows, [](const hop::Event &e) { return u64(e.time.count()); });
    putColumn(to, rows, [](const hop::Event &e) { return u64(e.hop.value); });
    putColumn(to, rows, [](const hop::Event &e) { return u64(e.direction); });
    putColumn(to, rows, [](const hop::Event &e) { return u64(e.kind); });
    putColumn(to, rows, [](const hop::Event &e) { return u64(e.code); });
    putColumn(to, rows, [](const hop::Event &e) { return u64(e.flags); });
    putColumn(to, rows, [](const hop::Event &e) { return e.streamOffset; });
    putColumn(to, rows, [](const hop::Event &e) { return sizeToNumber(e.wireSize); });
    putColumn(to, rows, [](const hop::Event &e) { return sizeToNumber(e.payloadSize); });
    // Back to the first frame of the message, plus 1; 0 where there is no message.
    putColumn(to, rows, [](const hop::Event &e) { return e.message ? e.id.value - e.message.value + 1 : 0; });
    putColumn(to, rows, [](const hop::Event &e) { return u64(e.ended ? 1 : 0); });
    putColumn(to, rows, [](const hop::Event &e) { return u64(e.severity); });
    putColumn(to, rows, [](const hop::Event &e) { return messageSizeToNumber(e); });
}

void putFindingColumns(base::Bytes &to, std::span<const hop::Finding> rows, std::uint64_t firstEvent)
{
    // Beyond the finding's own number: the same for all where each event has one, as in a flood of them.
    putColumn(to, rows, [firstEvent, rows](const hop::Finding &f) {
        return f.event.value - firstEvent + kMaxBlockFindings - u64(&f - rows.data());
    });
    putColumn(to, rows, [](const hop::Finding &f) { return u64(f.rule); });
    putColumn(to, rows, [](const hop::Finding &f) { return f.at.first; });
    putColumn(to, rows, [](const hop::Finding &f) { return f.at.size; });
}

bool isCodePossible(hop::EventKind kind, std::uint64_t code) noexcept
{
    switch (kind) {
    case hop::EventKind::Frame:
        return code <= 15;
    case hop::EventKind::Closed:
        return code >= 1 && code <= u64(hop::EndCause::ByUs);
    case hop::EventKind::Failed:
        return code >= 1 && code <= u64(hop::FailStage::Io);
    default:
        return code <= 0xffff;
    }
}

} // namespace

BlockSummary summaryOf(std::span<const hop::Event> events, std::span<const hop::Finding> findings)
{
    BlockSummary summary;
    for (const hop::Event &event : events) {
        summary.kinds |= 1U << static_cast<unsigned>(event.kind);
        summary.directions =
            static_cast<std::uint8_t>(summary.directions | 1U << static_cast<unsigned>(event.direction));
        summary.severities =
            static_cast<std::uint8_t>(summary.severities | 1U << static_cast<unsigned>(event.severity));
        summary.wireBytes += event.wireSize > 0 ? u64(event.wireSize) : 0;
        summary.maxPayloadBytes =
            std::max(summary.maxPayloadBytes, event.payloadSize > 0 ? u64(event.payloadSize) : 0);
    }
    summary.findings = findings.size();
    for (const hop::Finding &finding : findings) {
        const auto number = static_cast<std::size_t>(finding.rule);
        if (number < summary.rules.size() * 64)
            summary.rules[number / 64] |= std::uint64_t{1} << (number % 64);
    }
    return summary;
}

base::Bytes encodeSummary(const BlockSummary &summary)
{
    base::Bytes bytes;
    put(bytes, kSummaryFormat);
    put(bytes, summary.kinds);
    put(bytes, summary.directions);
    put(bytes, summary.severities);
    put(bytes, summary.findings);
    put(bytes, summary.wireBytes);
    put(bytes, summary.maxPayloadBytes);
    if (summary.findings > 0)
        put(bytes, summary.rules);
    return bytes;
}

std::optional<BlockSummary> decodeSummary(base::ByteSpan bytes)
{
    BlockSummary summary;
    std::uint8_t format = 0;
    const bool isRead = take(bytes, format) && take(bytes, summary.kinds) && take(bytes, summary.directions)
        && take(bytes, summary.severities) && take(bytes, summary.findings) && take(bytes, summary.wireBytes)
        && take(bytes, summary.maxPayloadBytes) && (summary.findings == 0 || take(bytes, summary.rules));
    if (!isRead || !bytes.empty() || format != kSummaryFormat || summary.findings > kMaxBlockFindings)
        return std::nullopt;
    return summary;
}

base::Bytes encodeColumns(std::span<const hop::Event> events, std::span<const hop::Finding> findings)
{
    assert(!events.empty() && events.size() <= kBlockEvents && "a block holds 1 to kBlockEvents events");
    findings = findings.first(std::min(findings.size(), kMaxBlockFindings));
    base::Bytes bytes;
    bytes.reserve(256 + events.size() * 32 + findings.size() * 8);
    put(bytes, kColumnsFormat);
    put(bytes, static_cast<std::uint32_t>(events.size()));
    put(bytes, static_cast<std::uint32_t>(findings.size()));
    putEventColumns(bytes, events);
    putFindingColumns(bytes, findings, events.front().id.value);
    return bytes;
}

std::optional<BlockColumns> BlockColumns::locate(std::uint64_t firstEvent, std::uint64_t count,
                                                 base::ByteSpan columns)
{
    if (firstEvent == 0 || count == 0 || count > kBlockEvents || firstEvent > kMaxSigned - kBlockEvents)
        return std::nullopt;
    BlockColumns located;
    located.m_first = firstEvent;
    located.m_count = count;
    return located.locateColumns(columns) ? std::optional(located) : std::nullopt;
}

bool BlockColumns::locateColumns(base::ByteSpan rest)
{
    m_end = rest.data() + rest.size();
    std::uint32_t events = 0;
    std::uint32_t findings = 0;
    if (!take(rest, m_format) || !take(rest, events) || !take(rest, findings)
        || m_format < kWithoutMessageSizes || m_format > kColumnsFormat || events != m_count
        || findings > kMaxBlockFindings)
        return false;
    m_findings = findings;
    for (std::size_t column = 0; column < kColumns; ++column) {
        if (column == static_cast<std::size_t>(Column::MessageSize) && m_format == kWithoutMessageSizes)
            continue;
        Place &place = m_places[column];
        if (!take(rest, place.width) || !take(rest, place.base))
            return false;
        const bool isOfEvents = column < static_cast<std::size_t>(Column::FindingRow);
        const bool isWidthKnown = place.width <= 4 || place.width == 8;
        const std::size_t size = place.width * (isOfEvents ? std::size_t{events} : std::size_t{findings});
        if (!isWidthKnown || size > rest.size())
            return false;
        place.rows = rest.data();
        place.mask = place.width == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8U * place.width)) - 1;
        rest = rest.subspan(size);
    }
    return rest.empty();
}

std::uint64_t BlockColumns::value(Column column, std::size_t row) const noexcept
{
    const Place &where = place(column);
    if (where.width == 0)
        return where.base;
    std::uint64_t distance = 0;
    const std::byte *from = where.rows + row * where.width;
    // One load for every width but at the very end: reading events spends most of its time here.
    if (m_end - from >= 8) {
        std::memcpy(&distance, from, 8);
        return where.base + (distance & where.mask);
    }
    switch (where.width) {
    case 1:
        std::memcpy(&distance, from, 1);
        break;
    case 2:
        std::memcpy(&distance, from, 2);
        break;
    case 3:
        std::memcpy(&distance, from, 3);
        break;
    case 4:
        std::memcpy(&distance, from, 4);
        break;
    case 8:
        std::memcpy(&distance, from, 8);
        break;
    default:
        break;
    }
    return where.base + distance;
}

bool BlockColumns::isRowPossible(std::size_t row) const noexcept
{
    const std::uint64_t kind = value(Column::Kind, row);
    const std::uint64_t hopNumber = value(Column::Hop, row);
    const std::uint64_t offset = value(Column::Offset, row);
    const std::uint64_t wire = value(Column::Wire, row);
    const bool isSmallPossible = kind >= 1 && kind <= u64(hop::EventKind::Note)
        && value(Column::Direction, row) <= 1 && value(Column::Severity, row) <= u64(rules::Severity::Error)
        && value(Column::Ended, row) <= 1 && value(Column::Flags, row) <= 0xffff
        && isCodePossible(static_cast<hop::EventKind>(kind), value(Column::Code, row));
    return isSmallPossible && hopNumber >= 1 && hopNumber <= std::numeric_limits<std::uint32_t>::max()
        && value(Column::Time, row) <= kMaxSigned && offset <= kMaxSigned && wire <= kMaxSigned + 1
        && value(Column::Payload, row) <= kMaxSigned + 1 && value(Column::Message, row) <= m_first + row
        && isMessageSizePossible(row);
}

bool BlockColumns::isMessageSizePossible(std::size_t row) const noexcept
{
    const std::uint64_t number = value(Column::MessageSize, row);
    return number <= 1
        || (value(Column::Kind, row) == u64(hop::EventKind::Frame) && number <= kMaxSigned + 2);
}

std::int64_t BlockColumns::messageSize(const hop::Event &event, std::size_t row) const noexcept
{
    const std::uint64_t number = value(Column::MessageSize, row);
    if (number > 0)
        return static_cast<std::int64_t>(number - 2);
    // The first version knew no compression.
    const bool mayBeCompressed = m_format == kWithoutMessageSizes && event.has(hop::flag::Rsv1);
    return mayBeCompressed ? -1 : expectedMessageSize(event);
}

std::uint64_t BlockColumns::findingRow(std::size_t index) const noexcept
{
    const std::uint64_t number = value(Column::FindingRow, index);
    return m_format <= kWithPlainFindingRows ? number : number + index - kMaxBlockFindings;
}

bool BlockColumns::areFindingsPossible() const noexcept
{
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < m_findings; ++i) {
        const std::uint64_t row = findingRow(i);
        const std::uint64_t first = value(Column::FindingFirst, i);
        const std::uint64_t size = value(Column::FindingSize, i);
        if (row < before || row >= m_count || value(Column::FindingRule, i) > 0xffff || first > kMaxSigned
            || size > kMaxSigned)
            return false;
        before = row;
    }
    return true;
}

hop::Event BlockColumns::event(std::size_t row) const noexcept
{
    assert(row < m_count && "the caller knows count()");
    hop::Event event;
    event.id = {m_first + row};
    event.time = hop::Nanoseconds(static_cast<std::int64_t>(value(Column::Time, row)));
    event.hop = {static_cast<std::uint32_t>(value(Column::Hop, row))};
    event.direction = static_cast<hop::Direction>(value(Column::Direction, row));
    event.kind = static_cast<hop::EventKind>(value(Column::Kind, row));
    event.code = static_cast<std::uint16_t>(value(Column::Code, row));
    event.flags = static_cast<std::uint16_t>(value(Column::Flags, row));
    event.streamOffset = value(Column::Offset, row);
    event.wireSize = static_cast<std::int64_t>(value(Column::Wire, row) - 1);
    event.payloadSize = static_cast<std::int64_t>(value(Column::Payload, row) - 1);
    const std::uint64_t back = value(Column::Message, row);
    event.message = {back == 0 ? 0 : event.id.value - (back - 1)};
    event.ended = value(Column::Ended, row) != 0;
    event.severity = static_cast<rules::Severity>(value(Column::Severity, row));
    event.messageSize = messageSize(event, row);
    return event;
}

std::optional<BlockView> BlockView::parse(std::uint64_t firstEvent, std::uint64_t count, base::Bytes columns)
{
    const auto located = BlockColumns::locate(firstEvent, count, columns);
    if (!located || !located->areFindingsPossible())
        return std::nullopt;
    for (std::size_t row = 0; row < count; ++row) {
        if (!located->isRowPossible(row))
            return std::nullopt;
    }
    return BlockView(std::move(columns), *located);
}

hop::Event BlockView::event(std::size_t row) const noexcept
{
    return m_columns.event(row);
}

hop::Nanoseconds BlockView::time(std::size_t row) const noexcept
{
    return hop::Nanoseconds(static_cast<std::int64_t>(m_columns.value(Column::Time, row)));
}

base::HopId BlockView::hopId(std::size_t row) const noexcept
{
    return {static_cast<std::uint32_t>(m_columns.value(Column::Hop, row))};
}

hop::Direction BlockView::direction(std::size_t row) const noexcept
{
    return static_cast<hop::Direction>(m_columns.value(Column::Direction, row));
}

hop::EventKind BlockView::kind(std::size_t row) const noexcept
{
    return static_cast<hop::EventKind>(m_columns.value(Column::Kind, row));
}

std::uint16_t BlockView::code(std::size_t row) const noexcept
{
    return static_cast<std::uint16_t>(m_columns.value(Column::Code, row));
}

std::int64_t BlockView::wireSize(std::size_t row) const noexcept
{
    return static_cast<std::int64_t>(m_columns.value(Column::Wire, row) - 1);
}

std::int64_t BlockView::payloadSize(std::size_t row) const noexcept
{
    return static_cast<std::int64_t>(m_columns.value(Column::Payload, row) - 1);
}

base::EventId BlockView::message(std::size_t row) const noexcept
{
    const std::uint64_t back = m_columns.value(Column::Message, row);
    return {back == 0 ? 0 : first() + row - (back - 1)};
}

rules::Severity BlockView::severity(std::size_t row) const noexcept
{
    return static_cast<rules::Severity>(m_columns.value(Column::Severity, row));
}

base::EventId BlockView::firstAtLeast(rules::Severity least, std::uint64_t first,
                                      std::uint64_t upTo) const noexcept
{
    const std::uint64_t end = std::min(upTo, last());
    for (std::uint64_t id = std::max(first, m_columns.first()); id <= end; ++id) {
        if (severity(id - m_columns.first()) >= least)
            return {id};
    }
    return {};
}

base::EventId BlockView::lastAtLeast(rules::Severity least, std::uint64_t first,
                                     std::uint64_t upTo) const noexcept
{
    for (std::uint64_t end = std::min(upTo, last()) + 1; end > std::max(first, m_columns.first()); --end) {
        if (severity(end - 1 - m_columns.first()) >= least)
            return {end - 1};
    }
    return {};
}

std::size_t BlockView::findingAtOrAfter(std::size_t row) const noexcept
{
    std::size_t low = 0;
    std::size_t high = findingCount();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (m_columns.findingRow(middle) < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::optional<hop::Finding> BlockView::finding(std::size_t index) const noexcept
{
    const auto rule =
        rules::ruleFromNumber(static_cast<std::uint16_t>(m_columns.value(Column::FindingRule, index)));
    if (!rule)
        return std::nullopt;
    return hop::Finding{
        findingEvent(index),
        *rule,
        {m_columns.value(Column::FindingFirst, index), m_columns.value(Column::FindingSize, index)}};
}

base::EventId BlockView::findingEvent(std::size_t index) const noexcept
{
    return {first() + m_columns.findingRow(index)};
}

} // namespace hop101::capture

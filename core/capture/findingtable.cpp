// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/findingtable.h"

#include "core/capture/content.h"
#include "core/capture/eventnames.h"

#include <sqlite3.h>

#include <algorithm>

namespace hop101::capture {

namespace {

constexpr const char *kDeclaration =
    "event INTEGER, time_ns INTEGER, time REAL, hop INTEGER, direction INTEGER, sender TEXT, rule TEXT, "
    "number INTEGER, severity TEXT, section TEXT, title TEXT, first_byte INTEGER, size INTEGER, found TEXT, "
    "expected TEXT, meaning TEXT";

enum FindingColumn : int {
    Event,
    TimeNs,
    Time,
    Hop_,
    Direction,
    Sender,
    Rule,
    Number,
    Severity,
    Section,
    Title,
    FirstByte,
    Size,
    Found,
    Expected,
    Meaning,
};

constexpr UsableColumn kUsable[] = {
    {Event, true, 0.00001}, {TimeNs, true, 0.001}, {Time, true, 0.001},
    {Rule, false, 0.01},    {Number, false, 0.01}, {Severity, false, 0.3},
};

/// Row ids: the number of the event and that of the finding at it. No block has more findings.
constexpr unsigned kFindingBits = 18;
static_assert(kMaxBlockFindings <= std::size_t{1} << kFindingBits);

class FindingCursor final : public TableCursor
{
public:
    explicit FindingCursor(TableSource &source)
        : m_source(source), m_scan(source.reader->database(), source.isStopped)
    { }

    void start(std::span<const Condition> conditions, bool isDescending) override;
    void next() override;
    bool isAtEnd() const override { return m_block == nullptr; }
    std::int64_t rowId() const override;
    void give(int column, sqlite3_context *to) override;
    const std::optional<CaptureError> &damage() const override { return m_scan.damage(); }
    bool wasStopped() const override { return m_scan.wasStopped(); }

private:
    void narrow(ScanBounds &bounds, const Condition &condition);
    void narrowBySeverity(ScanBounds &bounds, const std::string &name);
    void enter(const BlockView *block);
    void settle();
    void giveOfRule(int column, sqlite3_context *to) const;
    void giveOfEvent(int column, sqlite3_context *to) const;
    void giveValue(int column, sqlite3_context *to);

    TableSource &m_source;
    BlockScan m_scan;
    const BlockView *m_block = nullptr;
    std::size_t m_first = 0; ///< findings of the block within the bounds, [first, end)
    std::size_t m_end = 0;
    std::size_t m_passed = 0; ///< of these, in the direction of the scan
    std::optional<hop::Finding> m_finding;
    std::int64_t m_valuesOf = -1; ///< row id
    hop::FoundExpected m_values;
};

void FindingCursor::start(std::span<const Condition> conditions, bool isDescending)
{
    ScanBounds bounds;
    bounds.isDescending = isDescending;
    bounds.hasFindings = true;
    for (const Condition &condition : conditions)
        narrow(bounds, condition);
    m_scan.start(bounds, m_source.reader->eventCount());
    enter(m_scan.next());
    settle();
}

void FindingCursor::narrow(ScanBounds &bounds, const Condition &condition)
{
    NumberRange range;
    range.narrow(condition.comparison, condition.value, condition.column == Time ? 1e9 : 1);
    const auto text = textOf(condition.value);
    switch (condition.column) {
    case Event:
        bounds.firstEvent = std::max(bounds.firstEvent, static_cast<std::uint64_t>(range.least));
        bounds.lastEvent =
            std::min(bounds.lastEvent, static_cast<std::uint64_t>(std::max<std::int64_t>(range.most, 0)));
        return;
    case TimeNs:
    case Time:
        bounds.firstNs = std::max(bounds.firstNs, range.least);
        bounds.lastNs = std::min(bounds.lastNs, range.most);
        return;
    case Severity:
        if (text)
            narrowBySeverity(bounds, *text);
        return;
    case Rule:
        if (const auto rule = text ? rules::ruleFromId(*text) : std::nullopt)
            bounds.rule = static_cast<std::uint16_t>(*rule);
        else if (text)
            bounds.kinds = 0;
        return;
    case Number:
        if (range.least == range.most && range.least <= 0xffff)
            bounds.rule = static_cast<std::uint16_t>(range.least);
        return;
    default:
        return;
    }
}

void FindingCursor::narrowBySeverity(ScanBounds &bounds, const std::string &name)
{
    // An event is as severe as its worst finding.
    std::uint8_t bits = 0;
    for (const auto severity : {rules::Severity::Note, rules::Severity::Warning, rules::Severity::Error}) {
        const bool isEnough = bits != 0 || name == rules::severityName(severity);
        bits = static_cast<std::uint8_t>(bits | (isEnough ? 1U << static_cast<unsigned>(severity) : 0U));
    }
    bounds.severities = static_cast<std::uint8_t>(bounds.severities & bits);
}

void FindingCursor::next()
{
    ++m_passed;
    settle();
}

void FindingCursor::enter(const BlockView *block)
{
    m_block = block;
    m_passed = 0;
    if (!block)
        return;
    m_first = block->findingAtOrAfter(m_scan.first() - block->first());
    m_end = block->findingAtOrAfter(m_scan.last() - block->first() + 1);
}

/// To the next finding that can be shown, from here on.
void FindingCursor::settle()
{
    while (m_block) {
        for (; m_passed < m_end - m_first; ++m_passed) {
            const std::size_t at = m_scan.bounds().isDescending ? m_end - 1 - m_passed : m_first + m_passed;
            m_finding = m_block->finding(at);
            const auto &rule = m_scan.bounds().rule;
            if (m_finding && (!rule || *rule == static_cast<std::uint16_t>(m_finding->rule)))
                return;
        }
        enter(m_scan.next());
    }
}

std::int64_t FindingCursor::rowId() const
{
    const std::size_t row = m_finding->event.value - m_block->first();
    const std::size_t at = m_scan.bounds().isDescending ? m_end - 1 - m_passed : m_first + m_passed;
    return static_cast<std::int64_t>(m_finding->event.value << kFindingBits
                                     | (at - m_block->findingAtOrAfter(row)));
}

void FindingCursor::give(int column, sqlite3_context *to)
{
    switch (column) {
    case Event:
        return giveNumber(to, m_finding->event.value);
    case FirstByte:
        return giveNumber(to, m_finding->at.first);
    case Size:
        return giveNumber(to, m_finding->at.size);
    case Found:
    case Expected:
        return giveValue(column, to);
    case TimeNs:
    case Time:
    case Hop_:
    case Direction:
    case Sender:
        return giveOfEvent(column, to);
    default:
        return giveOfRule(column, to);
    }
}

void FindingCursor::giveOfRule(int column, sqlite3_context *to) const
{
    const rules::RuleInfo &rule = rules::info(m_finding->rule);
    switch (column) {
    case Rule:
        return giveWords(to, rule.id);
    case Number:
        return giveNumber(to, static_cast<std::int64_t>(rule.rule));
    case Severity:
        return giveWords(to, rules::severityName(rule.severity));
    case Section:
        return giveWords(to, rule.section);
    case Title:
        return giveWords(to, rule.title);
    case Meaning:
        return giveWords(to, rule.meaning);
    default:
        return;
    }
}

void FindingCursor::giveOfEvent(int column, sqlite3_context *to) const
{
    const std::size_t row = m_finding->event.value - m_block->first();
    const hop::Nanoseconds time = m_block->time(row);
    const base::HopId hopId = m_block->hopId(row);
    switch (column) {
    case TimeNs:
        return giveNumber(to, std::int64_t{time.count()});
    case Time:
        return giveSeconds(to, time);
    case Hop_:
        return giveNumber(to, std::uint64_t{hopId.value});
    case Direction:
        return giveNumber(to, static_cast<std::int64_t>(m_block->direction(row)));
    default:
        return giveWords(
            to,
            senderName(m_source.reader->hops(), m_source.reader->parties(), hopId, m_block->direction(row)));
    }
}

void FindingCursor::giveValue(int column, sqlite3_context *to)
{
    if (m_valuesOf != rowId()) {
        m_valuesOf = rowId();
        const hop::Event event = m_block->event(m_finding->event.value - m_block->first());
        m_values = foundAndExpected(*m_source.reader, *m_finding, event);
    }
    const std::string &value = column == Found ? m_values.found : m_values.expected;
    if (!value.empty())
        giveAsText(to, base::asBytes(value));
}

} // namespace

const TableSpec kFindingTable{
    "finding", kDeclaration, Event, false, kUsable, [](TableSource &source) -> std::unique_ptr<TableCursor> {
        return std::make_unique<FindingCursor>(source);
    }};

} // namespace hop101::capture

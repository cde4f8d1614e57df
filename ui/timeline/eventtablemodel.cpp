// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/eventtablemodel.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <utility>

namespace hop101::ui {

namespace {

constexpr std::size_t kNoteBytes = 300; // of a note in its cell

int alignmentOf(int column)
{
    const bool isNumber = column == EventTableModel::Number || column == EventTableModel::Time
        || column == EventTableModel::Size;
    return int(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
}

std::string translated(const char *context, const char *source)
{
    return toUtf8(text(context, source));
}

QString way(const diagram::Row &row, const std::vector<diagram::Lane> &lanes)
{
    const auto name = [&lanes](int lane) {
        return lane >= 0 && lane < int(lanes.size()) ? text("party", lanes[std::size_t(lane)].name.c_str())
                                                     : QString();
    };
    return name(row.fromLeft ? row.left : row.right) + QStringLiteral(" → ")
        + name(row.fromLeft ? row.right : row.left);
}

QString severityWord(rules::Severity severity)
{
    switch (severity) {
    case rules::Severity::Error:
        return EventTableModel::tr("error");
    case rules::Severity::Warning:
        return EventTableModel::tr("warning");
    case rules::Severity::Note:
        return EventTableModel::tr("note");
    case rules::Severity::None:
        break;
    }
    return {};
}

/// "bookmark: first line of the note"
QString markText(const diagram::Row &row, const std::string &note)
{
    const QString line = shown(note.substr(0, note.find_first_of("\r\n")));
    if (!row.isBookmarked)
        return line;
    return line.isEmpty() ? EventTableModel::tr("bookmark") : EventTableModel::tr("bookmark: %1").arg(line);
}

Token inkOf(rules::Severity severity)
{
    return severity == rules::Severity::Error  ? Token::Broken
        : severity == rules::Severity::Warning ? Token::Warning
                                               : Token::Text;
}

} // namespace

EventTableModel::EventTableModel(CaptureState &state, QObject *parent)
    : QAbstractTableModel(parent), m_state(state)
{
    connect(&m_state, &CaptureState::rowsReset, this, &EventTableModel::reset);
    connect(&m_state, &CaptureState::rowsAdvanced, this, &EventTableModel::advance);
    m_rows = rowsNow();
}

void EventTableModel::setAwake(bool isAwake)
{
    if (std::exchange(m_isAwake, isAwake) != isAwake)
        reset();
}

int EventTableModel::rowsNow() const
{
    const std::uint64_t rows = m_isAwake && m_state.reader() ? m_state.rowCount() : 0;
    return int(std::min<std::uint64_t>(rows, kMostRows));
}

bool EventTableModel::isCut() const
{
    return m_state.reader() && m_state.rowCount() > std::uint64_t(kMostRows);
}

int EventTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int EventTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

void EventTableModel::reset()
{
    beginResetModel();
    m_pages = {};
    m_rows = rowsNow();
    endResetModel();
}

void EventTableModel::advance(quint64 first)
{
    m_pages = {};
    const int before = m_rows;
    const int now = rowsNow();
    if (now < before) { // by a filter, of events that changed while they were recorded
        beginRemoveRows({}, now, before - 1);
        m_rows = now;
        endRemoveRows();
    }
    const int both = std::min(before, now);
    if (first < std::uint64_t(both))
        emit dataChanged(index(int(first), 0), index(both - 1, ColumnCount - 1));
    if (now <= before)
        return;
    beginInsertRows({}, before, now - 1);
    m_rows = now;
    endInsertRows();
}

const EventTableModel::Page &EventTableModel::pageOf(std::uint64_t row) const
{
    const std::uint64_t first = row / kPageRows * kPageRows;
    const auto found = std::find_if(m_pages.begin(), m_pages.end(),
                                    [first](const Page &page) { return page.first == first; });
    if (found != m_pages.end())
        return *found;
    Page &page = m_pages[m_nextPage];
    m_nextPage = (m_nextPage + 1) % m_pages.size();
    load(page, first);
    return page;
}

void EventTableModel::load(Page &page, std::uint64_t first) const
{
    page = {};
    page.first = first;
    if (m_state.reader())
        fill(page, first);
}

void EventTableModel::fill(Page &page, std::uint64_t first) const
{
    const capture::Reader &reader = *m_state.reader();
    diagram::SequenceLayout layout;
    if (m_state.isFiltered()) {
        std::vector<base::EventId> events;
        const std::uint64_t end = std::min(first + kPageRows, m_state.rowCount());
        for (std::uint64_t row = first; row < end; ++row)
            events.push_back(m_state.eventAt(row));
        const base::EventId before = first > 0 ? m_state.eventAt(first - 1) : base::EventId{};
        layout =
            diagram::SequenceLayout::build(reader, events, before, first, m_state.rowCount(), &translated);
    } else {
        layout = diagram::SequenceLayout::build(reader, first, kPageRows, &translated);
    }
    page.lanes = std::move(layout.lanes);
    for (diagram::Row &row : layout.rows) {
        const auto note = row.hasNote ? reader.note(row.event) : std::nullopt;
        const std::int64_t size = reader.event(row.event).wireSize;
        page.entries.push_back(
            {std::move(row), size, note ? note->text.substr(0, kNoteBytes) : std::string()});
    }
}

QString EventTableModel::textOf(const Page &page, const Entry &entry, int column) const
{
    const diagram::Row &row = entry.row;
    switch (column) {
    case Number:
        return QString::number(row.event.value);
    case Time:
        return fromUtf8(diagram::timeText(row.time));
    case Connection:
        return fromUtf8(row.connection);
    case Way:
        return way(row, page.lanes);
    case Kind:
        return fromUtf8(row.text.kind);
    case Detail:
        return fromUtf8(row.text.detail);
    case Size:
        return entry.size < 0 ? QString() : fromUtf8(diagram::sizeText(std::uint64_t(entry.size)));
    case Finding:
        return row.severity == rules::Severity::None
            ? QString()
            : severityWord(row.severity) + QStringLiteral(": ") + fromUtf8(row.findingTitle);
    case Mark:
        return markText(row, entry.note);
    default:
        return {};
    }
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column());
    if (role == Qt::FontRole && index.column() == Time)
        return monoFont();
    const bool isShown = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
    const bool isInk = role == Qt::ForegroundRole && index.column() == Finding;
    if (!isShown && !isInk)
        return {};
    const auto row = std::uint64_t(index.row());
    const Page &page = pageOf(row);
    if (row - page.first >= page.entries.size())
        return {};
    const Entry &entry = page.entries[std::size_t(row - page.first)];
    return isInk ? QVariant(color(inkOf(entry.row.severity))) : QVariant(textOf(page, entry, index.column()));
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("#");
    case Time:
        return tr("Time (ms)");
    case Way:
        return tr("Direction");
    case Kind:
        return tr("Kind");
    case Detail:
        return tr("Detail");
    case Size:
        return tr("Size");
    case Finding:
        return tr("Finding");
    case Connection:
        return tr("Connection");
    case Mark:
        return tr("Bookmark, note");
    default:
        return {};
    }
}

QModelIndex EventTableModel::indexOf(base::EventId event) const
{
    if (!m_state.hasRow(event))
        return {};
    const std::uint64_t row = m_state.rowOf(event);
    return row < std::uint64_t(m_rows) ? index(int(row), 0) : QModelIndex();
}

QItemSelection EventTableModel::rowsOf(const EventSelection &events) const
{
    QItemSelection rows;
    const auto all = std::uint64_t(m_rows);
    for (const EventSelection::Range &range : events.ranges()) {
        const std::uint64_t first = m_state.rowOf({range.first});
        const std::uint64_t end =
            std::min(m_state.rowOf({range.last}) + (m_state.hasRow({range.last}) ? 1 : 0), all);
        if (first < end)
            rows.append(QItemSelectionRange(index(int(first), 0), index(int(end) - 1, ColumnCount - 1)));
    }
    return rows;
}

base::EventId EventTableModel::eventAt(const QModelIndex &index) const
{
    return index.isValid() ? m_state.eventAt(std::uint64_t(index.row())) : base::EventId{};
}

} // namespace hop101::ui

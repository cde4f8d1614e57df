// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/sequenceview.h"

#include "ui/text/text.h"
#include "ui/timeline/laneheader.h"
#include "ui/timeline/sequencepainter.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <climits>
#include <limits>

namespace hop101::ui {

namespace {

constexpr std::uint64_t kAbove = 4; // rows read above the first, so that a round trip keeps its partner
constexpr int kMostLeaps = 20'000; // among findings that a filter hides

std::string translated(const char *context, const char *source)
{
    return toUtf8(text(context, source));
}

QString simplified(const diagram::Row &row, const std::vector<diagram::Lane> &lanes)
{
    const auto name = [&lanes](int lane) {
        return text("party", lanes.at(std::size_t(std::clamp(lane, 0, int(lanes.size()) - 1))).name.c_str());
    };
    const QString from = name(row.fromLeft ? row.left : row.right);
    const QString to = name(row.fromLeft ? row.right : row.left);
    QStringList parts{fromUtf8(diagram::timeText(row.time)) + QStringLiteral(" ms"),
                      from + QStringLiteral(" → ") + to};
    for (const std::string &words : {row.text.kind, row.findingTitle, row.text.detail}) {
        if (!words.empty())
            parts += fromUtf8(words);
    }
    return parts.join(QStringLiteral("  "));
}

} // namespace

SequenceView::SequenceView(CaptureState &state, QWidget *parent)
    : RowScrollArea(parent), m_state(state), m_header(new LaneHeader(this))
{
    setLayoutDirection(Qt::LeftToRight);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setBackgroundRole(QPalette::Base); // what shows beside the viewport, under the scroll bar
    setAutoFillBackground(true);
    setAccessibleName(tr("Sequence diagram"));
    setAccessibleDescription(tr("The event table shows the same rows to screen readers."));
    connect(&m_state, &CaptureState::rowsReset, this, &SequenceView::rowsWereReset);
    connect(&m_state, &CaptureState::rowsAdvanced, this, &SequenceView::rowsWereChanged);
    connect(&m_state, &CaptureState::selectionChanged, this, &SequenceView::selectionMoved);
    connect(&m_state, &CaptureState::selectedEventsChanged, this, [this] {
        viewport()->update();
        describeSelection();
    });
    fontsWereChanged();
}

SequenceView::~SequenceView() = default;

void SequenceView::setDensity(Density density)
{
    m_density = density;
    fontsWereChanged();
}

void SequenceView::setEmptyText(const QString &title, const QString &body)
{
    m_emptyTitle = title;
    m_emptyBody = body;
    viewport()->update();
}

void SequenceView::fontsWereChanged()
{
    const std::uint64_t top = firstVisibleRow();
    m_fonts = SequenceFonts::present(m_density);
    m_rowHeight = rowHeightFor(m_density, m_fonts.plain);
    m_timeWidth = 14 + QFontMetricsF(m_fonts.mono).horizontalAdvance(QStringLiteral("000 000.0"));
    m_isStale = true;
    updateHeader();
    updateScrollBar();
    showRow(top);
    updateLanes();
    viewport()->update();
}

std::uint64_t SequenceView::rowCount() const
{
    return m_state.reader() ? m_state.rowCount() : 0;
}

diagram::SequenceLayout SequenceView::read(std::uint64_t firstRow, std::uint64_t count) const
{
    if (!m_state.reader())
        return {};
    if (!m_state.isFiltered())
        return diagram::SequenceLayout::build(*m_state.reader(), firstRow, count, &translated);
    std::vector<base::EventId> events;
    const std::uint64_t total = m_state.rowCount();
    for (std::uint64_t row = firstRow; row < std::min(firstRow + count, total); ++row)
        events.push_back(m_state.eventAt(row));
    const base::EventId before = firstRow > 0 ? m_state.eventAt(firstRow - 1) : base::EventId{};
    return diagram::SequenceLayout::build(*m_state.reader(), events, before, firstRow, total, &translated);
}

SequenceGeometry SequenceView::geometryNow() const
{
    const int lanes = std::max(int(m_layout.lanes.size()), 2);
    return SequenceGeometry::make(viewport()->size(), m_rowHeight, firstVisibleRow(), m_timeWidth, lanes);
}

int SequenceView::wholeRows() const
{
    return geometryNow().wholeRows();
}

void SequenceView::rowsMoved()
{
    // Rows are few and cheap, and lanes span them all: no pixel of the old picture is kept.
    m_isStale = true;
    m_hovered = {};
}

/// Reads what shows now, if anything of it changed.
void SequenceView::refresh()
{
    if (!m_isStale)
        return;
    m_isStale = false;
    const std::uint64_t top = firstVisibleRow();
    const std::uint64_t above = std::min(top, kAbove);
    const auto shown = std::uint64_t(geometryNow().shownRows());
    m_layout = read(top - above, shown + above);
    m_list = DrawList::build(m_layout, geometryNow(), m_fonts);
    updateLanes();
}

/// Lanes have no heads while there is no row.
void SequenceView::updateHeader()
{
    m_header->setVisible(rowCount() > 0);
    setViewportMargins(0, rowCount() > 0 ? m_header->sizeHint().height() : 0, 0, 0);
}

void SequenceView::updateLanes()
{
    const QRect port = viewport()->geometry();
    m_header->setGeometry(0, 0, width(), port.top());
    m_header->setLanes(m_layout.lanes, geometryNow().lanes, m_timeWidth, viewport()->width());
}

const DrawList &SequenceView::drawList()
{
    refresh();
    return m_list;
}

const diagram::Row *SequenceView::shownRow(base::EventId event) const
{
    const auto found = std::find_if(m_layout.rows.begin(), m_layout.rows.end(),
                                    [event](const diagram::Row &row) { return row.event == event; });
    return found == m_layout.rows.end() ? nullptr : &*found;
}

void SequenceView::resizeEvent(QResizeEvent *event)
{
    RowScrollArea::resizeEvent(event);
    m_isStale = true;
    updateScrollBar();
    updateLanes();
    emit visibleRowsChanged();
}

// The capture

void SequenceView::rowsWereReset()
{
    m_isStale = true;
    m_hovered = {};
    m_layout = {};
    m_knownEvents = m_state.reader() ? m_state.reader()->eventCount() : 0;
    updateHeader();
    const bool wasFollowing = isFollowing();
    startAgain();
    // A filter begins without rows, which is no reason to follow its end.
    if (m_state.isFiltered())
        setFollowing(wasFollowing);
    if (!isFollowing())
        ensureVisible(m_state.selected());
    refresh();
    viewport()->update();
    emit followingChanged(isFollowing());
    emit visibleRowsChanged();
}

void SequenceView::rowsWereChanged(quint64 first)
{
    const std::uint64_t before = m_layout.rowCount;
    const std::uint64_t now = rowCount();
    const bool touchesView =
        now < before || std::uint64_t(first) <= firstVisibleRow() + std::uint64_t(geometryNow().shownRows());
    // What a filter finds among events that were there is no news.
    const std::uint64_t old = std::max(before, m_state.rowOf({m_knownEvents + 1}));
    if (now > old)
        rowsWereAdded(now - old);
    m_layout.rowCount = now;
    if (before == 0 || now == 0)
        updateHeader();
    if (touchesView) {
        m_isStale = true;
        viewport()->update();
    }
    updateScrollBar();
    const bool isSelectionNew = m_state.hasRow(m_state.selected()) && rowOf(m_state.selected()) >= before;
    if (m_state.isFiltered() && !isFollowing() && isSelectionNew)
        ensureVisible(m_state.selected());
}

void SequenceView::selectionMoved(base::EventId event)
{
    ensureVisible(event);
    viewport()->update();
    refresh();
    describeSelection();
}

/// For screen readers.
void SequenceView::describeSelection()
{
    if (const diagram::Row *row = shownRow(m_state.selected())) {
        QString words = simplified(*row, m_layout.lanes);
        if (const std::uint64_t count = m_state.selectedCount(); count > 1)
            words += QStringLiteral(". ")
                + tr("%Ln events selected", nullptr, int(std::min<std::uint64_t>(count, INT_MAX)));
        setAccessibleDescription(words);
        QAccessibleEvent change(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&change);
    }
}

void SequenceView::selectRow(std::uint64_t row, Reach reach)
{
    const std::uint64_t total = rowCount();
    if (total == 0)
        return;
    const std::uint64_t last = total - 1;
    const base::EventId event = m_state.eventAt(std::min(row, last));
    if (reach == Reach::UpTo)
        m_state.selectTo(event);
    else
        m_state.select(event);
    ensureVisible(m_state.selected());
    if (row < last)
        setFollowing(isFollowing() && isAtEnd());
}

void SequenceView::moveSelection(std::int64_t rows, Reach reach)
{
    const base::EventId selected = m_state.selected();
    if (!selected) {
        selectRow(rows < 0 ? lastVisibleRow() : firstVisibleRow());
        return;
    }
    const std::uint64_t row = rowOf(selected);
    const auto step = std::uint64_t(rows < 0 ? -rows : rows);
    selectRow(rows < 0 ? row - std::min(row, step) : row + step, reach);
    if (rows < 0)
        setFollowing(false);
}

void SequenceView::selectNextFinding()
{
    selectFinding(true);
}

void SequenceView::selectPreviousFinding()
{
    selectFinding(false);
}

/// Leaps from finding to row and from row to finding until both are the same event.
void SequenceView::selectFinding(bool isForward)
{
    const capture::Reader *reader = m_state.reader();
    if (!reader)
        return;
    base::EventId at = m_state.selected();
    if (!at && !isForward)
        at = {reader->eventCount() + 1};
    for (int leap = 0; leap < kMostLeaps; ++leap) {
        at = isForward ? reader->nextFinding(at, rules::Severity::Note)
                       : reader->previousFinding(at, rules::Severity::Note);
        if (!at)
            return;
        if (m_state.hasRow(at))
            return selectRow(rowOf(at));
        const std::uint64_t row = rowOf(at);
        if (isForward ? row >= m_state.rowCount() : row == 0)
            return;
        at = {isForward ? m_state.eventAt(row).value - 1 : m_state.eventAt(row - 1).value + 1};
    }
}

QString SequenceView::selectedRowText() const
{
    const base::EventId selected = m_state.selected();
    if (!selected)
        return {};
    if (!m_state.hasRow(selected))
        return {};
    const diagram::SequenceLayout one = read(rowOf(selected), 1);
    return one.rows.empty() ? QString() : simplified(one.rows.front(), one.lanes);
}

// What the pointer and the window do; keys and clicks are in sequenceinput.cpp

bool SequenceView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        m_hovered = {};
        viewport()->update();
    } else if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), toolTipAt(help->pos()), viewport());
        return true;
    }
    return RowScrollArea::viewportEvent(event);
}

/// Only where the row does not show all its words. Escaped: a tool tip guesses rich text.
QString SequenceView::toolTipAt(QPoint point)
{
    const DrawnRow *drawn = drawList().rowAt(point);
    const diagram::Row *row = drawn && drawn->isElided ? shownRow(drawn->event) : nullptr;
    if (!row)
        return {};
    return QStringLiteral("<span>") + simplified(*row, m_layout.lanes).toHtmlEscaped()
        + QStringLiteral("</span>");
}

void SequenceView::changeEvent(QEvent *event)
{
    RowScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        fontsWereChanged();
    else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        viewport()->update();
}

void SequenceView::focusInEvent(QFocusEvent *event)
{
    RowScrollArea::focusInEvent(event);
    viewport()->update();
}

void SequenceView::focusOutEvent(QFocusEvent *event)
{
    RowScrollArea::focusOutEvent(event);
    viewport()->update();
}

// Painting

void SequenceView::paintEvent(QPaintEvent *)
{
    refresh();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), color(Token::Pane));
    if (m_list.rows.empty()) {
        paintEmpty(painter);
        return;
    }
    paintSequence(painter, m_list, m_fonts,
                  {m_state.selected(), m_hovered, hasFocus(), ui::isDark(), &m_state.selection()});
}

void SequenceView::paintEmpty(QPainter &painter) const
{
    constexpr int kMostWidth = 380;
    const QRect port = viewport()->rect();
    const int width = std::min(kMostWidth, port.width() - 4 * kGrid);
    QRect title((port.width() - width) / 2, port.height() / 2 - 5 * kGrid, width, 3 * kGrid);
    painter.setFont(uiFont(1, QFont::DemiBold));
    painter.setPen(color(Token::Text));
    painter.drawText(title, Qt::AlignCenter, m_emptyTitle);
    painter.setFont(uiFont());
    painter.setPen(color(Token::Quiet));
    const QRect body(title.left(), title.bottom() + kGrid / 2, width, port.height() - title.bottom() - kGrid);
    painter.drawText(body, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyBody);
}

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinepane.h"

#include "ui/state/rowfilter.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"
#include "ui/timeline/eventtable.h"
#include "ui/timeline/exchangestrip.h"
#include "ui/timeline/filterbar.h"
#include "ui/timeline/findbar.h"
#include "ui/timeline/overviewstrip.h"
#include "ui/timeline/sequenceview.h"

#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hop101::ui {

TimelinePane::TimelinePane(CaptureState &state, QWidget *parent)
    : QWidget(parent), m_state(state), m_filter(new RowFilter(state, this)),
      m_filterBar(new FilterBar(state, *m_filter, this)), m_findBar(new FindBar(state, this)),
      m_exchanges(new ExchangeStrip(state, this)), m_stack(new QStackedWidget(this)),
      m_sequence(new SequenceView(state, this)), m_table(new EventTable(state, this)),
      m_limit(newLabel("quiet")), m_hairline(newHairline()), m_overview(new OverviewStrip(state, this))
{
    m_table->setAwake(false);
    layOut();
    connectBars();
    connect(m_sequence, &SequenceView::detailRequested, this, &TimelinePane::detailRequested);
    connect(m_table, &EventTable::detailRequested, this, &TimelinePane::detailRequested);
    connect(m_sequence, &SequenceView::copyRequested, this, &TimelinePane::copyRequested);
    connect(m_table, &EventTable::copyRequested, this, &TimelinePane::copyRequested);
    connect(m_sequence, &SequenceView::visibleRowsChanged, this, &TimelinePane::showVisibleRows);
    connect(&m_state, &CaptureState::captureChanged, this, &TimelinePane::showVisibleRows);
    connect(&m_state, &CaptureState::eventsAdvanced, this, &TimelinePane::showVisibleRows);
    connect(m_overview, &OverviewStrip::eventWanted, this, &TimelinePane::goTo);
    showVisibleRows();
}

void TimelinePane::layOut()
{
    m_stack->addWidget(m_sequence);
    m_stack->addWidget(m_table);
    m_limit->setMargin(kGrid);
    m_limit->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_exchanges);
    column->addWidget(m_filterBar);
    column->addWidget(m_findBar);
    column->addWidget(m_stack, 1);
    column->addWidget(m_limit);
    column->addWidget(m_hairline);
    column->addWidget(m_overview);
    setFocusProxy(m_sequence);
}

void TimelinePane::connectBars()
{
    connect(m_exchanges, &ExchangeStrip::chosen, this,
            [this](base::HopId hop, base::ExchangeId exchange, base::EventId first) {
                m_filter->setConnection(hop, exchange);
                if (first)
                    m_state.select(first);
            });
    connect(m_filter, &RowFilter::changed, this, &TimelinePane::showEmptyText);
    const auto toRows = [this] { m_stack->currentWidget()->setFocus(Qt::OtherFocusReason); };
    connect(m_filterBar, &FilterBar::left, this, toRows);
    connect(m_findBar, &FindBar::left, this, toRows);
}

/// In the middle of what shows.
void TimelinePane::goTo(base::EventId event)
{
    const std::uint64_t row = m_state.rowOf(event);
    const std::uint64_t half = (m_sequence->lastVisibleRow() - m_sequence->firstVisibleRow()) / 2;
    m_sequence->setFollowing(false);
    m_sequence->showRow(row - std::min<std::uint64_t>(row, half));
    if (isTableShown())
        m_table->scrollTo(m_table->rows().indexOf(m_state.eventAt(row)), QAbstractItemView::PositionAtCenter);
}

bool TimelinePane::isTableShown() const
{
    return m_stack->currentWidget() == m_table;
}

void TimelinePane::setTableShown(bool shown)
{
    if (shown == isTableShown())
        return;
    const bool hadFocus = m_stack->currentWidget()->hasFocus();
    m_table->setAwake(shown);
    m_stack->setCurrentWidget(shown ? static_cast<QWidget *>(m_table) : m_sequence);
    setFocusProxy(m_stack->currentWidget());
    if (hadFocus)
        m_stack->currentWidget()->setFocus();
    showLimit();
    emit tableShownChanged(shown);
}

void TimelinePane::setDensity(Density density)
{
    m_sequence->setDensity(density);
}

void TimelinePane::setEmptyText(const QString &title, const QString &body)
{
    m_emptyTitle = title;
    m_emptyBody = body;
    showEmptyText();
}

void TimelinePane::showEmptyText()
{
    const bool hasEvents = m_state.reader() && m_state.reader()->eventCount() > 0;
    if (!hasEvents || !m_filter->isActive())
        m_sequence->setEmptyText(m_emptyTitle, m_emptyBody);
    else if (m_filter->isScanning())
        m_sequence->setEmptyText(tr("Looking…"), {});
    else
        m_sequence->setEmptyText(tr("No event matches the filter."),
                                 tr("Esc in the filter shows all again."));
}

void TimelinePane::selectNextFinding()
{
    m_sequence->selectNextFinding();
}

void TimelinePane::selectPreviousFinding()
{
    m_sequence->selectPreviousFinding();
}

void TimelinePane::followEnd()
{
    m_sequence->setFollowing(true);
    if (isTableShown())
        m_table->scrollToBottom();
}

void TimelinePane::showStart()
{
    m_sequence->setFollowing(false);
    m_sequence->showRow(0);
    m_table->scrollToTop();
}

void TimelinePane::showVisibleRows()
{
    const bool hasEvents = m_state.reader() && m_state.reader()->eventCount() > 0;
    m_overview->setVisible(hasEvents);
    m_hairline->setVisible(hasEvents);
    m_overview->setVisibleRows(m_sequence->firstVisibleRow(), m_sequence->lastVisibleRow());
    showLimit();
}

void TimelinePane::showLimit()
{
    const bool isCut = isTableShown() && m_table->rows().isCut();
    m_limit->setVisible(isCut);
    if (isCut)
        m_limit->setText(tr("The table ends at event %1; the diagram shows all.")
                             .arg(QLocale().toString(EventTableModel::kMostRows)));
}

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinepane.h"

#include "ui/theme/theme.h"
#include "ui/timeline/eventtable.h"
#include "ui/timeline/exchangestrip.h"
#include "ui/timeline/overviewstrip.h"
#include "ui/timeline/sequenceview.h"

#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hop101::ui {

TimelinePane::TimelinePane(CaptureState &state, QWidget *parent)
    : QWidget(parent), m_state(state), m_exchanges(new ExchangeStrip(state, this)),
      m_stack(new QStackedWidget(this)), m_sequence(new SequenceView(state, this)),
      m_table(new EventTable(state, this)), m_limit(new QLabel(this)), m_hairline(new QFrame(this)),
      m_overview(new OverviewStrip(state, this))
{
    m_stack->addWidget(m_sequence);
    m_stack->addWidget(m_table);
    m_table->setAwake(false);
    m_limit->setProperty("role", QStringLiteral("quiet"));
    m_limit->setTextFormat(Qt::PlainText);
    m_limit->setMargin(kGrid);
    m_limit->hide();
    m_hairline->setProperty("hairline", true);
    m_hairline->setFixedHeight(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_exchanges);
    column->addWidget(m_stack, 1);
    column->addWidget(m_limit);
    column->addWidget(m_hairline);
    column->addWidget(m_overview);
    setFocusProxy(m_sequence);

    connect(m_exchanges, &ExchangeStrip::chosen, this, [this](base::HopId hop, base::EventId first) {
        m_sequence->setConnection(hop);
        if (first)
            m_state.select(first);
    });
    connect(m_sequence, &SequenceView::detailRequested, this, &TimelinePane::detailRequested);
    connect(m_table, &EventTable::detailRequested, this, &TimelinePane::detailRequested);
    connect(m_sequence, &SequenceView::visibleRowsChanged, this, &TimelinePane::showVisibleRows);
    connect(&m_state, &CaptureState::captureChanged, this, &TimelinePane::showVisibleRows);
    connect(&m_state, &CaptureState::eventsAdvanced, this, &TimelinePane::showVisibleRows);
    connect(m_overview, &OverviewStrip::rowWanted, this, [this](quint64 row) {
        const std::uint64_t half = (m_sequence->lastVisibleRow() - m_sequence->firstVisibleRow()) / 2;
        m_sequence->setFollowing(false);
        m_sequence->showRow(row - std::min<std::uint64_t>(row, half));
        if (isTableShown())
            m_table->scrollTo(m_table->rows().indexOf({row + 1}), QAbstractItemView::PositionAtCenter);
    });
    showVisibleRows();
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
    m_sequence->setEmptyText(title, body);
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

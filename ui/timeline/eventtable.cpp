// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/eventtable.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QItemSelection>
#include <QKeyEvent>
#include <QScopedValueRollback>

#include <utility>

namespace hop101::ui {

EventTable::EventTable(CaptureState &state, QWidget *parent)
    : QTableView(parent), m_state(state), m_model(new EventTableModel(state, this))
{
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Event table"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    setTextElideMode(Qt::ElideRight);
    setWordWrap(false);
    setShowGrid(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(std::max(24, fontMetrics().height() + 8));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const std::pair<EventTableModel::Column, int> widths[] = {
        {EventTableModel::Number, 64},     {EventTableModel::Time, 104},   {EventTableModel::Way, 128},
        {EventTableModel::Kind, 168},      {EventTableModel::Detail, 240}, {EventTableModel::Size, 80},
        {EventTableModel::Connection, 80}, {EventTableModel::Finding, 240}};
    for (const auto &[column, width] : widths)
        setColumnWidth(column, width);
    horizontalHeader()->setStretchLastSection(true);
    connect(&m_state, &CaptureState::selectionChanged, this, &EventTable::showSelection);
    connect(&m_state, &CaptureState::selectedEventsChanged, this, &EventTable::showSelection);
    // After the model, which hears of it first.
    connect(&m_state, &CaptureState::rowsReset, this, &EventTable::showSelection);
    connect(&m_state, &CaptureState::rowsAdvanced, this, &EventTable::showSelection);
    // A column that would say the same in every row is not shown.
    connect(&m_state, &CaptureState::captureChanged, this, &EventTable::showColumns);
    connect(&m_state, &CaptureState::eventsAdvanced, this, &EventTable::showColumns);
    showColumns();
    connect(this, &QTableView::doubleClicked, this, &EventTable::detailRequested);
}

void EventTable::setAwake(bool isAwake)
{
    m_model->setAwake(isAwake);
    if (isAwake)
        showSelection();
}

void EventTable::showColumns()
{
    const bool hasOne = !m_state.reader() || !diagram::hasParallelHops(*m_state.reader());
    if (hasOne != isColumnHidden(EventTableModel::Connection))
        setColumnHidden(EventTableModel::Connection, hasOne);
}

void EventTable::showSelection()
{
    if (m_isInStep || !selectionModel())
        return;
    const QScopedValueRollback<bool> inStep(m_isInStep, true);
    const QModelIndex index = m_model->indexOf(m_state.selected());
    if (index.row() != currentIndex().row())
        setCurrentIndex(index); // scrolls there
    const QItemSelection rows = m_model->rowsOf(m_state.selection());
    if (rows != selectionModel()->selection())
        selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void EventTable::tellSelection()
{
    if (m_isInStep)
        return;
    const QScopedValueRollback<bool> inStep(m_isInStep, true);
    std::vector<EventSelection::Range> ranges;
    for (const QItemSelectionRange &range : selectionModel()->selection())
        ranges.push_back(
            {m_model->eventAt(range.topLeft()).value, m_model->eventAt(range.bottomRight()).value});
    EventSelection selection;
    selection.set(std::move(ranges));
    if (!selection.isEmpty())
        m_state.setSelection(std::move(selection), m_model->eventAt(currentIndex()));
}

void EventTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    tellSelection();
}

/// Not QTableView's, which lists each cell of a range for accessibility.
void EventTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    tellSelection();
}

void EventTable::copyRow() const
{
    if (!currentIndex().isValid())
        return;
    QStringList cells;
    for (int column = 0; column < m_model->columnCount(); ++column)
        cells += m_model->index(currentIndex().row(), column).data().toString();
    QApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

void EventTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && m_state.hasSeveralSelected())
        emit copyRequested();
    else if (event->matches(QKeySequence::Copy))
        copyRow();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit detailRequested();
    else
        QTableView::keyPressEvent(event);
}

} // namespace hop101::ui

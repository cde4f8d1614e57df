// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/capturestate.h"
#include "ui/timeline/sequencegeometry.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace hop101::ui {

class EventTable;
class ExchangeStrip;
class FilterBar;
class FindBar;
class OverviewStrip;
class RowFilter;
class SequenceView;

/// The timeline: the diagram or, in its place, the event table, and the overview below; above them what
/// chooses one of several connections, filters and finds.
class TimelinePane : public QWidget
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit TimelinePane(CaptureState &state, QWidget *parent = nullptr);

    SequenceView &sequence() { return *m_sequence; }
    EventTable &table() { return *m_table; }
    ExchangeStrip &exchanges() { return *m_exchanges; }
    OverviewStrip &overview() { return *m_overview; }
    FilterBar &filterBar() { return *m_filterBar; }
    FindBar &findBar() { return *m_findBar; }
    RowFilter &filter() { return *m_filter; }

    bool isTableShown() const;
    void setTableShown(bool shown);
    void setDensity(Density density);
    /// What is said while there is no event. Plain text.
    void setEmptyText(const QString &title, const QString &body);

public slots:
    void selectNextFinding();
    void selectPreviousFinding();
    void followEnd();
    void showStart();

signals:
    /// Enter or a double click on a row: the user wants its details.
    void detailRequested();
    /// Copy, of several events.
    void copyRequested();
    void tableShownChanged(bool shown);

private:
    void layOut();
    void connectBars();
    void showVisibleRows();
    void showLimit();
    void showEmptyText();
    void goTo(base::EventId event);

    CaptureState &m_state;
    RowFilter *m_filter;
    FilterBar *m_filterBar;
    FindBar *m_findBar;
    ExchangeStrip *m_exchanges;
    QStackedWidget *m_stack;
    SequenceView *m_sequence;
    EventTable *m_table;
    QLabel *m_limit;
    QWidget *m_hairline;
    OverviewStrip *m_overview;
    QString m_emptyTitle, m_emptyBody; ///< where there is no event at all
};

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/eventtablemodel.h"

#include <QTableView>

namespace hop101::ui {

/// The event table; its selection is that of CaptureState.
class EventTable : public QTableView
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit EventTable(CaptureState &state, QWidget *parent = nullptr);

    const EventTableModel &rows() const { return *m_model; }
    /// False while it is not on the screen: then it has no rows. See EventTableModel.
    void setAwake(bool isAwake);

signals:
    void detailRequested();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showColumns();
    void showSelection(base::EventId event);
    void copyRow() const;

    CaptureState &m_state;
    EventTableModel *m_model;
    bool m_isFollowingState = false; ///< the selection came from the state, not from here
};

} // namespace hop101::ui

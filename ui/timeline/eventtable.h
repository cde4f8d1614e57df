// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/eventtablemodel.h"

#include <QTableView>

namespace hop101::ui {

/// The event table; its selection, of one event or several, is that of CaptureState.
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
    /// Copy, of several events.
    void copyRequested();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showColumns();
    void showSelection();
    void tellSelection();
    void copyRow() const;

    CaptureState &m_state;
    EventTableModel *m_model;
    bool m_isInStep = false; ///< what changes now comes from the other side
};

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <QAbstractListModel>
#include <QComboBox>
#include <QWidget>

#include <vector>

class QLabel;

namespace hop101::ui {

class CaptureState;

/// All connections, then one exchange a row. Words are made for the rows that show.
class ExchangeModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit ExchangeModel(CaptureState &state, QObject *parent = nullptr);

    /// Reads which exchanges there are.
    void reload();
    /// None for the row of all connections.
    const hop::Exchange *exchangeAt(int row) const;
    /// It shares its connection with others.
    bool hasNeighbours(const hop::Exchange &exchange) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QString textOf(const hop::Exchange &exchange) const;

    CaptureState &m_state;
    std::vector<hop::Exchange> m_exchanges;
};

/// Chooses one of several connections, or all. It shows only where there are several.
class ExchangeStrip final : public QWidget
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit ExchangeStrip(CaptureState &state, QWidget *parent = nullptr);

    QComboBox *box() const { return m_box; }

signals:
    /// `hop` is none for all of them; `exchange` is none where it is the only one of its hop; `first` is its
    /// first event.
    void chosen(hop101::base::HopId hop, hop101::base::ExchangeId exchange, hop101::base::EventId first);

private:
    void captureWasSet();
    void eventsWereAdded();
    void showIfNeeded();
    void rowChosen(int row);

    CaptureState &m_state;
    ExchangeModel *m_model;
    QComboBox *m_box;
    QLabel *m_sessions;
    std::size_t m_hops = 0; ///< as the model knows them
};

} // namespace hop101::ui

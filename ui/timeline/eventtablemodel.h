// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagram/sequencelayout.h"
#include "ui/state/capturestate.h"

#include <QAbstractTableModel>
#include <QItemSelection>

#include <array>

namespace hop101::ui {

/// The same rows as the sequence diagram, as a table: the route for screen readers. Holds no event but a few
/// pages around what was asked for last.
class EventTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Number, Time, Connection, Way, Kind, Detail, Size, Finding, Mark, ColumnCount };
    /// What a view of 32-bit pixel positions can hold at 64 px a row; later events are left to the diagram.
    static constexpr int kMostRows = 33'000'000;

    /// `state` must outlive it.
    explicit EventTableModel(CaptureState &state, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// An invalid index where it has no row.
    QModelIndex indexOf(base::EventId event) const;
    base::EventId eventAt(const QModelIndex &index) const;
    /// What of these has a row, as ranges of rows.
    QItemSelection rowsOf(const EventSelection &events) const;
    /// Asleep it has no rows. A view keeps 8 bytes for each row and moves all of them as it grows: one that
    /// is not on the screen is not to.
    void setAwake(bool isAwake);
    /// More events than kMostRows.
    bool isCut() const;

private:
    static constexpr std::uint64_t kPageRows = 64;
    struct Entry
    {
        diagram::Row row;
        std::int64_t size = -1;
        std::string note; ///< its front
    };
    struct Page
    {
        std::uint64_t first = ~std::uint64_t(0);
        std::vector<diagram::Lane> lanes;
        std::vector<Entry> entries;
    };

    void reset();
    void advance(quint64 first);
    void fill(Page &page, std::uint64_t first) const;
    int rowsNow() const;
    const Page &pageOf(std::uint64_t row) const;
    void load(Page &page, std::uint64_t first) const;
    QString textOf(const Page &page, const Entry &entry, int column) const;

    CaptureState &m_state;
    bool m_isAwake = true;
    int m_rows = 0; ///< as the views were told
    mutable std::array<Page, 4> m_pages;
    mutable std::size_t m_nextPage = 0;
};

} // namespace hop101::ui

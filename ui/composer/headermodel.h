// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

#include <QAbstractTableModel>

#include <string>
#include <vector>

namespace hop101::ui {

/// The header rows of a plan as an editable table: column 0 is the name with its check box, column 1 the
/// value. Automatic values (Host, Key) are shown as they will be sent and become literal when somebody writes
/// over them. Rows are moved by drag or moveRowBy(). Nothing is added, joined or repaired: wrong requests can
/// be made on purpose.
class HeaderModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Value, ColumnCount };
    enum Role { IsAutomaticRole = Qt::UserRole + 1 };

    explicit HeaderModel(QObject *parent = nullptr);

    const std::vector<plan::HeaderRow> &headers() const { return m_rows; }
    void setHeaders(std::vector<plan::HeaderRow> rows);
    /// What automatic rows will hold.
    void setAutomaticValues(const std::string &host, const std::string &key);

    /// Adds an empty row after `row` (-1: at the end) and returns its number.
    int addAfter(int row);
    void duplicate(int row);
    void remove(int row);
    /// False where there is no such place.
    bool moveRowBy(int row, int steps);
    /// Makes a literal Host or Sec-WebSocket-Key row automatic again; false for other names.
    bool makeAutomatic(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    Qt::DropActions supportedDropActions() const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

signals:
    /// Rows, order or values changed by the user.
    void edited();

private:
    bool isRow(int row) const { return row >= 0 && row < int(m_rows.size()); }
    const std::string &shownValue(const plan::HeaderRow &row) const;
    void rename(plan::HeaderRow &row, const std::string &name) const;
    bool moveTo(int from, int gap);

    std::vector<plan::HeaderRow> m_rows;
    std::string m_host;
    std::string m_key;
};

} // namespace hop101::ui

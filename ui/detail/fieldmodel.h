// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/detail/field.h"

#include <QAbstractTableModel>

namespace hop101::ui {

/// The fields of an event's bytes: name, place, value. Read-only.
class FieldModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Place, Value, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFields(std::vector<Field> fields);
    const std::vector<Field> &fields() const { return m_fields; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Field> m_fields;
};

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/fieldmodel.h"

#include "ui/theme/theme.h"

namespace hop101::ui {

namespace {

/// "0", "0 bit 4–7", "2–5".
QString placeOf(const Field &field)
{
    const QChar dash(0x2013);
    QString place = QString::number(field.bytes.first);
    if (field.bytes.size > 1)
        place += dash + QString::number(field.bytes.end() - 1);
    if (field.bitCount == 1)
        place += QLatin1Char('.') + QString::number(field.firstBit % 8);
    else if (field.bitCount > 1 && field.bytes.size == 1)
        place += QLatin1Char('.') + QString::number(field.firstBit % 8) + dash
            + QString::number(field.firstBit % 8 + field.bitCount - 1);
    return place;
}

} // namespace

void FieldModel::setFields(std::vector<Field> fields)
{
    if (fields == m_fields)
        return;
    beginResetModel();
    m_fields = std::move(fields);
    endResetModel();
}

int FieldModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_fields.size());
}

int FieldModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FieldModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Field &field = m_fields[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? field.name : index.column() == Place ? placeOf(field) : field.value;
    case Qt::ForegroundRole:
        return index.column() == Place ? QVariant(color(Token::Quiet)) : QVariant();
    case Qt::FontRole:
        return index.column() == Name ? QVariant() : QVariant(monoFont());
    case Qt::AccessibleDescriptionRole:
        return field.meaning;
    default:
        return {};
    }
}

QVariant FieldModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeading | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    return section == Name ? tr("Field") : section == Place ? tr("Byte.bit") : tr("Value");
}

} // namespace hop101::ui

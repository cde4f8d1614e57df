// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/headermodel.h"

#include "core/base/ascii.h"
#include "ui/theme/theme.h"

#include <QMimeData>

#include <algorithm>

namespace hop101::ui {

namespace {

const QString &rowMimeType()
{
    static const QString type = QStringLiteral("application/x-hop101-header-row");
    return type;
}

plan::ValueSource automaticSourceFor(const std::string &name)
{
    if (base::equalsIgnoringCase(name, "Host"))
        return plan::ValueSource::Host;
    if (base::equalsIgnoringCase(name, "Sec-WebSocket-Key"))
        return plan::ValueSource::Key;
    return plan::ValueSource::Literal;
}

} // namespace

HeaderModel::HeaderModel(QObject *parent) : QAbstractTableModel(parent) { }

void HeaderModel::setHeaders(std::vector<plan::HeaderRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void HeaderModel::setAutomaticValues(const std::string &host, const std::string &key)
{
    if (host == m_host && key == m_key)
        return;
    m_host = host;
    m_key = key;
    if (!m_rows.empty())
        emit dataChanged(index(0, Value), index(rowCount() - 1, Value));
}

int HeaderModel::addAfter(int row)
{
    const int at = isRow(row) ? row + 1 : rowCount();
    beginInsertRows({}, at, at);
    m_rows.insert(m_rows.begin() + at, plan::HeaderRow{});
    endInsertRows();
    emit edited();
    return at;
}

void HeaderModel::duplicate(int row)
{
    if (!isRow(row))
        return;
    beginInsertRows({}, row + 1, row + 1);
    const plan::HeaderRow copy = m_rows[std::size_t(row)];
    m_rows.insert(m_rows.begin() + row + 1, copy);
    endInsertRows();
    emit edited();
}

void HeaderModel::remove(int row)
{
    if (!isRow(row))
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
    emit edited();
}

bool HeaderModel::moveRowBy(int row, int steps)
{
    const int target = row + steps;
    return isRow(target) && moveTo(row, steps > 0 ? target + 1 : target);
}

bool HeaderModel::moveTo(int from, int gap)
{
    if (!isRow(from) || gap < 0 || gap > rowCount() || gap == from || gap == from + 1)
        return false;
    beginMoveRows({}, from, from, {}, gap);
    const auto first = m_rows.begin();
    if (gap > from)
        std::rotate(first + from, first + from + 1, first + gap);
    else
        std::rotate(first + gap, first + from, first + from + 1);
    endMoveRows();
    emit edited();
    return true;
}

bool HeaderModel::makeAutomatic(int row)
{
    if (!isRow(row))
        return false;
    plan::HeaderRow &header = m_rows[std::size_t(row)];
    const plan::ValueSource source = automaticSourceFor(header.name);
    if (source == plan::ValueSource::Literal)
        return false;
    header.source = source;
    header.value.clear();
    emit dataChanged(index(row, Name), index(row, Value));
    emit edited();
    return true;
}

int HeaderModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HeaderModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const std::string &HeaderModel::shownValue(const plan::HeaderRow &row) const
{
    switch (row.source) {
    case plan::ValueSource::Host:
        return m_host;
    case plan::ValueSource::Key:
        return m_key;
    case plan::ValueSource::Literal:
        break;
    }
    return row.value;
}

/// An automatic row that is given another name keeps the value that it shows.
void HeaderModel::rename(plan::HeaderRow &row, const std::string &name) const
{
    if (row.source != plan::ValueSource::Literal && automaticSourceFor(name) != row.source) {
        row.value = shownValue(row);
        row.source = plan::ValueSource::Literal;
    }
    row.name = name;
}

QVariant HeaderModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !isRow(index.row()))
        return {};
    const plan::HeaderRow &row = m_rows[std::size_t(index.row())];
    const bool isAutomatic = row.source != plan::ValueSource::Literal;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return QString::fromStdString(index.column() == Name ? row.name : shownValue(row));
    case Qt::CheckStateRole:
        return index.column() == Name ? QVariant(row.enabled ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole:
        return !row.enabled || (isAutomatic && index.column() == Value) ? QVariant(color(Token::Quiet))
                                                                        : QVariant();
    case Qt::FontRole:
        return monoFont();
    case Qt::ToolTipRole:
        if (isAutomatic && index.column() == Value)
            return tr("Filled in for every connection. Write over it to send your own value.");
        return index.column() == Name ? tr("Switched off rows are not sent.") : QVariant();
    case IsAutomaticRole:
        return isAutomatic;
    default:
        return {};
    }
}

bool HeaderModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || !isRow(index.row()))
        return false;
    plan::HeaderRow &row = m_rows[std::size_t(index.row())];
    if (role == Qt::CheckStateRole && index.column() == Name) {
        row.enabled = value.toInt() == Qt::Checked;
    } else if (role == Qt::EditRole && value.toString() != data(index, Qt::EditRole).toString()) {
        const std::string text = value.toString().toStdString();
        if (index.column() == Value) {
            row.source = plan::ValueSource::Literal;
            row.value = text;
        } else {
            rename(row, text);
        }
    } else {
        return role == Qt::EditRole;
    }
    emit dataChanged(this->index(index.row(), Name), this->index(index.row(), Value));
    emit edited();
    return true;
}

QVariant HeaderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    return section == Name ? tr("Header") : tr("Value");
}

Qt::ItemFlags HeaderModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    const Qt::ItemFlags common =
        Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
    return index.column() == Name ? common | Qt::ItemIsUserCheckable : common;
}

Qt::DropActions HeaderModel::supportedDropActions() const
{
    return Qt::MoveAction;
}

QStringList HeaderModel::mimeTypes() const
{
    return {rowMimeType()};
}

QMimeData *HeaderModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    auto *data = new QMimeData;
    data->setData(rowMimeType(), QByteArray::number(indexes.first().row()));
    return data;
}

bool HeaderModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int,
                               const QModelIndex &parent)
{
    if (!data || action != Qt::MoveAction || !data->hasFormat(rowMimeType()))
        return false;
    bool isNumber = false;
    const int from = data->data(rowMimeType()).toInt(&isNumber);
    if (!isNumber)
        return false;
    const int gap = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    moveTo(from, gap);
    return false; // the move is done: the view must not remove the dragged row
}

} // namespace hop101::ui

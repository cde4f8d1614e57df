// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/library/sessionlist.h"

#include <QAbstractItemModel>

#include <vector>

namespace hop101::ui {

/// The side bar as a tree of two levels: sections, and in each what can be opened. Read-only.
class LibraryModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role { SideTextRole = Qt::UserRole + 1, UrlRole, PathRole, IsSectionRole };

    using QAbstractItemModel::QAbstractItemModel;

    /// Places of the embedded endpoint to start from; `base` is "ws://127.0.0.1:PORT", empty: none.
    void setEndpoint(const QString &base);
    void setHistory(const std::vector<SessionSummary> &sessions);
    void setRecentFiles(const QStringList &paths);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Entry
    {
        QString text;
        QString side;
        QString toolTip;
        QString url;
        QString path;
    };
    struct Section
    {
        QString title;
        std::vector<Entry> entries;
    };
    void rebuild();

    std::vector<Entry> m_endpoint;
    std::vector<Entry> m_saved;
    std::vector<Entry> m_history;
    std::vector<Section> m_sections; ///< those that are not empty
};

} // namespace hop101::ui

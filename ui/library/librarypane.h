// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace hop101::ui {

class LibraryModel;

/// The side bar: where to start, and earlier sessions. Enter or a click opens.
class LibraryPane final : public QTreeView
{
    Q_OBJECT
public:
    explicit LibraryPane(LibraryModel *model, QWidget *parent = nullptr);

    QSize sizeHint() const override;

signals:
    void urlChosen(const QString &url);
    void captureChosen(const QString &path);

private:
    void openAt(const QModelIndex &index);
};

} // namespace hop101::ui

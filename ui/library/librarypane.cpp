// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/library/librarypane.h"

#include "ui/library/librarymodel.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace hop101::ui {

namespace {

constexpr int kRowHeight = 26;
constexpr int kSectionHeight = 30;
constexpr int kMargin = 14;
constexpr int kWidth = 196;

/// Text on the leading side, a quiet word on the trailing side, both elided inside the row.
class LibraryDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex &index) const override
    {
        return {kWidth, index.data(LibraryModel::IsSectionRole).toBool() ? kSectionHeight : kRowHeight};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isSection = index.data(LibraryModel::IsSectionRole).toBool();
        const QRect whole(0, option.rect.top(), option.widget->width(), option.rect.height());
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(whole, color(Token::Selection));
        else if (!isSection && option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(whole, color(Token::CodeGround));
        const int indent = isSection ? kMargin : kMargin + kGrid;
        QRect room = whole.adjusted(indent, isSection ? 6 : 0, -kMargin, 0);
        if (option.direction == Qt::RightToLeft)
            room = whole.adjusted(kMargin, isSection ? 6 : 0, -indent, 0);
        room.setWidth(room.width()
                      - paintSide(*painter, option, room, index.data(LibraryModel::SideTextRole).toString()));
        if (option.direction == Qt::RightToLeft)
            room.translate(whole.width() - indent - room.right(), 0);
        painter->setFont(isSection ? uiFont(-1, QFont::DemiBold) : uiFont());
        painter->setPen(color(isSection ? Token::Quiet : Token::Text));
        const QString text =
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room.width());
        painter->drawText(
            room, int(Qt::AlignVCenter | Qt::TextSingleLine) | alignment(option.direction, true), text);
        if (option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(color(Token::Accent));
            painter->drawRect(whole.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }

private:
    static int alignment(Qt::LayoutDirection direction, bool isLeading)
    {
        const bool toLeft = isLeading == (direction == Qt::LeftToRight);
        return int(toLeft ? Qt::AlignLeft : Qt::AlignRight);
    }
    /// Returns the width that it took.
    static int paintSide(QPainter &painter, const QStyleOptionViewItem &option, const QRect &room,
                         const QString &side)
    {
        if (side.isEmpty())
            return 0;
        painter.setFont(uiFont(-1));
        painter.setPen(color(Token::Quiet));
        painter.drawText(
            room, int(Qt::AlignVCenter | Qt::TextSingleLine) | alignment(option.direction, false), side);
        return painter.fontMetrics().horizontalAdvance(side) + kGrid;
    }
};

} // namespace

LibraryPane::LibraryPane(LibraryModel *model, QWidget *parent) : QTreeView(parent)
{
    setModel(model);
    setItemDelegate(new LibraryDelegate(this));
    setProperty("side", true);
    setAccessibleName(tr("Library"));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(0);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(120);
    expandAll();
    connect(model, &QAbstractItemModel::modelReset, this, &QTreeView::expandAll);
    connect(this, &QTreeView::clicked, this, &LibraryPane::openAt);
    connect(this, &QTreeView::activated, this, &LibraryPane::openAt);
}

QSize LibraryPane::sizeHint() const
{
    return {kWidth, 400};
}

void LibraryPane::openAt(const QModelIndex &index)
{
    const QString url = index.data(LibraryModel::UrlRole).toString();
    const QString path = index.data(LibraryModel::PathRole).toString();
    if (!url.isEmpty())
        emit urlChosen(url);
    else if (!path.isEmpty())
        emit captureChosen(path);
}

} // namespace hop101::ui

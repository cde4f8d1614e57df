// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/headertable.h"

#include "ui/composer/headermodel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace hop101::ui {

HeaderTable::HeaderTable(HeaderModel *model, QWidget *parent)
    : QWidget(parent), m_model(model), m_view(new QTableView), m_buttons(new QWidget)
{
    m_view->setModel(model);
    m_view->setAccessibleName(tr("Headers of the request"));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setDragDropMode(QAbstractItemView::InternalMove);
    m_view->setDragDropOverwriteMode(false);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                            | QAbstractItemView::AnyKeyPressed);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(24);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    m_view->horizontalHeader()->resizeSection(HeaderModel::Name, 210);

    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGrid / 2);
    addAction("plus", tr("Add header"), QKeySequence(Qt::Key_Insert), &HeaderTable::addRow);
    addAction("copy", tr("Duplicate header"), QKeySequence(Qt::CTRL | Qt::Key_D), &HeaderTable::duplicateRow);
    addAction("trash-2", tr("Delete header"), QKeySequence(Qt::Key_Delete), &HeaderTable::deleteRow);
    addAction("arrow-up", tr("Move header up"), QKeySequence(Qt::ALT | Qt::Key_Up), &HeaderTable::moveUp);
    addAction("arrow-down", tr("Move header down"), QKeySequence(Qt::ALT | Qt::Key_Down),
              &HeaderTable::moveDown);
    addAction("refresh-cw", tr("Make automatic again"), QKeySequence(Qt::ALT | Qt::Key_R),
              &HeaderTable::makeAutomatic);
    row->addStretch(1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGrid / 2);
    column->addWidget(m_view, 1);
    column->addWidget(m_buttons);
}

void HeaderTable::addAction(const char *iconName, const QString &text, const QKeySequence &shortcut,
                            void (HeaderTable::*run)())
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(text + QStringLiteral(" (") + shortcut.toString(QKeySequence::NativeText)
                       + QLatin1Char(')'));
    connect(action, &QAction::triggered, this, run);
    m_view->addAction(action);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *button = new QToolButton;
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setAccessibleName(text);
    m_buttons->layout()->addWidget(button);
}

int HeaderTable::currentRow() const
{
    return m_view->currentIndex().row();
}

void HeaderTable::goTo(int row)
{
    m_view->setCurrentIndex(m_model->index(qBound(0, row, m_model->rowCount() - 1), HeaderModel::Name));
}

void HeaderTable::addRow()
{
    const int row = m_model->addAfter(currentRow());
    goTo(row);
    m_view->edit(m_model->index(row, HeaderModel::Name));
}

void HeaderTable::duplicateRow()
{
    const int row = currentRow();
    if (row < 0)
        return;
    m_model->duplicate(row);
    goTo(row + 1);
}

void HeaderTable::deleteRow()
{
    const int row = currentRow();
    m_model->remove(row);
    if (m_model->rowCount() > 0)
        goTo(row);
}

void HeaderTable::moveUp()
{
    moveBy(-1);
}

void HeaderTable::moveDown()
{
    moveBy(1);
}

void HeaderTable::moveBy(int steps)
{
    const int row = currentRow();
    if (m_model->moveRowBy(row, steps))
        goTo(row + steps);
}

void HeaderTable::makeAutomatic()
{
    m_model->makeAutomatic(currentRow());
}

} // namespace hop101::ui

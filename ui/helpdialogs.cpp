// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/helpdialogs.h"

#include "ui/theme/dialogs.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QMessageBox>
#include <QTableWidget>
#include <QVBoxLayout>

namespace hop101::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hop101::ui::Help)
};

} // namespace

void showShortcuts(QWidget *parent, const QList<QAction *> &actions)
{
    QDialog dialog(parent);
    dialog.setWindowTitle(Words::tr("Keyboard"));
    auto *table = new QTableWidget(0, 2);
    table->setHorizontalHeaderLabels({Words::tr("Key"), Words::tr("What it does")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);
    const auto add = [table](const QString &keys, const QString &what) {
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, new QTableWidgetItem(keys));
        table->setItem(row, 1, new QTableWidgetItem(what));
    };
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            add(action->shortcut().toString(QKeySequence::NativeText), action->toolTip());
    }
    add(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText),
        Words::tr("Send what is in the send bar"));
    add(QKeySequence(Qt::Key_Up).toString(QKeySequence::NativeText),
        Words::tr("In the send bar: what was sent before"));
    add(QKeySequence(Qt::ALT | Qt::Key_Up).toString(QKeySequence::NativeText),
        Words::tr("In the headers: move the row up"));
    add(QKeySequence(Qt::ALT | Qt::Key_Down).toString(QKeySequence::NativeText),
        Words::tr("In the headers: move the row down"));
    table->resizeColumnToContents(0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto *column = new QVBoxLayout(&dialog);
    column->addWidget(table);
    column->addWidget(buttons);
    resizeToFit(&dialog, {560, 560});
    dialog.exec();
}

void showAbout(QWidget *parent)
{
    QMessageBox box(parent);
    box.setTextFormat(Qt::PlainText);
    box.setWindowTitle(Words::tr("About Hop101"));
    box.setText(Words::tr("Hop101 %1").arg(QCoreApplication::applicationVersion()));
    box.setInformativeText(
        Words::tr("Shows every hop of an HTTP upgrade.\nFree software under the GNU General "
                  "Public License, version 3 or later."));
    box.exec();
}

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/urledit.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>

#include <algorithm>

namespace hop101::ui {

/// A URL has no blank in it; a command, a call and a request have.
bool UrlEdit::takes(const QString &text)
{
    const QString inside = text.trimmed();
    if (!std::any_of(inside.begin(), inside.end(), [](QChar one) { return one.isSpace(); }))
        return false;
    emit requestPasted(text);
    return true;
}

void UrlEdit::pasteFromClipboard()
{
    if (!takes(QApplication::clipboard()->text()))
        paste();
}

void UrlEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste))
        pasteFromClipboard();
    else
        QLineEdit::keyPressEvent(event);
}

void UrlEdit::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (auto *paste = menu->findChild<QAction *>(QStringLiteral("edit-paste"))) {
        paste->disconnect(SIGNAL(triggered(bool)));
        connect(paste, &QAction::triggered, this, &UrlEdit::pasteFromClipboard);
    }
    menu->popup(event->globalPos());
}

void UrlEdit::dropEvent(QDropEvent *event)
{
    if (event->mimeData()->hasText() && takes(event->mimeData()->text()))
        event->acceptProposedAction();
    else
        QLineEdit::dropEvent(event);
}

} // namespace hop101::ui

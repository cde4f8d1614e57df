// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/drawlist.h"
#include "ui/timeline/sequenceview.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>

#include <algorithm>
#include <limits>

// The keys and clicks of a SequenceView.

namespace hop101::ui {

bool SequenceView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isOurs = key->matches(QKeySequence::Copy)
            || (key->modifiers() == Qt::NoModifier && (key->key() == Qt::Key_N || key->key() == Qt::Key_P));
        if (isOurs) {
            event->accept();
            return true;
        }
    }
    return RowScrollArea::event(event);
}

void SequenceView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        if (m_state.hasSeveralSelected())
            emit copyRequested();
        else if (const QString words = selectedRowText(); !words.isEmpty())
            QApplication::clipboard()->setText(words);
        return;
    }
    if (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) {
        RowScrollArea::keyPressEvent(event);
        return;
    }
    const int page = std::max(geometryNow().wholeRows() - 1, 1);
    const Reach reach = event->modifiers().testFlag(Qt::ShiftModifier) ? Reach::UpTo : Reach::Alone;
    switch (event->key()) {
    case Qt::Key_Up:
        return moveSelection(-1, reach);
    case Qt::Key_Down:
        return moveSelection(1, reach);
    case Qt::Key_PageUp:
        return moveSelection(-page, reach);
    case Qt::Key_PageDown:
        return moveSelection(page, reach);
    case Qt::Key_Home:
        setFollowing(false);
        return selectRow(0, reach);
    case Qt::Key_End:
        selectRow(std::numeric_limits<std::uint64_t>::max(), reach);
        return setFollowing(true);
    case Qt::Key_N:
        return selectNextFinding();
    case Qt::Key_P:
        return selectPreviousFinding();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_state.selected())
            emit detailRequested();
        return;
    default:
        RowScrollArea::keyPressEvent(event);
    }
}

void SequenceView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::RightButton)
        return;
    const DrawnRow *row = drawList().rowAt(event->position());
    if (!row)
        return;
    const bool isMenu = event->button() == Qt::RightButton;
    if (isMenu && m_state.selection().has(row->event))
        return; // what it is about stays
    if (event->modifiers().testFlag(Qt::ShiftModifier))
        m_state.selectTo(row->event);
    else if (event->modifiers().testFlag(Qt::ControlModifier))
        m_state.toggleSelected(row->event);
    else
        m_state.select(row->event);
}

void SequenceView::mouseReleaseEvent(QMouseEvent *event)
{
    event->accept(); // the press was ours
}

void SequenceView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && drawList().rowAt(event->position()))
        emit detailRequested();
}

void SequenceView::mouseMoveEvent(QMouseEvent *event)
{
    const DrawnRow *row = drawList().rowAt(event->position());
    const base::EventId hovered = row ? row->event : base::EventId{};
    if (hovered == m_hovered)
        return;
    m_hovered = hovered;
    viewport()->update();
}

} // namespace hop101::ui

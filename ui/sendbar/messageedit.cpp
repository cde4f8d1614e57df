// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sendbar/messageedit.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>

namespace hop101::ui {

namespace {

constexpr int kMaxLines = 6;

} // namespace

MessageEdit::MessageEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setFont(monoFont());
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    document()->setDocumentMargin(2);
    connect(this, &QPlainTextEdit::textChanged, this, &MessageEdit::fitHeight);
    fitHeight();
}

void MessageEdit::setHint(const QString &hint)
{
    m_hint = hint;
    fitHint();
}

/// A placeholder that does not fit would wrap, and its second line be cut.
void MessageEdit::fitHint()
{
    const int room =
        viewport()->width() - 2 * int(document()->documentMargin()) - fontMetrics().averageCharWidth();
    setPlaceholderText(fontMetrics().elidedText(m_hint, Qt::ElideRight, room));
}

void MessageEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHint();
}

void MessageEdit::remember(const QString &text)
{
    m_history.removeAll(text);
    m_history += text;
    if (m_history.size() > kHistory)
        m_history.removeFirst();
    m_place = m_history.size();
    m_draft.clear();
}

bool MessageEdit::recall(int steps)
{
    const qsizetype place = m_place + steps;
    if (place < 0 || place > m_history.size())
        return false;
    if (m_place == m_history.size())
        m_draft = toPlainText();
    m_place = place;
    setPlainText(place == m_history.size() ? m_draft : m_history.at(place));
    moveCursor(QTextCursor::End);
    return true;
}

void MessageEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool inFirst = textCursor().blockNumber() == 0;
    const bool inLast = textCursor().blockNumber() == blockCount() - 1;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier)) {
        emit sendRequested();
    } else if (event->key() == Qt::Key_Up && !event->modifiers() && inFirst) {
        recall(-1);
    } else if (event->key() == Qt::Key_Down && !event->modifiers() && inLast) {
        recall(1);
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void MessageEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHint();
}

void MessageEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        insertPlainText(source->text());
}

void MessageEdit::fitHeight()
{
    const int lines = qBound(1, blockCount(), kMaxLines);
    setFixedHeight(lines * fontMetrics().lineSpacing() + 2 * kGrid);
}

} // namespace hop101::ui

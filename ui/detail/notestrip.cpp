// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/notestrip.h"

#include "ui/state/capturestate.h"
#include "ui/text/text.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace hop101::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 600ms;
constexpr int kLines = 4;

} // namespace

NoteStrip::NoteStrip(CaptureState &state, QWidget *parent)
    : QWidget(parent), m_state(state), m_title(newLabel("section")), m_bookmark(new QToolButton),
      m_text(new QPlainTextEdit)
{
    m_bookmark->setCheckable(true);
    m_bookmark->setAutoRaise(true);
    m_bookmark->setIcon(icon("bookmark", Token::Accent));
    m_bookmark->setText(tr("Bookmark"));
    m_bookmark->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bookmark->setToolTip(tr("Mark the event, to find it again with F2 (Ctrl+D)"));
    m_text->setPlaceholderText(tr("A note of yours; it is saved in the capture."));
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Note"));
    m_text->setFixedHeight(kLines * m_text->fontMetrics().lineSpacing() + 2 * kGrid);
    m_text->installEventFilter(this);
    m_title->setBuddy(m_text);

    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_bookmark);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(newHairline());
    auto *body = new QVBoxLayout;
    body->setContentsMargins(2 * kGrid, kGrid / 2, 2 * kGrid, kGrid);
    body->setSpacing(kGrid / 2);
    body->addLayout(head);
    body->addWidget(m_text);
    column->addLayout(body);
    hide();

    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &NoteStrip::flush);
    connect(m_text, &QPlainTextEdit::textChanged, this, &NoteStrip::typed);
    connect(m_bookmark, &QToolButton::clicked, this,
            [this](bool isChecked) { emit bookmarkToggled(m_event, isChecked); });
    connect(&m_state, &CaptureState::selectionChanged, this, &NoteStrip::selectionMoved);
    connect(&m_state, &CaptureState::captureChanged, this, &NoteStrip::captureWasSet);
    connect(&m_state, &CaptureState::eventsAdvanced, this, [this](base::EventId first) {
        if (m_event && first <= m_event)
            reload();
    });
}

void NoteStrip::edit()
{
    if (!m_event)
        return;
    m_isWanted = true;
    reload();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->moveCursor(QTextCursor::End);
}

void NoteStrip::captureWasSet()
{
    m_event = {};
    m_isDirty = m_isTold = m_isWanted = false;
    m_pause.stop();
    hide();
}

void NoteStrip::selectionMoved(base::EventId event)
{
    if (event == m_event)
        return;
    flush();
    m_event = event;
    m_isWanted = m_isTold = false;
    reload();
}

/// What the capture has; what is being typed stays.
void NoteStrip::reload()
{
    const bool hasEvent = m_event && m_state.reader();
    const auto note = hasEvent ? m_state.reader()->note(m_event) : std::nullopt;
    setVisible(hasEvent && (note || m_isWanted || m_isDirty || m_isTold));
    if (!hasEvent)
        return;
    m_title->setText(tr("Note on event %1").arg(QLocale().toString(qulonglong(m_event.value))));
    m_bookmark->setChecked(note && note->isBookmarked);
    const QString text = note ? fromUtf8(note->text) : QString();
    if (m_isDirty || m_isTold || m_text->toPlainText() == text)
        return;
    m_isLoading = true;
    m_text->setPlainText(text);
    m_isLoading = false;
}

void NoteStrip::wasWritten(base::EventId event)
{
    if (event != m_event)
        return;
    m_isTold = false;
    reload();
}

/// It stays as it is, and is told again with the next change.
void NoteStrip::wasNotWritten()
{
    m_isDirty = m_isDirty || m_isTold;
    m_isTold = false;
    reload();
}

void NoteStrip::typed()
{
    if (m_isLoading)
        return;
    m_isDirty = true;
    m_pause.start(kPause);
}

void NoteStrip::flush()
{
    m_pause.stop();
    if (!m_isDirty)
        return;
    m_isDirty = false;
    m_isTold = true;
    emit textChanged(m_event, m_text->toPlainText());
}

bool NoteStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        flush();
    return QWidget::eventFilter(watched, event);
}

} // namespace hop101::ui

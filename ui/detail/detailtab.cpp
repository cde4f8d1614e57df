// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailtab.h"

namespace hop101::ui {

namespace {

constexpr int kPauseMs = 100;

} // namespace

DetailTab::DetailTab(CaptureState *state, QWidget *parent) : QWidget(parent), m_state(state)
{
    setProperty("ground", QStringLiteral("pane"));
    setAttribute(Qt::WA_StyledBackground);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (isVisible())
            refreshNow();
    });
    const auto atOnce = [this] {
        m_isStale = true;
        if (isVisible())
            refreshNow();
    };
    connect(state, &CaptureState::captureChanged, this, atOnce);
    connect(state, &CaptureState::selectionChanged, this, atOnce);
    connect(state, &CaptureState::eventsAdvanced, this, &DetailTab::advanced);
}

hop::Event DetailTab::selectedEvent() const
{
    return reader().event(m_state->selected());
}

void DetailTab::advanced(base::EventId first)
{
    const bool touchesSelected = m_state->selected() && first <= m_state->selected();
    if (followsCapture() || touchesSelected)
        markStale();
}

void DetailTab::markStale()
{
    m_isStale = true;
    if (isVisible() && !m_pause.isActive())
        m_pause.start();
}

void DetailTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        refreshNow();
}

void DetailTab::refreshNow()
{
    m_isStale = false;
    if (m_state->reader())
        refresh();
    else
        clear();
}

} // namespace hop101::ui

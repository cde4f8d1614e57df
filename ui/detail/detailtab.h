// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/capturestate.h"

#include <QTimer>
#include <QWidget>

namespace hop101::ui {

/// A page beside the timeline that shows the selected event. It reads only while it can be seen, and under a
/// flood at most every 100 ms.
class DetailTab : public QWidget
{
    Q_OBJECT
public:
    DetailTab(CaptureState *state, QWidget *parent);

    /// Reads now what would be read at the next chance; for tests and pictures.
    void refreshNow();

protected:
    /// Shows the selected event as the capture now has it. Only called where there is a reader.
    virtual void refresh() = 0;
    /// No capture: shows nothing.
    virtual void clear() = 0;
    /// True where new events can change this page even if the selected one is older.
    virtual bool followsCapture() const { return false; }

    CaptureState &state() const { return *m_state; }
    const capture::Reader &reader() const { return *m_state->reader(); }
    hop::Event selectedEvent() const;

    void showEvent(QShowEvent *event) override;

private:
    void markStale();
    void advanced(base::EventId first);

    CaptureState *m_state;
    QTimer m_pause;
    bool m_isStale = true;
};

} // namespace hop101::ui

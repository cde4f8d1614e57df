// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace hop101::ui {

class CaptureState;

/// What the user writes to the selected event, and its bookmark. It shows where there is something to show,
/// and when it is asked for. What is typed is saved by itself: after a pause, and before anything else is
/// shown.
class NoteStrip final : public QWidget
{
    Q_OBJECT
public:
    /// `state` must outlive it.
    explicit NoteStrip(CaptureState &state, QWidget *parent = nullptr);

    /// Shows it for the selected event, ready to type.
    void edit();
    /// Tells what was typed and not yet told.
    void flush();
    /// What became of what was told last.
    void wasWritten(base::EventId event);
    void wasNotWritten();
    QPlainTextEdit *editor() const { return m_text; }

signals:
    void textChanged(hop101::base::EventId event, const QString &text);
    void bookmarkToggled(hop101::base::EventId event, bool isBookmarked);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void captureWasSet();
    void selectionMoved(base::EventId event);
    void reload();
    void typed();

    CaptureState &m_state;
    QLabel *m_title;
    QToolButton *m_bookmark;
    QPlainTextEdit *m_text;
    QTimer m_pause;
    base::EventId m_event;
    bool m_isWanted = false; ///< shown though there is nothing yet
    bool m_isDirty = false; ///< typed and not told
    bool m_isTold = false; ///< and not yet in the capture
    bool m_isLoading = false;
};

} // namespace hop101::ui

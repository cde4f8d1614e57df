// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QWidget>

class QLabel;

namespace hop101::ui {

class CaptureState;
enum class Tone : std::uint8_t;

/// What the status line says, as a value.
struct StatusTexts
{
    Tone tone;
    QString state; ///< "Open"
    QStringList facts; ///< "101 in 2.1 ms", "12 frames", "3.4 KB"
};
/// `state` holds the capture that is shown; `notice` is Idle where no session of ours wrote it.
StatusTexts statusTexts(const session::Notice &notice, const CaptureState &state);

/// Why nothing can be sent in this state. `hasCapture`: one is shown.
QString whyNotOpen(session::State state, bool hasCapture);

/// The line below all panes: state, time of the upgrade, frames, bytes; at the far end the capture's name.
class StatusLine final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(QWidget *parent = nullptr);

    void setTexts(const StatusTexts &texts);
    /// Shown where it is more than one.
    void setSelectedCount(quint64 events);
    void setCaptureName(const QString &name, const QString &path);
    QString text() const;

private:
    class Dot;

    Dot *m_dot;
    QLabel *m_state;
    QLabel *m_facts;
    QLabel *m_selected;
    QLabel *m_capture;
};

} // namespace hop101::ui

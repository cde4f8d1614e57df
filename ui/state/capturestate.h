// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"

#include <QObject>

#include <memory>

namespace hop101::ui {

/// The capture that is shown and the one selection in it. Every pane observes this object and nothing else;
/// no pane knows another. GUI thread only.
class CaptureState : public QObject
{
    Q_OBJECT
public:
    explicit CaptureState(QObject *parent = nullptr);
    ~CaptureState() override;

    /// Shows another capture (nullptr: none). The selection is cleared.
    void setReader(std::unique_ptr<capture::Reader> reader);
    /// nullptr where no capture is shown. Valid until captureChanged().
    const capture::Reader *reader() const { return m_reader.get(); }

    /// New events were committed, or earlier ones changed; the caller is the session notice, at most once a
    /// frame.
    void advance(base::EventId lowestChanged);

    base::EventId selected() const { return m_selected; }
    /// Bytes lit up within the selected event, counted from its first wire byte; size 0: none.
    base::ByteRange selectedBytes() const { return m_bytes; }
    void select(base::EventId event);
    void selectBytes(base::ByteRange bytes);

signals:
    void captureChanged();
    /// `first`: lowest event whose row may look different; all rows from it to the end may be new.
    void eventsAdvanced(hop101::base::EventId first);
    void selectionChanged(hop101::base::EventId event);
    void selectedBytesChanged(hop101::base::ByteRange bytes);

private:
    std::unique_ptr<capture::Reader> m_reader;
    base::EventId m_selected;
    base::ByteRange m_bytes;
};

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/capturestate.h"

#include <algorithm>

namespace hop101::ui {

CaptureState::CaptureState(QObject *parent) : QObject(parent) { }
CaptureState::~CaptureState() = default;

void CaptureState::setReader(std::unique_ptr<capture::Reader> reader)
{
    m_reader = std::move(reader);
    m_selected = {};
    m_bytes = {};
    emit captureChanged();
    emit selectionChanged(m_selected);
}

void CaptureState::advance(base::EventId lowestChanged)
{
    if (!m_reader)
        return;
    const std::uint64_t before = m_reader->eventCount();
    if (lowestChanged)
        m_reader->invalidateFrom(lowestChanged);
    m_reader->refresh();
    const base::EventId firstNew{before + 1};
    emit eventsAdvanced(lowestChanged ? std::min(lowestChanged, firstNew) : firstNew);
}

void CaptureState::select(base::EventId event)
{
    if (event == m_selected)
        return;
    m_selected = event;
    m_bytes = {};
    emit selectionChanged(event);
}

void CaptureState::selectBytes(base::ByteRange bytes)
{
    if (bytes == m_bytes)
        return;
    m_bytes = bytes;
    emit selectedBytesChanged(bytes);
}

} // namespace hop101::ui

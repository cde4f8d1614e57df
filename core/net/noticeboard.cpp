// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/noticeboard.h"

#include <algorithm>

namespace hop101::net {

void NoticeBoard::put(session::Notice notice)
{
    {
        const std::scoped_lock lock(m_mutex);
        const base::EventId before = m_notice.progress.lowestChanged;
        base::EventId &lowest = notice.progress.lowestChanged;
        if (before)
            lowest = lowest ? std::min(lowest, before) : before;
        m_notice = std::move(notice);
        if (std::exchange(m_isAwake, true))
            return;
    }
    if (m_wake)
        m_wake();
}

session::Notice NoticeBoard::take()
{
    const std::scoped_lock lock(m_mutex);
    m_isAwake = false;
    session::Notice notice = m_notice;
    m_notice.progress.lowestChanged = {};
    return notice;
}

session::State NoticeBoard::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_notice.state;
}

} // namespace hop101::net

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listenboard.h"

#include <algorithm>

namespace hop101::net {

void ListenBoard::add(session::Arrival arrival)
{
    const std::scoped_lock lock(m_mutex);
    auto &arrivals = m_notice.arrivals;
    if (arrivals.size() >= session::kMaxArrivals) {
        arrivals.erase(arrivals.begin());
        ++m_missed;
    }
    arrivals.push_back(std::move(arrival));
}

void ListenBoard::put(session::ListenNotice notice)
{
    {
        const std::scoped_lock lock(m_mutex);
        const base::EventId before = m_notice.progress.lowestChanged;
        base::EventId &lowest = notice.progress.lowestChanged;
        if (before)
            lowest = lowest ? std::min(lowest, before) : before;
        notice.arrivals = std::move(m_notice.arrivals);
        notice.missed = m_missed;
        m_notice = std::move(notice);
        if (std::exchange(m_isAwake, true))
            return;
    }
    if (m_wake)
        m_wake();
}

session::ListenNotice ListenBoard::take()
{
    const std::scoped_lock lock(m_mutex);
    m_isAwake = false;
    session::ListenNotice notice = m_notice;
    m_notice.progress.lowestChanged = {};
    m_notice.arrivals.clear();
    return notice;
}

} // namespace hop101::net

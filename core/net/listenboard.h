// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/listening.h"

#include <functional>
#include <mutex>

namespace hop101::net {

/// Where the thread of a listener or relay leaves its latest notice for another thread: bounded, however fast
/// clients come. Thread-safe.
class ListenBoard
{
public:
    /// `wake` is called by put(), at most once until the next take(); may be empty.
    explicit ListenBoard(std::function<void()> wake) : m_wake(std::move(wake)) { }

    /// Goes into the next notice.
    void add(session::Arrival arrival);
    /// Arrivals stay those of add(), and progress.lowestChanged is merged with what was not yet taken.
    void put(session::ListenNotice notice);
    session::ListenNotice take();

private:
    const std::function<void()> m_wake;
    std::mutex m_mutex;
    session::ListenNotice m_notice;
    std::uint64_t m_missed = 0;
    bool m_isAwake = false;
};

} // namespace hop101::net

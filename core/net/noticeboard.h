// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <functional>
#include <mutex>

namespace hop101::net {

/// Where a session's thread leaves its latest notice for another thread, so that nothing is queued, however
/// fast notices come. Thread-safe.
class NoticeBoard
{
public:
    /// `wake` is called by put(), at most once until the next take(); may be empty.
    explicit NoticeBoard(std::function<void()> wake) : m_wake(std::move(wake)) { }

    /// `notice.progress.lowestChanged` is merged with what was not yet taken.
    void put(session::Notice notice);
    session::Notice take();
    session::State state() const;

private:
    const std::function<void()> m_wake;
    mutable std::mutex m_mutex;
    session::Notice m_notice;
    bool m_isAwake = false;
};

} // namespace hop101::net

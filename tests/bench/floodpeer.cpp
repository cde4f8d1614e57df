// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/floodpeer.h"

#include "tests/bench/sockets.h"

#include <sys/socket.h>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace hop101::bench {

FloodPeer::FloodPeer(Role role, base::ByteSpan frames)
{
    std::tie(m_own, m_reader) = loopbackPair();
    m_thread = std::thread([this, role, frames] { run(role, frames); });
}

FloodPeer::~FloodPeer()
{
    ::shutdown(m_own, SHUT_RDWR); // wakes the thread out of its send
    m_thread.join();
    ::close(m_own);
    if (m_reader >= 0)
        ::close(m_reader);
}

int FloodPeer::takeReader() noexcept
{
    return std::exchange(m_reader, -1);
}

void FloodPeer::run(Role role, base::ByteSpan frames) const
{
    if (role == Role::Client) {
        if (!sendAll(m_own, base::asBytes(upgradeRequest())) || readHead(m_own).empty())
            return;
    } else {
        const base::Bytes request = readHead(m_own);
        if (request.empty() || !sendAll(m_own, base::asBytes(upgradeAnswer(request))))
            return;
    }
    while (sendAll(m_own, frames)) { }
}

} // namespace hop101::bench

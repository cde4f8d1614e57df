// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <thread>

namespace hop101::bench {

/// One end of a loopback TCP connection: upgrades it, then sends the same frames for ever, on its own thread.
class FloodPeer
{
public:
    enum class Role { Client, Server };

    /// `frames` must outlive it.
    FloodPeer(Role role, base::ByteSpan frames);
    ~FloodPeer(); ///< ends the flood
    FloodPeer(const FloodPeer &) = delete;
    FloodPeer &operator=(const FloodPeer &) = delete;

    /// The other end, connected and blocking; the caller owns it.
    int takeReader() noexcept;

private:
    void run(Role role, base::ByteSpan frames) const;

    int m_own = -1;
    int m_reader = -1;
    std::thread m_thread;
};

} // namespace hop101::bench

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <atomic>
#include <cstdint>
#include <thread>

namespace hop101::bench {

/// A server on loopback that upgrades one connection, sends the same frames so many times, then a Close, and
/// reads what comes until the other end is gone. On its own thread.
class FloodServer
{
public:
    /// `frames` must outlive it.
    FloodServer(base::ByteSpan frames, std::uint64_t times);
    ~FloodServer(); ///< ends it wherever it is
    FloodServer(const FloodServer &) = delete;
    FloodServer &operator=(const FloodServer &) = delete;

    std::uint16_t port() const noexcept { return m_port; }
    /// When the first frame went out, as nowNs() tells it; 0 before.
    std::int64_t startedNs() const noexcept { return m_started; }

private:
    void run(base::ByteSpan frames, std::uint64_t times);

    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<int> m_connection = -1;
    std::atomic<std::int64_t> m_started = 0;
    std::thread m_thread;
};

} // namespace hop101::bench

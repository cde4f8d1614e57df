// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/input.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace hop101::hop {

/// The Pings of one direction that wait for a Pong, as hashes of their payload. A Pong may answer any of
/// them, and with it the earlier ones (RFC 6455 section 5.5.3). Fixed memory: after more than kMost
/// unanswered ones it is lenient.
class PingLedger
{
public:
    static constexpr std::size_t kMost = 64;

    void sent(std::uint64_t hash, Nanoseconds time) noexcept
    {
        if (m_size == kMost) {
            m_first = (m_first + 1) % kMost;
            --m_size;
            m_hasForgotten = true;
        }
        const std::size_t last = (m_first + m_size++) % kMost;
        m_hashes[last] = hash;
        m_times[last] = time;
    }

    /// False where no Ping can have asked for it.
    bool answered(std::uint64_t hash) noexcept
    {
        for (std::size_t i = m_size; i > 0; --i) {
            if (m_hashes[(m_first + i - 1) % kMost] != hash)
                continue;
            m_first = (m_first + i) % kMost;
            m_size -= i;
            m_hasForgotten = false; // what was forgotten is older, so it counts as answered
            return true;
        }
        return m_hasForgotten;
    }

    /// Bytes were lost, and perhaps a Ping with them.
    void loseTrack() noexcept { m_hasForgotten = true; }

    /// A Ping was sent at this time or earlier, and nothing has answered it.
    bool isAnyUnanswered(Nanoseconds until) const noexcept { return m_size > 0 && m_times[m_first] <= until; }

private:
    std::array<std::uint64_t, kMost> m_hashes{};
    std::array<Nanoseconds, kMost> m_times{};
    std::size_t m_first = 0;
    std::size_t m_size = 0;
    bool m_hasForgotten = false;
};

} // namespace hop101::hop

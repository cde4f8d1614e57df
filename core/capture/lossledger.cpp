// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/lossledger.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace hop101::capture {

void LossLedger::lose(const hop::Input &input, std::uint64_t bytes, std::uint64_t events)
{
    if (bytes == 0)
        return;
    if (input.hop.value >= m_streams.size())
        m_streams.resize(std::size_t{input.hop.value} + 1);
    Stream &stream = m_streams[input.hop.value][static_cast<std::size_t>(input.direction)];
    if (stream.lost.bytes == 0)
        stream.since = input.time;
    stream.lost.bytes += bytes;
    stream.lost.events += events;
    m_total.bytes += bytes;
    m_total.events += events;
}

void LossLedger::keep(hop::Input signal)
{
    if (!std::holds_alternative<hop::Tick>(signal.data) && m_signals.size() < kMaxSignals)
        m_signals.push_back(std::move(signal));
}

bool LossLedger::isLosing(base::HopId hop, hop::Direction direction) const noexcept
{
    return hop.value < m_streams.size()
        && m_streams[hop.value][static_cast<std::size_t>(direction)].lost.bytes > 0;
}

std::optional<hop::Lost> LossLedger::takeStream(base::HopId hop, hop::Direction direction)
{
    if (!isLosing(hop, direction))
        return std::nullopt;
    return std::exchange(m_streams[hop.value][static_cast<std::size_t>(direction)], {}).lost;
}

std::vector<hop::Input> LossLedger::takeAll(const Waits &waits)
{
    const auto hasSignal = [this](base::HopId hop) {
        return std::any_of(m_signals.begin(), m_signals.end(),
                           [hop](const hop::Input &signal) { return signal.hop == hop; });
    };
    std::vector<hop::Input> inputs;
    for (std::uint32_t number = 0; number < m_streams.size(); ++number) {
        const base::HopId hop{number};
        for (const hop::Direction direction : {hop::Direction::FromLeft, hop::Direction::FromRight}) {
            if (!isLosing(hop, direction) || (waits && !hasSignal(hop) && waits(hop, direction)))
                continue;
            const hop::Nanoseconds since = m_streams[number][static_cast<std::size_t>(direction)].since;
            inputs.push_back({0, hop, direction, since, *takeStream(hop, direction)});
        }
    }
    // Signals behind: a stream that ended at the time of its last bytes ended after them.
    std::move(m_signals.begin(), m_signals.end(), std::back_inserter(inputs));
    m_signals.clear();
    std::stable_sort(inputs.begin(), inputs.end(),
                     [](const hop::Input &a, const hop::Input &b) { return a.time < b.time; });
    return inputs;
}

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"
#include "core/hop/input.h"

#include <array>
#include <vector>

namespace hop101::capture {

/// Writes inputs as they are into the tables wire and signal, and knows how far each stream goes.
/// Transactions are the caller's. Not thread-safe.
class InputLog
{
public:
    /// Bytes so far, by hop, then direction.
    using Ends = std::vector<std::array<std::uint64_t, 2>>;

    /// `ends`: of what the tables hold already.
    explicit InputLog(const Database &database, Ends ends = {});

    /// False where writing failed; the stream's end moves on all the same.
    [[nodiscard]] bool write(const hop::Input &input);
    /// Bytes of this direction so far, with those that were lost.
    const Ends &ends() const noexcept { return m_ends; }
    std::uint64_t streamEnd(base::HopId hop, hop::Direction direction) const noexcept;

private:
    bool writeBytes(const hop::Input &input, base::ByteSpan bytes, std::uint64_t offset);
    bool writeSignal(const hop::Input &input, std::uint64_t offset);
    std::uint64_t &end(base::HopId hop, hop::Direction direction);

    Statement m_wire, m_signal;
    Ends m_ends;
};

} // namespace hop101::capture

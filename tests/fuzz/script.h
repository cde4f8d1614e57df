// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <algorithm>

namespace hop101::fuzz {

/// Reads the input of a target as a list of steps. Behind its end there are only zeros and empty runs.
class Script
{
public:
    explicit Script(base::ByteSpan input) noexcept : m_rest(input) { }

    bool isAtEnd() const noexcept { return m_rest.empty(); }
    unsigned byte() noexcept
    {
        const base::ByteSpan one = bytes(1);
        return one.empty() ? 0 : std::to_integer<unsigned>(one.front());
    }
    /// At most `count` bytes.
    base::ByteSpan bytes(std::size_t count) noexcept
    {
        const base::ByteSpan run = m_rest.first(std::min(count, m_rest.size()));
        m_rest = m_rest.subspan(run.size());
        return run;
    }

private:
    base::ByteSpan m_rest;
};

} // namespace hop101::fuzz

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hop101::cli {

/// Hears SIGINT and SIGTERM while it lives, for work that has no event loop and asks from time to time. One
/// at a time in a program. A second signal ends the program as it always does.
class StopSignal
{
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal &) = delete;
    StopSignal &operator=(const StopSignal &) = delete;

    bool isRaised() const noexcept;
};

} // namespace hop101::cli

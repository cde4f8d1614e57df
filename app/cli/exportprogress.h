// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "app/cli/report.h"
#include "core/diagram/rowtext.h"
#include "core/formats/export.h"

#include <chrono>
#include <string>

namespace hop101::cli {

/// The line of an export on standard error, a few times a second.
class ExportProgressLine
{
public:
    ExportProgressLine(Output &output, std::uint64_t events) : m_output(output), m_events(events) { }
    void operator()(const formats::ExportProgress &now)
    {
        constexpr std::chrono::milliseconds kPause{100};
        const auto time = std::chrono::steady_clock::now();
        if (time - m_last < kPause)
            return;
        m_last = time;
        m_output.progress(std::to_string(now.events) + " of " + counted(m_events, "event", "events") + ", "
                          + diagram::sizeText(now.bytes));
    }

private:
    Output &m_output;
    std::uint64_t m_events;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/eventchoice.h"

#include <string>

namespace hop101::formats {

struct Exported
{
    bool isWhole = false;
    std::string text;
    ExportProgress progress;
    std::vector<std::string> remarks;
};

/// What an export writes.
inline Exported exported(ExportFormat format, const ExportSource &source, const ExportOptions &options = {})
{
    Exported result;
    ExportRun run(
        [&result](std::string_view bytes) {
            result.text += bytes;
            return true;
        },
        {});
    result.isWhole = exportCapture(format, source, options, run);
    result.progress = run.progress();
    result.remarks = run.remarks();
    return result;
}

/// With a sink that takes so many bytes.
inline bool isExportedInto(std::size_t room, ExportFormat format, const ExportSource &source)
{
    ExportRun run(
        [&room](std::string_view bytes) {
            const bool fits = bytes.size() <= room;
            room -= fits ? bytes.size() : room;
            return fits;
        },
        {});
    return exportCapture(format, source, {}, run);
}

} // namespace hop101::formats

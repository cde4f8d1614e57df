// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"

#include <string>
#include <string_view>

namespace hop101::formats {

/// The name of the table that stands beside the files.
inline constexpr const char *kPayloadIndex = "index.csv";

/// Writes what peers said to each other into files of a folder that is there: one for each message, body, raw
/// run and control frame that has bytes. A message is written whole where any of its frames was chosen,
/// inflated where it was compressed. Named by the number of its first event, who said it and what it is,
/// "000123-client-text.json", with "-part" where the capture has only a part. What `run` is given to write is
/// the index. A file of that name is replaced. Memory follows neither the number nor the size of messages.
/// False where run is told to stop, or where `error` has the system's words.
bool writePayloadFiles(const ExportSource &source, const std::string &folder, ExportRun &run,
                       std::string &error);

/// The suffix for a payload that begins like this: what files of its kind are called, else "txt" or "bin".
const char *payloadSuffix(std::string_view start, bool isWhole) noexcept;

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/formats/export.h"

#include <functional>
#include <string>
#include <string_view>

namespace hop101::formats {

/// Appends the text escaped for a JSON string, without quotes. It must be UTF-8.
void appendJsonEscaped(std::string_view text, std::string &to);

/// Gives bytes to its argument, piece by piece; false where that stopped it.
using ByteFeed = std::function<bool(const std::function<bool(base::ByteSpan)> &sink)>;

/// All of it is UTF-8.
bool isUtf8(const ByteFeed &feed);
/// Writes the bytes as a JSON string, without keeping them: as text, with U+FFFD for what is not UTF-8, or as
/// base64. False once the export is to end.
bool writeJsonText(ExportRun &run, const ByteFeed &feed);
bool writeJsonBase64(ExportRun &run, const ByteFeed &feed);

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <QString>

namespace hop101::ui {

/// What in a text of raw bytes cannot be read.
struct RawFault
{
    qsizetype at = 0; ///< character
    bool operator==(const RawFault &) const = default;
};

/// Bytes as a text that can be edited: an end of line is CR LF, and what has no sign of its own is escaped as
/// \r, \n, \\ or \xHH. parseRaw(rawText(bytes)) are these bytes.
QString rawText(base::ByteSpan bytes);
/// The way back. Letters beyond ASCII become UTF-8.
base::Result<base::Bytes, RawFault> parseRaw(const QString &text);

/// Lines of 16 bytes in hex.
QString rawHex(base::ByteSpan bytes);
/// The way back; any white space is fine.
base::Result<base::Bytes, RawFault> parseRawHex(const QString &text);

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <QString>

namespace hop101::ui {

/// How what was typed becomes bytes.
enum class PayloadFormat : std::uint8_t { Text, Json, Hex, Base64, File };

/// The largest file that is sent as one frame, in bytes: it is held in memory until the kernel took it.
inline constexpr std::int64_t kMaxFileBytes = std::int64_t{64} * 1024 * 1024;

enum class PayloadFault : std::uint8_t {
    NotJson,
    NotHex,
    OddHex,
    NotBase64,
    NoFile,
    FileUnreadable,
    FileTooLarge
};
struct PayloadError
{
    PayloadFault fault;
    qsizetype at = 0; ///< character in the text that was typed, where the fault has a place
    bool operator==(const PayloadError &) const = default;
};

/// JSON is checked and sent as it was typed, not rewritten. Hex and base64 may hold white space. File:
/// `typed` is a path.
base::Result<base::Bytes, PayloadError> parsePayload(PayloadFormat format, const QString &typed);
/// One sentence that says what is wrong and where.
QString describe(const PayloadError &error, const QString &typed);

} // namespace hop101::ui

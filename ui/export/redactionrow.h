// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/capture/redact.h"

#include <QString>

namespace hop101::ui {

/// One row of a redaction's preview, in words. What stands there is masked: its first two characters where
/// it is long enough that they tell nothing.
struct RedactionRow
{
    base::EventId event; ///< none: of the capture or a connection
    QString what; ///< "→ GET request", "← text 55 B", "Request plan, connection 1"
    QString where; ///< "header Authorization", "cookie Cookie ×2"
    QString before; ///< "ey••••••••••…"
    QString after; ///< "xxxxxxxxxxxx…"
    std::uint64_t bytes = 0;
};
RedactionRow redactionRow(const capture::Reader &reader, const capture::Redaction &redaction);

/// "ey••••••••••…" of a secret of `size` bytes that begins with `start`.
QString maskedSecret(const QString &start, std::uint64_t size);

} // namespace hop101::ui

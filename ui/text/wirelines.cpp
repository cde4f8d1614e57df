// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/wirelines.h"

#include "ui/text/text.h"

namespace hop101::ui {

QStringList wireLines(std::string_view wire)
{
    QStringList lines;
    while (!wire.empty()) {
        const std::size_t lineFeed = wire.find('\n');
        if (lineFeed == std::string_view::npos) {
            lines += shown(wire);
            break;
        }
        const bool hasReturn = lineFeed > 0 && wire[lineFeed - 1] == '\r';
        lines += shown(wire.substr(0, hasReturn ? lineFeed - 1 : lineFeed))
            + (hasReturn ? QStringLiteral("\\r\\n") : QStringLiteral("\\n"));
        wire.remove_prefix(lineFeed + 1);
    }
    return lines;
}

int lineEndOf(const QString &line)
{
    return line.endsWith(QLatin1String("\\r\\n")) ? 4 : line.endsWith(QLatin1String("\\n")) ? 2 : 0;
}

} // namespace hop101::ui

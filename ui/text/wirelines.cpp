// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/wirelines.h"

#include "ui/text/text.h"

namespace hop101::ui {

QStringList wireLines(std::string_view wire)
{
    QStringList lines;
    while (!wire.empty()) {
        const std::size_t lineFeed = wire.find('\n');
        const std::size_t size = lineFeed == std::string_view::npos ? wire.size() : lineFeed + 1;
        lines += shown(wire.substr(0, size));
        wire.remove_prefix(size);
    }
    return lines;
}

} // namespace hop101::ui

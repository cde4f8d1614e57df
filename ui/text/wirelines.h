// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string_view>

namespace hop101::ui {

/// One safe line of text (shown()) for each line of the wire, its CR and LF as pictures at its end. The last
/// is the rest without a line end, left out where there is none.
QStringList wireLines(std::string_view wire);

} // namespace hop101::ui

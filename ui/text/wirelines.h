// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string_view>

namespace hop101::ui {

/// One safe line of text (shown()) for each line of the wire, its line end written as "\r\n" or "\n". The
/// last is the rest without a line end, left out where there is none.
QStringList wireLines(std::string_view wire);
/// How many characters of such a line are its line end.
int lineEndOf(const QString &line);

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace hop101::ui {

/// `given`, the platform's own choice, unless that is only a stand-in ("Sans Serif", "DejaVu Sans", …): then
/// a better face that is installed.
QFont interfaceFace(const QFont &given);
QFont fixedFace(const QFont &given);

} // namespace hop101::ui

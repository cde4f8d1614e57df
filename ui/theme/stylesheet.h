// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace hop101::ui {

/// The one style sheet of the application, over Fusion. Colours come from the token table alone.
QString styleSheet(bool dark);

} // namespace hop101::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace hop101::gui {

/// Hop101's and Qt's words in the language of the system's locale; English where there is no translation.
void installLanguage(QCoreApplication &application);

} // namespace hop101::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/arguments.h"

class QApplication;

namespace hop101::gui {

/// Drives the real window against the embedded endpoint: upgrade, text, JSON, binary, ping, close. Prints the
/// verdict, the sequence diagram, and the capture and the picture that it wrote, each on a line of its own.
/// Needs no display. 0 only if everything worked.
int runDemo(QApplication &application, const Arguments &arguments);

} // namespace hop101::gui

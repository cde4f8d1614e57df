// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "core/session/listening.h"

#include <functional>
#include <memory>
#include <string>

namespace hop101::cli {

/// Makes a listener or relay that calls this when there is something new.
using StartListening = std::function<base::Result<std::unique_ptr<session::Listening>, session::ListenError>(
    std::function<void()> wake)>;

/// Starts it, prints where it listens and, unless `isQuiet`, a line for each connection, until a signal ends
/// it; then the capture is whole. `address` is for the sentence that says why it could not start. `holds`:
/// what a relay holds is told, and standard input says what becomes of it. Needs a QCoreApplication.
ExitStatus runListening(const StartListening &start, const session::ListenAddress &address, bool isQuiet,
                        bool holds, Output &output);

/// "#1 127.0.0.1:40312 GET /chat: 101, upgraded"
std::string arrivalLine(const session::Arrival &arrival);

} // namespace hop101::cli

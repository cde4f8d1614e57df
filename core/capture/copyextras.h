// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturetypes.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hop101::capture {

/// What a capture has beside its inputs. A recorder makes a copy of the inputs of several sessions as one
/// session of its own; this makes them again what they were.
struct CopyExtras
{
    std::vector<Session> sessions; ///< all of them, numbered from 1
    std::vector<SessionId> parties; ///< the session of each, in their order
    std::vector<SessionId> hops;
    /// Gives each note once, ascending by event, until `visit` returns false; may be empty.
    std::function<void(const std::function<bool(const Note &)> &visit)> notes;
};

/// Writes them into a finished capture that its maker alone knows, in one transaction. Nothing where it
/// worked; else the file is as it was.
[[nodiscard]] std::optional<CaptureError> writeCopyExtras(const std::string &path, const CopyExtras &extras);

} // namespace hop101::capture

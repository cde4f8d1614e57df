// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/recorder.h"
#include "core/session/listening.h"

#include <QThread>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hop101::net {

/// Further connections are closed at once.
inline constexpr std::size_t kMaxConnections = 1024;

/// Where a listener or relay records, and who is woken.
struct ListenOutput
{
    std::string capturePath; ///< empty: nothing is recorded
    bool overwrite = false;
    bool isUntitled = false; ///< as capture::Recorder::Options
    std::function<void()> wake; ///< on its thread, at most once until takeNotice(); may be empty
};

/// Null where nothing is to be recorded.
base::Result<std::unique_ptr<capture::Recorder>, session::ListenError>
recorderFor(const ListenOutput &output);

/// How many connections of `each` descriptors this process can hold, at most kMaxConnections; raises the soft
/// limit of open files as far as it may and needs to.
std::size_t connectionsFor(std::size_t each);

} // namespace hop101::net

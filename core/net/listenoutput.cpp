// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listenoutput.h"

#include <algorithm>
#include <sys/resource.h>

namespace hop101::net {

namespace {

/// For what else a program has open: the capture, the event loops, libraries, the refusing of connections.
constexpr std::size_t kOtherDescriptors = 128;

} // namespace

base::Result<std::unique_ptr<capture::Recorder>, session::ListenError> recorderFor(const ListenOutput &output)
{
    if (output.capturePath.empty())
        return std::unique_ptr<capture::Recorder>();
    capture::Recorder::Options options;
    options.overwrite = output.overwrite;
    options.isUntitled = output.isUntitled;
    auto recorder = capture::Recorder::create(output.capturePath, options);
    if (!recorder)
        return session::ListenError{session::ListenFault::Capture, {}, recorder.error()};
    return std::move(recorder).value();
}

std::size_t connectionsFor(std::size_t each)
{
    const rlim_t wanted = kMaxConnections * each + kOtherDescriptors;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return kMaxConnections;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = std::min(wanted, limit.rlim_max);
        if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
            ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= wanted)
        return kMaxConnections;
    return limit.rlim_cur <= kOtherDescriptors ? 0 : (limit.rlim_cur - kOtherDescriptors) / each;
}

} // namespace hop101::net

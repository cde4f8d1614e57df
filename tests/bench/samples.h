// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/websocket/frameheader.h"

#include <array>
#include <string>

namespace hop101::bench {

/// The payload sizes that every comparison of frames goes through.
inline constexpr std::array<std::size_t, 5> kFrameSizes{16, 125, 4096, 65536, 1048576};

/// Text of exactly `size` bytes: the words again and again, filled up with blanks where they do not fit.
std::string textOf(std::size_t size, std::string_view words);
/// ASCII as it is in JSON messages.
std::string asciiText(std::size_t size);

/// Text frames of `payloadSize` bytes, at least two and about a MiB in all, each with its own mask key, and
/// with RSV2 set where a broken rule in each is wanted.
struct FrameStream
{
    base::Bytes bytes;
    std::size_t count = 0;
};
FrameStream framesOf(std::size_t payloadSize, bool masked, bool rsv2 = false);

} // namespace hop101::bench

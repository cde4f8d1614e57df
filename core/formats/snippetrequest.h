// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/plan/plan.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hop101::formats {

/// A plan's request, taken to pieces for a program that has a word for each.
struct SnippetRequest
{
    std::string method, target, version;
    bool isTargetOfUrl = false; ///< the target is the URL's path and query
    std::vector<std::pair<std::string, std::string>> fields; ///< in the order of the wire, values as sent
    base::Bytes head; ///< all of it, byte for byte
    /// The pieces do not make the head: it is raw and has another form (a bare LF, no colon, a body behind).
    bool isRaw = false;

    std::optional<std::string> valueOf(std::string_view name) const; ///< of the first field, ignoring case
    std::size_t count(std::string_view name) const;
};

/// `key` fills rows of ValueSource::Key where the plan pins none.
SnippetRequest snippetRequest(const plan::Plan &plan, const plan::Url &url, const std::string &key);

/// One write of frames as it goes over the wire, for programs that write bytes themselves.
struct WireFrame
{
    base::Bytes header; ///< of the frame, without the mask key; empty for raw bytes
    bool isMasked = false;
    std::optional<websocket::MaskKey> maskKey; ///< nothing: a fresh one each time
    base::Bytes payload; ///< not masked yet
    std::vector<plan::WriteCut> cuts; ///< counted from the header's first byte
};
/// The frames of a plan, uncompressed: fragments, wrong lengths and masks as told (hop::FrameWriter).
std::vector<WireFrame> wireFrames(const plan::Plan &plan);

/// The frame is one that any library can send: final or in fragments, no rsv bit, masked with a fresh key,
/// its length as it is, in one write, and of a kind that has a name.
bool isOrdinary(const plan::FramePlan &frame, const plan::Plan &plan) noexcept;
/// "frame 3 (text)", for a comment.
std::string frameName(const plan::Plan &plan, std::size_t index);

} // namespace hop101::formats

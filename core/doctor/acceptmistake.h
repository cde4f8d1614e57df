// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/head.h"
#include "core/websocket/acceptkey.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::doctor {

/// A known way to make a wrong Sec-WebSocket-Accept.
struct AcceptMistake
{
    const char *id; ///< stable, for JSON and tests: "sha1-in-hex"
    const char *made; ///< how it was made, as a formula: "base64(hex(SHA-1(key + GUID)))"
    const char *sentence; ///< what happened and what to change; marked for translation, context "doctor"
};

/// How a wrong Sec-WebSocket-Accept was most likely made from `key` (both as on the wire, trimmed); nullptr
/// where it is right, empty, or no known mistake gives it. `earlierKeys`: those of other requests, which an
/// old answer may belong to. The result lives for ever.
const AcceptMistake *acceptMistake(std::string_view key, std::string_view accept,
                                   std::span<const std::string> earlierKeys = {});
/// The ids of all known mistakes, in the order in which they are looked for.
std::vector<std::string_view> acceptMistakeIds();

/// The accept of one exchange, explained: what it should be, step by step, and what came.
struct AcceptExplained
{
    websocket::AcceptSteps steps; ///< steps.accept is the expected value
    std::optional<std::string> found; ///< the header's value, nothing where there is none (yet)
    const AcceptMistake *mistake = nullptr; ///< nullptr where it is right, or nobody knows

    bool isRight() const noexcept { return found == steps.accept; }
};
/// Nothing where the request has no Sec-WebSocket-Key. Either head may be null.
std::optional<AcceptExplained> explainAccept(const http::RequestHead *request,
                                             const http::ResponseHead *response,
                                             std::span<const std::string> earlierKeys = {});

} // namespace hop101::doctor

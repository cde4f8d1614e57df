// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/formats/importstage.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hop101::formats {

using HarFields = std::vector<std::pair<std::string, std::string>>; ///< names and values, as they stand

/// What is said of the end of a WebSocket (HTTP Toolkit, and we).
struct HarClose
{
    bool isAborted = false;
    std::uint16_t code = 0; ///< 0: none
    std::string reason;
    std::optional<WallTime> time;
};

/// An entry of a HAR without its messages. Strings are as they stand in the file; empty: not there.
struct HarEntry
{
    std::uint64_t offset = 0; ///< of its first byte
    std::string method, url, requestVersion;
    HarFields requestFields, responseFields;
    int status = -1; ///< −1: no response is told
    std::string statusText, responseVersion;
    std::string resourceType, error, serverAddress;
    std::optional<WallTime> start;
    std::chrono::nanoseconds untilConnected{}; ///< of the timings
    std::chrono::nanoseconds untilAnswered{};
    bool hasMessages = false; ///< _webSocketMessages is there
    std::uint64_t messages = 0;
    std::optional<WallTime> firstMessage; ///< the earliest
    bool hasCloseRow = false; ///< a row of opcode 8
    std::optional<HarClose> close;
    /// content.text, in the scratch file.
    std::uint64_t bodyAt = 0, bodySize = 0;
    bool hasBody = false;
    bool isBodyBase64 = false; ///< content.encoding says so
    bool hasBase64Body = false; ///< and its characters are
    std::string bodyFile; ///< beside the HAR (Playwright's "attach"); of a WebSocket it has the messages
    // Extras of ours.
    bool hasExtras = false;
    std::optional<base::Bytes> requestHead, responseHead;
    std::vector<base::Bytes> interimHeads;
};

} // namespace hop101::formats

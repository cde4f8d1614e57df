// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/export.h"
#include "core/formats/importstage.h"
#include "core/formats/json.h"
#include "core/http/headparser.h"

namespace hop101::formats {

/// What is written of one exchange, gathered from its events.
struct HarExchange
{
    hop::Exchange exchange;
    capture::Hop hop;
    WallTime zero; ///< the wall clock of the capture's time 0
    std::optional<hop::Event> opened, secured, failed;
    hop::Event request;
    std::optional<hop::Event> response;
    std::optional<hop::Event> requestBody, body; ///< of the response
    std::vector<hop::Event> interim;
    std::optional<hop::Event> closed; ///< the first Close frame
    bool wasReset = false;
    http::RequestHead requestHead;
    http::ResponseHead responseHead;
    base::Bytes requestBytes, responseBytes; ///< of the heads

    bool isWebSocket() const; ///< asked for
    std::string url() const;
};

/// The members of an entry but `response`, `_webSocketMessages` and `_webSocketClose`, in the order of
/// Chrome.
Json entryJson(const capture::Reader &reader, const HarExchange &exchange);
/// The response but its content.
Json responseJson(const capture::Reader &reader, const HarExchange &exchange);
/// Extras of ours but the rows of Close frames.
Json extrasJson(const capture::Reader &reader, const HarExchange &exchange);
/// { "code", "reason", "timestamp" }, "aborted", or null.
Json closeJson(const capture::Reader &reader, const HarExchange &exchange);

} // namespace hop101::formats

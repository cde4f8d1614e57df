// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/hop/explain.h"
#include "core/http/head.h"
#include "core/websocket/permessagedeflate.h"

#include <optional>

namespace hop101::capture {

// What panes, CLI and exports need of an event, recomputed from the bytes.

std::optional<http::RequestHead> requestHead(const Reader &reader, const hop::Event &event);
std::optional<http::ResponseHead> responseHead(const Reader &reader, const hop::Event &event);
/// The verdict of an exchange, with found and expected values.
hop::Verdict verdictOf(const Reader &reader, const hop::Exchange &exchange);
/// Found and expected value of any finding; `event` is its event.
hop::FoundExpected foundAndExpected(const Reader &reader, const hop::Finding &finding,
                                    const hop::Event &event);
/// The extensions that the server accepted with its 101, in its order, legal or not; none where it did not
/// switch.
std::vector<websocket::Extension> agreedExtensions(const Reader &reader, const hop::Exchange &exchange);
/// What holds for compression, as the decoder sees it: nothing where it was not offered, or not accepted.
std::optional<websocket::DeflateParameters> agreedDeflate(const Reader &reader,
                                                          const hop::Exchange &exchange);
/// The exchange that an event belongs to: the latest on its hop that starts at or before it.
std::optional<hop::Exchange> exchangeOf(const Reader &reader, const hop::Event &event);

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/judgement.h"
#include "core/websocket/permessagedeflate.h"

#include <optional>

namespace hop101::hop {

/// Sec-WebSocket-Extensions of a request, where it has one: OffersWellFormed, DeflateOfferLegal.
void judgeOffers(const http::HeaderFields &request, Judgement &results);
/// Sec-WebSocket-Extensions of a 101, where it has one: ExtensionWasOffered, DeflateAnswerLegal,
/// DeflateWithinOffer, ExtensionAtMostOnce. Nothing without the request.
void judgeAnswers(const http::RequestHead *request, const http::HeaderFields &response, Judgement &results);

/// What a 101 makes of permessage-deflate; nothing where it does not accept it, or where the request is known
/// and did not offer it. Of a wrong answer what can be taken: the server will keep to it.
std::optional<websocket::DeflateParameters> agreedDeflate(const http::RequestHead *request,
                                                          const http::HeaderFields &response);

} // namespace hop101::hop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/diagnosis.h"
#include "core/formats/json.h"

namespace hop101::formats {

/// The most bytes of a refusal's body that stand in JSON.
inline constexpr std::size_t kMaxBodyBytes = 64 * 1024;

/// "waiting", "upgraded", "broken101", "refused", "noAnswer" or "tunnelled".
const char *stateName(hop::ExchangeState state) noexcept;
/// "holds", "broken" or "not reached".
const char *outcomeName(hop::Outcome outcome) noexcept;

/// Sentences, then each applicable rule in table order.
Json verdictJson(const hop::Verdict &verdict, const doctor::Diagnosis &diagnosis);
/// The head of an event, field by field and as its bytes; null where there is none.
Json requestJson(const capture::Reader &reader, base::EventId request);
/// The same for a response, with the body that belongs to it.
Json responseJson(const capture::Reader &reader, base::EventId response);
/// How Sec-WebSocket-Accept is made, what came instead and why; null without a Sec-WebSocket-Key.
Json acceptJson(const std::optional<doctor::AcceptExplained> &accept);
/// The extensions that the server accepted, each by its name with its parameters; of permessage-deflate the
/// four values that hold. Null where nothing was switched.
Json extensionsJson(const capture::Reader &reader, const hop::Exchange &exchange);
/// An exchange as `show` lists it: its events, status and verdict without the rules.
Json exchangeSummary(const capture::Reader &reader, const hop::Exchange &exchange);

} // namespace hop101::formats

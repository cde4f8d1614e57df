// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/http/bodydecoder.h"

namespace hop101::capture {

/// The payload of one event, as Reader::payload() gives it. Reads the wire bytes that it needs and little
/// more; only a chunked body is read from its start.
base::Bytes readPayload(const Reader &reader, const hop::Event &event, std::uint64_t offset,
                        std::uint64_t limit);

/// How the body of that event is delimited, by the heads of its exchange.
http::BodyFraming framingOfBody(const Reader &reader, const hop::Event &event);

} // namespace hop101::capture

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/doctor/words.h"
#include "core/websocket/permessagedeflate.h"

namespace hop101::doctor {

/// What was agreed on compression, in two sentences, one for each side: "The client compresses with a window
/// of 15 bits and keeps it between messages. …"
std::string deflateWords(const websocket::DeflateParameters &agreed, const Translate &translate = asWritten);
/// The same in a few words: "client: window 15 bits, context kept; server: window 10 bits, context dropped".
std::string deflateSummary(const websocket::DeflateParameters &agreed,
                           const Translate &translate = asWritten);

} // namespace hop101::doctor

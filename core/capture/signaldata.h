// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/input.h"

#include <optional>
#include <string>
#include <string_view>

namespace hop101::capture {

/// How an input other than bytes stands in the table `signal`. Lossless: strings that are not UTF-8 are kept
/// as hex.
struct SignalData
{
    const char *kind = "";
    std::string data; ///< a JSON object, or empty
};
/// `input` is not BytesSeen.
SignalData encodeSignal(const hop::InputData &input);
/// Nothing where kind or data are none that encodeSignal() gives.
std::optional<hop::InputData> decodeSignal(std::string_view kind, std::string_view data);
/// What people read of a signal: reason of a failure, protocol and certificate of TLS, addresses. May be
/// empty.
std::string signalWords(const hop::InputData &input);

} // namespace hop101::capture

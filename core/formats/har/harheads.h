// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/har/harentry.h"

#include <random>

namespace hop101::formats {

/// The entry is a WebSocket, whatever became of it.
bool isWebSocket(const HarEntry &entry);
/// The entry asks for an upgrade or answers one: what this program shows.
bool isUpgrade(const HarEntry &entry);
/// "/chat?room=1", as the URL has it.
std::string targetOf(const std::string &url);
const std::string *find(const HarFields &fields, std::string_view name);

/// The heads of an entry as bytes.
struct HarHeads
{
    base::Bytes request;
    base::Bytes response; ///< interim ones before it; empty: there is none
    bool isOverHttp2 = false; ///< an upgrade of RFC 8441 or RFC 9220, shown as one of HTTP/1.1
    bool isExact = false; ///< the bytes as they were on the wire
    std::vector<std::string> madeUp; ///< for ImportedHop
};
/// Rebuilds them: from extras of ours as they were, else from the lists of fields. What a list of a WebSocket
/// that worked lacks as a whole is filled, so that nothing is found broken which is only not in the file.
/// `bodyBytes`: of the response's body as it is written here, where there is one.
HarHeads headsOf(const HarEntry &entry, std::optional<std::uint64_t> bodyBytes, std::mt19937 &random);

} // namespace hop101::formats

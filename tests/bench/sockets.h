// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <string>
#include <utility>

namespace hop101::bench {

// Blocking sockets on loopback, without Nagle's delay. Those that return a descriptor throw
// std::system_error.

int listenOnLoopback();
std::uint16_t portOf(int listener);
int connectTo(std::uint16_t port);
/// Two ends of a connection.
std::pair<int, int> loopbackPair();

/// Sends all of it; false once the other end is gone.
bool sendAll(int descriptor, base::ByteSpan bytes) noexcept;
/// Up to the empty line, where the peer sends nothing behind it before it has our answer. Empty: it is gone.
base::Bytes readHead(int descriptor);

/// A good request, and the good answer to the request in `head`; `more` are further header lines.
std::string upgradeRequest(const std::string &more = {});
std::string upgradeAnswer(base::ByteSpan head, const std::string &more = {});

} // namespace hop101::bench

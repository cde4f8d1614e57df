// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/session/listening.h"
#include "core/tls/identity.h"

#include <QHostAddress>

#include <optional>
#include <string>

namespace hop101::net {

/// An IP address, "localhost", or "*" for all; nothing where it is none of these.
std::optional<QHostAddress> addressFrom(const std::string &host);
/// "ws://127.0.0.1:8101/": how a client on this machine reaches a listener on `address`.
std::string listenUrl(const QHostAddress &address, std::uint16_t port, bool isSecure);
/// What the other end of a connected socket is called, and this end: "127.0.0.1:40312".
std::string peerAddress(int descriptor);
std::string ownAddress(int descriptor);

/// What a capture says of a hop of this connection (capture::Hop::transport); capture::connectionOf reads it.
std::string transportText(bool isSecure, std::uint64_t connection);

/// What a wss listener proves itself with: the files that are named, else a certificate of its own, for a
/// year from now. Nothing where `address` is not secure.
base::Result<std::optional<tls::Identity>, session::ListenError>
identityFor(const session::ListenAddress &address);

} // namespace hop101::net

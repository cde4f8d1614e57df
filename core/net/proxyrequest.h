// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/http/head.h"
#include "core/plan/url.h"

#include <optional>

namespace hop101::net {

/// What a client asks of a forward proxy.
struct ProxyRequest
{
    plan::Url target;
    bool isTunnel = false; ///< CONNECT: the proxy answers it itself
    base::Bytes head; ///< what the server gets of it: nothing of CONNECT, else the head in origin-form
};

/// CONNECT host:port (RFC 9110 section 9.3.6), or a whole URL as target: then the head is the same but for
/// the target in origin-form (RFC 9112 section 3.2.1) and for a Host that named something else (section
/// 3.2.2). Nothing where it is neither.
std::optional<ProxyRequest> proxyRequestOf(const http::RequestHead &head, base::ByteSpan raw);

} // namespace hop101::net

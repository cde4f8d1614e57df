// SPDX-License-Identifier: GPL-3.0-or-later
// Only for the sources of core/tls.
#pragma once

#include "core/base/result.h"
#include "core/tls/openssl.h"
#include "core/tls/tlsfilter.h"

namespace hop101::tls {

/// Contexts with everything of the options that is not of one connection alone.
base::Result<ContextPtr, TlsError> clientContext(const ClientOptions &options);
base::Result<ContextPtr, TlsError> serverContext(const ServerOptions &options);
/// The protocol list in wire form, one length byte each (RFC 7301 section 3.1); none where a name does not
/// fit.
std::optional<std::string> alpnWireForm(const std::vector<std::string> &protocols);

} // namespace hop101::tls

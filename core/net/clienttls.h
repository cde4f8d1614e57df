// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/plan/plan.h"
#include "core/tls/tlsfilter.h"

#include <string>

namespace hop101::net {

/// The client's side of TLS towards `host`, as the plan says.
base::Result<tls::TlsFilter, tls::TlsError> clientTls(const plan::TlsPlan &plan, const std::string &host);
/// Whether the plan goes on although the certificate is not trusted.
bool acceptsUntrusted(const plan::TlsPlan &plan, const tls::TlsFilter &filter);

} // namespace hop101::net

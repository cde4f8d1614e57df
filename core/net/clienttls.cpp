// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/clienttls.h"

#include <algorithm>

namespace hop101::net {

base::Result<tls::TlsFilter, tls::TlsError> clientTls(const plan::TlsPlan &plan, const std::string &host)
{
    tls::ClientOptions options;
    options.verifyName = plan.serverName.empty() ? host : plan.serverName;
    options.authoritiesFile = plan.caFile;
    return tls::TlsFilter::client(options);
}

bool acceptsUntrusted(const plan::TlsPlan &plan, const tls::TlsFilter &filter)
{
    if (!plan.verify)
        return true;
    const auto &accepted = plan.acceptedFingerprints;
    return !filter.peerCertificates().empty()
        && std::find(accepted.begin(), accepted.end(), filter.peerCertificates().front().fingerprint)
        != accepted.end();
}

} // namespace hop101::net

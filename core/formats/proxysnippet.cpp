// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/proxysnippet.h"

namespace hop101::formats {

std::string proxySnippet(doctor::config::Product product, const plan::Url &url,
                         const std::optional<doctor::config::Version> &version, std::uint16_t listen)
{
    doctor::config::Endpoint endpoint;
    endpoint.path = url.target.substr(0, url.target.find('?'));
    endpoint.host = url.host;
    endpoint.port = url.port;
    endpoint.isTls = url.secure;
    endpoint.version = version;
    endpoint.listen = listen;
    return doctor::config::proxyBlock(product, endpoint);
}

} // namespace hop101::formats

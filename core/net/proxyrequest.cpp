// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxyrequest.h"

#include "core/hop/headedit.h"

namespace hop101::net {

namespace {

std::optional<ProxyRequest> tunnelTo(const std::string &authority)
{
    const auto url = plan::parseUrl("ws://" + authority);
    if (!url || !url.value().isPortWritten || !url.value().userInfo.empty()
        || authority.find_first_of("/?") != std::string::npos)
        return {};
    return ProxyRequest{url.value(), true, {}};
}

base::Bytes inOriginForm(base::ByteSpan raw, const http::RequestHead &head, const plan::Url &url)
{
    const std::size_t at = base::asText(raw).find(head.target);
    base::Bytes edited(raw.begin(), raw.begin() + static_cast<std::ptrdiff_t>(at));
    base::append(edited, base::asBytes(url.target));
    base::append(edited, raw.subspan(at + head.target.size()));
    const http::HeaderField *host = head.fields.find("Host");
    return host && host->value == url.hostHeader() ? edited
                                                   : hop::withHeader(edited, "Host", url.hostHeader());
}

} // namespace

std::optional<ProxyRequest> proxyRequestOf(const http::RequestHead &head, base::ByteSpan raw)
{
    if (!head.startLineValid)
        return {};
    if (head.method == "CONNECT")
        return tunnelTo(head.target);
    if (head.target.find("://") == std::string::npos)
        return {};
    const auto url = plan::parseUrl(head.target);
    if (!url)
        return {};
    return ProxyRequest{url.value(), false, inOriginForm(raw, head, url.value())};
}

} // namespace hop101::net

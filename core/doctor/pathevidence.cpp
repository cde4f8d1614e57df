// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/pathevidence.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace hop101::doctor {
namespace {

bool isAllLower(const http::HeaderFields &fields)
{
    return !fields.lines.empty()
        && std::all_of(fields.lines.begin(), fields.lines.end(), [](const http::HeaderField &field) {
               return field.name == base::toLower(field.name);
           });
}

std::string versionIn(const std::string &server)
{
    const std::size_t slash = server.find('/');
    if (slash == std::string::npos)
        return {};
    return server.substr(slash + 1, server.find_first_of(" (", slash) - slash - 1);
}

void readRawArrival(PathEvidence &evidence, const capture::Reader &reader, base::HopId hop)
{
    constexpr std::uint64_t kMaxLooked = 200;
    const std::uint64_t last = std::min(reader.eventCount(), kMaxLooked);
    for (std::uint64_t id = 1; id <= last && evidence.arrivedRaw.empty(); ++id) {
        const hop::Event event = reader.event({id});
        if (event.hop != hop || event.direction != hop::Direction::FromLeft)
            continue;
        evidence.hasConnected = true;
        if (event.kind == hop::EventKind::RawRun)
            evidence.arrivedRaw = reader.wire(event, kMaxEvidenceBytes);
    }
}

} // namespace

std::optional<Intermediary> proxyOf(const Evidence &left, const http::RequestHead *arrived,
                                    const HeadChanges &request)
{
    if (left.response)
        if (const auto who = intermediaryOf(*left.response, base::asText(left.body)))
            return who;
    if (!arrived)
        return {};
    const auto has = [arrived](const char *name) { return arrived->fields.find(name) != nullptr; };
    if (has("X-Varnish"))
        return Intermediary::Varnish;
    if (has("X-Forwarded-Server"))
        return Intermediary::Apache;
    if (has("X-Host"))
        return Intermediary::Lighttpd;
    if (isAllLower(arrived->fields))
        return Intermediary::HaProxy;
    const HeaderChange *key = request.header("Sec-WebSocket-Key");
    if (key && key->arrivedName == "Sec-Websocket-Key")
        return Intermediary::Caddy;
    if (arrived->version == "HTTP/1.0" && arrived->fields.hasToken("Connection", "close"))
        return Intermediary::Nginx;
    return {};
}

PathEvidence gatherPath(const capture::Reader &reader, const hop::PathReport &report,
                        std::optional<Intermediary> told)
{
    PathEvidence evidence;
    evidence.hasBothSides = true;
    evidence.report = report;
    std::optional<hop::Exchange> left, right;
    for (const hop::Exchange &one : reader.exchanges()) {
        if (one.hop == report.left && !left)
            left = one;
        if (one.hop == report.right && !right)
            right = one;
    }
    if (left) {
        evidence.left = gather(reader, *left);
        evidence.diff = hopDiff(reader, *left, right);
    }
    if (right)
        evidence.right = gather(reader, *right);
    if (report.right)
        readRawArrival(evidence, reader, report.right);
    const http::RequestHead *arrived =
        evidence.right && evidence.right->request ? &*evidence.right->request : nullptr;
    evidence.proxy = told ? told : proxyOf(evidence.left, arrived, evidence.diff.request);
    if (evidence.left.response)
        evidence.proxyVersion = versionIn(evidence.left.response->fields.combined("Server"));
    return evidence;
}

PathEvidence asPathEvidence(Evidence one)
{
    PathEvidence evidence;
    evidence.left = std::move(one);
    evidence.proxy = proxyOf(evidence.left, nullptr, {});
    if (evidence.left.response)
        evidence.proxyVersion = versionIn(evidence.left.response->fields.combined("Server"));
    return evidence;
}

} // namespace hop101::doctor

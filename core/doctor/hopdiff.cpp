// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/hopdiff.h"

#include "core/base/ascii.h"
#include "core/capture/connectionhops.h"
#include "core/capture/content.h"
#include "core/hop/pathreport.h"
#include "core/http/headerdiff.h"

#include <algorithm>
#include <map>
#include <set>

namespace hop101::doctor {
namespace {

std::vector<HeaderChange> headerChanges(const http::HeaderFields &sent, const http::HeaderFields &arrived)
{
    std::vector<HeaderChange> changed;
    for (const http::FieldDifference &one : http::differences(sent, arrived)) {
        HeaderChange change;
        if (one.right) {
            change.arrivedName = arrived.lines[*one.right].name;
            change.arrived = arrived.lines[*one.right].value;
            change.name = change.arrivedName;
        }
        if (one.left) {
            change.name = sent.lines[*one.left].name;
            change.sent = sent.lines[*one.left].value;
        }
        change.isMoved = one.isMoved;
        changed.push_back(std::move(change));
    }
    return changed;
}

void compare(HeadChanges &changes, const char *part, const std::string &sent, const std::string &arrived)
{
    if (sent != arrived)
        changes.startLine.push_back({part, sent, arrived});
}

/// An exchange with what tells which one it is.
struct Candidate
{
    hop::Exchange exchange;
    std::optional<http::RequestHead> request;
    bool isTaken = false;
    std::uint64_t connection = 0; ///< of a relay; 0: it is not known

    /// A relay has told that these are two clients, whatever is alike.
    bool isOfAnother(const Candidate &other) const
    {
        return connection != 0 && other.connection != 0 && connection != other.connection;
    }
    std::string value(const char *name) const { return request ? request->fields.combined(name) : ""; }
};

/// `hops`: with the connection that each is of.
std::vector<Candidate> candidates(const capture::Reader &reader,
                                  const std::map<base::HopId, std::uint64_t> &hops)
{
    std::vector<Candidate> found;
    for (const hop::Exchange &exchange : reader.exchanges()) {
        const auto hop = hops.find(exchange.hop);
        if (hop == hops.end())
            continue;
        Candidate one{exchange, {}, false, hop->second};
        if (exchange.request)
            one.request = capture::requestHead(reader, reader.event(exchange.request));
        found.push_back(std::move(one));
    }
    return found;
}

Candidate *withSame(std::vector<Candidate> &all, const Candidate &left, const char *name)
{
    const std::string wanted = left.value(name);
    if (wanted.empty())
        return nullptr;
    const auto at = std::find_if(all.begin(), all.end(), [&](const Candidate &one) {
        // Two probes are two requests, whatever else is alike.
        const std::string probe = one.value(hop::kProbeHeader), own = left.value(hop::kProbeHeader);
        const bool isOther = !probe.empty() && !own.empty() && probe != own;
        return !one.isTaken && !isOther && !one.isOfAnother(left) && one.value(name) == wanted;
    });
    return at == all.end() ? nullptr : &*at;
}

/// The first that came behind it, and before its answer, where neither header says otherwise.
Candidate *nextInOrder(std::vector<Candidate> &all, const Candidate &left)
{
    const auto at = std::find_if(all.begin(), all.end(), [&](const Candidate &one) {
        const bool isInTime = one.exchange.request > left.exchange.request
            && (!left.exchange.response || one.exchange.request < left.exchange.response);
        return !one.isTaken && isInTime && !one.isOfAnother(left) && one.value(hop::kProbeHeader).empty();
    });
    return at == all.end() ? nullptr : &*at;
}

} // namespace

const StartLineChange *HeadChanges::part(std::string_view name) const noexcept
{
    const auto at = std::find_if(startLine.begin(), startLine.end(),
                                 [name](const StartLineChange &one) { return one.part == name; });
    return at == startLine.end() ? nullptr : &*at;
}

const HeaderChange *HeadChanges::header(std::string_view name) const noexcept
{
    const auto at = std::find_if(headers.begin(), headers.end(), [name](const HeaderChange &one) {
        return base::equalsIgnoringCase(one.name, name);
    });
    return at == headers.end() ? nullptr : &*at;
}

HeadChanges changes(const http::RequestHead &sent, const http::RequestHead &arrived)
{
    HeadChanges changed;
    changed.wasSent = changed.hasArrived = true;
    compare(changed, "method", sent.method, arrived.method);
    compare(changed, "target", sent.target, arrived.target);
    compare(changed, "version", sent.version, arrived.version);
    changed.headers = headerChanges(sent.fields, arrived.fields);
    return changed;
}

HeadChanges changes(const http::ResponseHead &sent, const http::ResponseHead &arrived)
{
    HeadChanges changed;
    changed.wasSent = changed.hasArrived = true;
    compare(changed, "version", sent.version, arrived.version);
    compare(changed, "status", std::to_string(sent.status), std::to_string(arrived.status));
    compare(changed, "reason", sent.reason, arrived.reason);
    changed.headers = headerChanges(sent.fields, arrived.fields);
    return changed;
}

HopDiff hopDiff(const capture::Reader &reader, const hop::Exchange &left,
                const std::optional<hop::Exchange> &right)
{
    const auto requestOf = [&reader](const hop::Exchange &one) {
        return one.request ? capture::requestHead(reader, reader.event(one.request)) : std::nullopt;
    };
    const auto responseOf = [&reader](const hop::Exchange &one) {
        return one.response ? capture::responseHead(reader, reader.event(one.response)) : std::nullopt;
    };
    HopDiff diff;
    diff.left = left;
    diff.right = right;
    const auto sent = requestOf(left);
    const auto arrived = right ? requestOf(*right) : std::nullopt;
    if (sent && arrived)
        diff.request = changes(*sent, *arrived);
    diff.request.wasSent = sent.has_value();
    diff.request.hasArrived = arrived.has_value();
    const auto answered = right ? responseOf(*right) : std::nullopt;
    const auto cameBack = responseOf(left);
    if (answered && cameBack)
        diff.response = changes(*answered, *cameBack);
    diff.response.wasSent = answered.has_value();
    diff.response.hasArrived = cameBack.has_value();
    return diff;
}

std::vector<HopDiff> hopDiffs(const capture::Reader &reader)
{
    std::set<base::PartyId> speak, hear; // who stands in both stands between
    for (const capture::Hop &hop : reader.hops()) {
        speak.insert(hop.left);
        hear.insert(hop.right);
    }
    std::map<base::HopId, std::uint64_t> lefts, rights;
    for (const capture::Hop &hop : reader.hops()) {
        if (speak.count(hop.right))
            lefts[hop.id] = capture::connectionOf(hop);
        if (hear.count(hop.left))
            rights[hop.id] = capture::connectionOf(hop);
    }
    auto from = candidates(reader, lefts);
    auto to = candidates(reader, rights);
    std::vector<std::pair<Candidate *, Correlation>> partners(from.size(), {nullptr, Correlation::None});
    const auto pair = [&](Correlation by, const auto &find) {
        for (std::size_t i = 0; i < from.size(); ++i) {
            if (partners[i].first)
                continue;
            if (Candidate *found = find(from[i])) {
                found->isTaken = true;
                partners[i] = {found, by};
            }
        }
    };
    pair(Correlation::Probe, [&](const Candidate &one) { return withSame(to, one, hop::kProbeHeader); });
    pair(Correlation::Key, [&](const Candidate &one) { return withSame(to, one, "Sec-WebSocket-Key"); });
    pair(Correlation::Order, [&](const Candidate &one) { return nextInOrder(to, one); });
    std::vector<HopDiff> diffs;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const Candidate *right = partners[i].first;
        diffs.push_back(
            hopDiff(reader, from[i].exchange, right ? std::optional(right->exchange) : std::nullopt));
        diffs.back().by = partners[i].second;
    }
    return diffs;
}

} // namespace hop101::doctor

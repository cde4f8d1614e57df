// SPDX-License-Identifier: GPL-3.0-or-later
// A path check asks what wants a connection of its own, and the same of the server itself.
#include "core/net/pathchecks.h"

#include "core/net/pathwords.h"

namespace hop101::net {

using hop::CheckOutcome;
using hop::PathCheck;
using std::chrono::milliseconds;

void PathChecks::moreConnections()
{
    const bool isUpgraded = m_report.passes(PathCheck::Upgrade);
    const auto each = [&](PathCheck check, const auto &test) {
        if (!wants(check))
            return;
        if (isUpgraded && !m_worker.isCancelled())
            add(test());
        else
            skip(check);
    };
    each(PathCheck::LargeHeader, [&] { return largeHeader(); });
    each(PathCheck::HalfClose, [&] { return halfClose(); });
    each(PathCheck::Idle, [&] { return idle(); });
}

PathChecks::Result PathChecks::largeHeader()
{
    Result result{PathCheck::LargeHeader, CheckOutcome::Failed, {}, {}, {}, {}};
    for (const std::uint64_t size : m_plan.headerSizes) {
        const Pair pair = open(planWith("Hop101-Large", std::string(size, 'x')));
        const auto *request =
            pair.right && pair.right->actor->request() ? &*pair.right->actor->request() : nullptr;
        const bool passed =
            request && request->fields.combined("Hop101-Large").size() == size && pair.isUpgraded();
        result.left = pair.left->hop;
        result.right = pair.right ? pair.right->hop : base::HopId{};
        if (!passed) {
            m_report.refusedHeader = size;
            const auto &response = pair.left->actor->response();
            m_report.refusedHeaderStatus = response ? response->status : 0;
            result.arrived = sizeText(size) + " was answered by " + statusWords(response);
        }
        finish(pair);
        if (!passed)
            break;
        m_report.largestHeader = size;
    }
    result.sent = sizeText(m_plan.neededHeader) + " at least";
    result.arrived =
        "up to " + sizeText(m_report.largestHeader) + (result.arrived.empty() ? "" : "; " + result.arrived);
    if (m_report.largestHeader >= m_plan.neededHeader)
        result.outcome = CheckOutcome::Passed;
    return result;
}

PathChecks::Result PathChecks::halfClose()
{
    const Pair pair = open(planWith({}, {}));
    Result result{PathCheck::HalfClose, CheckOutcome::Differs, "FIN by the client", {}, pair.left->hop, {}};
    if (!pair.isUpgraded()) {
        result.outcome = CheckOutcome::NotReached;
        finish(pair);
        return result;
    }
    result.right = pair.right->hop;
    pair.left->actor->halfClose();
    plan::FramePlan nothing; // makes the link look at its actor
    nothing.opcode = websocket::Opcode::Pong;
    pair.left->link->send(nothing);
    m_worker.waitFor([&] { return pair.right->actor->peerEnd() || pair.left->actor->peerEnd(); },
                     m_plan.step);
    plan::FramePlan frame;
    frame.payload = base::toBytes("still here");
    std::optional<PathActor::Message> came;
    if (!pair.left->actor->peerEnd() && pair.right->isOpen() && pair.right->link->send(frame))
        m_worker.waitFor(
            [&] {
                came = pair.left->actor->takeMessage();
                return came || pair.left->actor->peerEnd();
            },
            m_plan.step);
    const bool sawFin = pair.right->actor->peerEnd() == hop::EndCause::Fin;
    if (sawFin && came)
        result.outcome = CheckOutcome::Passed;
    result.arrived =
        came ? (sawFin ? "FIN, and the other direction went on" : "no FIN") : "both directions ended";
    finish(pair);
    return result;
}

PathChecks::Result PathChecks::idle()
{
    const Pair pair = open(planWith({}, {}));
    const std::string limit = std::to_string(m_plan.idle.count() / 1000) + '.'
        + std::to_string(m_plan.idle.count() % 1000 / 100) + " s";
    Result result{PathCheck::Idle, CheckOutcome::Failed, "silence for " + limit, {}, pair.left->hop, {}};
    if (!pair.isUpgraded()) {
        result.outcome = CheckOutcome::NotReached;
        finish(pair);
        return result;
    }
    result.right = pair.right->hop;
    const auto start = std::chrono::steady_clock::now();
    const bool wasCut = m_worker.waitFor(
        [&] { return pair.left->actor->peerEnd() || pair.right->actor->peerEnd(); }, m_plan.idle);
    const auto lasted =
        std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start).count();
    if (wasCut) {
        m_report.idleMs = static_cast<std::uint64_t>(lasted);
        result.arrived = "cut after " + std::to_string(lasted / 1000) + '.'
            + std::to_string(lasted % 1000 / 100) + " s"
            + (pair.left->actor->peerClose() ? "" : ", without a Close");
    } else {
        result.outcome = CheckOutcome::Passed;
        result.arrived = "nothing was cut";
    }
    finish(pair);
    return result;
}

/// What the client alone can tell: whoever is behind the URL, it is not ours.
void PathChecks::direct()
{
    plan::Plan plan = planWith({}, {});
    if (!hasHeader(plan, "Sec-WebSocket-Protocol"))
        setHeader(plan, "Sec-WebSocket-Protocol", "hop101-first, hop101-second");
    const std::string key = plan.key.empty() ? plan::freshKey() : plan.key;
    PathEnd &end = m_worker.connectTo(plan, *m_plan.direct, key, true);
    m_report.directHop = end.hop;
    m_worker.waitFor([&] { return isSettled(end); }, m_plan.step);
    const auto note = [this, &end](PathCheck check, bool passed, std::string sent, std::string arrived) {
        m_report.direct.push_back({check,
                                   passed ? CheckOutcome::Passed : CheckOutcome::Failed,
                                   elided(std::move(sent)),
                                   elided(std::move(arrived)),
                                   end.hop,
                                   {}});
        m_worker.tell(m_report);
    };
    const auto &response = end.actor->response();
    note(PathCheck::Arrives, response.has_value(), m_plan.direct->text(),
         response                  ? "answered"
             : end.link->failure() ? "no answer: " + end.link->failure()->reason
                                   : "no answer");
    const auto &sent = end.actor->request();
    note(PathCheck::Upgrade, end.actor->isUpgraded(), sent ? upgradeWords(*sent) : "", statusWords(response));
    if (end.actor->isUpgraded()) {
        const auto answer = [&](PathCheck check, const char *name) {
            const std::string offered = sent ? sent->fields.combined(name) : "";
            const std::string chosen = response->fields.combined(name);
            note(check, true, offered, chosen.empty() ? "none chosen" : chosen);
        };
        answer(PathCheck::Subprotocol, "Sec-WebSocket-Protocol");
        answer(PathCheck::Extensions, "Sec-WebSocket-Extensions");
        directConnections(end);
    }
    end.link->stop();
}

void PathChecks::directConnections(const PathEnd &first)
{
    const auto note = [this, &first](PathCheck check, bool passed, std::string sent, std::string arrived) {
        m_report.direct.push_back({check,
                                   passed ? CheckOutcome::Passed : CheckOutcome::Failed,
                                   std::move(sent),
                                   std::move(arrived),
                                   first.hop,
                                   {}});
        m_worker.tell(m_report);
    };
    if (wants(PathCheck::Ping)) {
        plan::FramePlan frame;
        frame.opcode = websocket::Opcode::Ping;
        frame.payload = base::toBytes("hop101 from client");
        first.link->send(frame);
        const bool answered =
            m_worker.waitFor([&] { return first.actor->sawPong("hop101 from client"); }, m_plan.step);
        note(PathCheck::Ping, answered, "ping by the client", answered ? "pong" : "nothing");
    }
    if (wants(PathCheck::Idle)) {
        const auto start = std::chrono::steady_clock::now();
        const bool wasCut = m_worker.waitFor([&] { return first.actor->peerEnd().has_value(); }, m_plan.idle);
        const auto lasted =
            std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - start).count();
        note(PathCheck::Idle, !wasCut, "silence",
             wasCut ? "cut after " + std::to_string(lasted) + " ms" : "nothing was cut");
    }
    if (wants(PathCheck::CloseToServer) && first.isOpen()) {
        first.link->close(1000, "hop101 says goodbye");
        const bool answered =
            m_worker.waitFor([&] { return first.actor->peerClose() || first.actor->peerEnd(); }, m_plan.step)
            && first.actor->peerClose();
        note(PathCheck::CloseToServer, answered, "Close 1000",
             answered ? "answered by a Close" : "no Close came back");
    }
}

} // namespace hop101::net

// SPDX-License-Identifier: GPL-3.0-or-later
// A path check asks whether frames come through, and the closing handshake.
#include "core/net/pathchecks.h"

#include "core/net/pathwords.h"

namespace hop101::net {

using hop::CheckOutcome;
using hop::PathCheck;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kGrace{300}; // for what may come behind an answer

} // namespace

void PathChecks::messages()
{
    const bool isUpgraded = m_main.isUpgraded();
    const auto each = [&](PathCheck check, const auto &test) {
        if (!wants(check))
            return;
        if (isUpgraded && m_main.left->isOpen() && !m_worker.isCancelled())
            add(test());
        else
            skip(check);
    };
    PathEnd &left = *m_main.left;
    PathEnd *right = m_main.right;
    each(PathCheck::FramesToServer, [&] { return frames(PathCheck::FramesToServer, left, *right); });
    each(PathCheck::FramesToClient, [&] { return frames(PathCheck::FramesToClient, *right, left); });
    each(PathCheck::Fragments, [&] { return fragments(left, *right); });
    each(PathCheck::Ping, [&] { return ping(left, *right); });
}

PathChecks::Result PathChecks::frames(PathCheck check, PathEnd &from, PathEnd &to)
{
    Result result{check, CheckOutcome::Passed, {}, {}, m_main.left->hop, m_main.right->hop};
    unsigned seed = static_cast<unsigned>(check) * 100;
    for (const std::uint64_t size : m_plan.messageSizes) {
        plan::FramePlan frame;
        frame.opcode = websocket::Opcode::Binary;
        frame.compress = false;
        frame.payload = pattern(size, ++seed);
        const base::Bytes sent = frame.payload;
        result.sent = sizeText(size);
        std::optional<PathActor::Message> came;
        from.link->send(frame);
        m_worker.waitFor(
            [&] {
                came = to.actor->takeMessage();
                return came || to.actor->peerEnd();
            },
            m_plan.step);
        if (came && came->data == sent)
            continue;
        result.outcome = CheckOutcome::Failed;
        result.arrived = came     ? sizeText(came->data.size()) + ", changed"
            : to.actor->peerEnd() ? "the connection ended"
                                  : "nothing within " + std::to_string(m_plan.step.count() / 1000) + " s";
        return result;
    }
    result.sent = std::to_string(m_plan.messageSizes.size()) + " messages, "
        + sizeText(m_plan.messageSizes.front()) + " to " + sizeText(m_plan.messageSizes.back());
    result.arrived = "byte for byte";
    return result;
}

PathChecks::Result PathChecks::fragments(PathEnd &from, PathEnd &to)
{
    constexpr std::size_t kFragment = 20;
    Result result{PathCheck::Fragments, CheckOutcome::Failed, "3 frames", {},
                  m_main.left->hop,     m_main.right->hop};
    plan::FramePlan frame;
    frame.payload = base::toBytes("a text that is sent in three frames, of Hop101");
    frame.fragmentBytes = kFragment;
    frame.compress = false;
    const base::Bytes sent = frame.payload;
    std::optional<PathActor::Message> came;
    from.link->send(frame);
    m_worker.waitFor(
        [&] {
            came = to.actor->takeMessage();
            return came || to.actor->peerEnd();
        },
        m_plan.step);
    if (!came || came->data != sent) {
        result.arrived = came ? "another text" : "nothing";
        return result;
    }
    const std::size_t wanted = (sent.size() + kFragment - 1) / kFragment;
    result.arrived = std::to_string(came->frames) + (came->frames == 1 ? " frame" : " frames");
    result.outcome = came->frames == wanted ? CheckOutcome::Passed : CheckOutcome::Differs;
    return result;
}

PathChecks::Result PathChecks::ping(PathEnd &left, PathEnd &right)
{
    Result result{PathCheck::Ping, CheckOutcome::Failed, {}, {}, left.hop, right.hop};
    const auto passes = [&](PathEnd &from, PathEnd &to, const std::string &payload, const char *who) {
        plan::FramePlan frame;
        frame.opcode = websocket::Opcode::Ping;
        frame.payload = base::toBytes(payload);
        from.link->send(frame);
        m_worker.waitFor([&] { return from.actor->sawPong(payload); }, m_plan.step);
        const bool reached = to.actor->sawPing(payload);
        const bool answered = from.actor->sawPong(payload);
        result.sent = std::string("ping by the ") + who;
        result.arrived = reached ? (answered ? "the other end answered" : "the ping came, its pong did not")
            : answered           ? "the proxy answered it itself"
                                 : "nothing";
        return reached && answered;
    };
    if (!passes(left, right, "hop101 from client", "client")
        || !passes(right, left, "hop101 from server", "server"))
        return result;
    result.sent = "ping by each end";
    result.outcome = CheckOutcome::Passed;
    return result;
}

void PathChecks::closes()
{
    const auto test = [&](PathCheck check, bool fromLeft) {
        if (!wants(check))
            return;
        Pair pair = m_main;
        if (m_main.isUpgraded() && !fromLeft)
            pair = open(planWith({}, {}));
        const bool wasUpgraded = m_main.right && m_main.right->actor->isUpgraded();
        if (!fromLeft && wasUpgraded && !pair.isUpgraded())
            pair = open(planWith({}, {}));
        if (pair.isUpgraded() && !m_worker.isCancelled())
            add(close(check, fromLeft ? *pair.left : *pair.right, fromLeft ? *pair.right : *pair.left));
        else
            skip(check);
        if (wasUpgraded)
            finish(pair);
    };
    test(PathCheck::CloseToServer, true);
    test(PathCheck::CloseToClient, false);
    if (m_main.isUpgraded())
        finish(m_main);
}

PathChecks::Result PathChecks::close(PathCheck check, PathEnd &from, PathEnd &to)
{
    constexpr std::uint16_t kCode = 4101;
    const std::string reason = "hop101 says goodbye";
    const bool toServer = check == PathCheck::CloseToServer;
    Result result{check, CheckOutcome::Failed,         std::to_string(kCode) + " “" + reason + "”",
                  {},    toServer ? from.hop : to.hop, toServer ? to.hop : from.hop};
    from.link->close(kCode, reason);
    m_worker.waitFor([&] { return to.actor->peerClose() || to.actor->peerEnd(); }, m_plan.step);
    const auto &came = to.actor->peerClose();
    if (!came) {
        result.arrived = to.actor->peerEnd() ? "the connection ended without a Close" : "nothing";
        return result;
    }
    result.arrived =
        (came->code ? std::to_string(*came->code) : std::string("no code")) + " “" + came->reason + "”";
    if (came->code == kCode && came->reason == reason)
        result.outcome = CheckOutcome::Passed;
    m_worker.waitFor([&] { return from.actor->peerClose() || from.link->isOver(); }, kGrace);
    return result;
}

} // namespace hop101::net

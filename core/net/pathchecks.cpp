// SPDX-License-Identifier: GPL-3.0-or-later
// The script of a path check, its connections, and what it asks the handshake.
#include "core/net/pathchecks.h"

#include "core/net/pathwords.h"

namespace hop101::net {

using hop::CheckOutcome;
using hop::PathCheck;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kGrace{300}; // for what may come behind an answer

} // namespace

PathChecks::PathChecks(PathWorker &worker, const session::PathPlan &plan, const std::string &listening)
    : m_worker(worker), m_plan(plan)
{
    m_report.via = plan.via.text();
    m_report.listening = listening;
    m_report.probe = freshProbe();
    m_report.peer = plan.via.hostHeader();
}

void PathChecks::run()
{
    m_worker.tell(m_report);
    handshake();
    messages();
    closes();
    moreConnections();
    if (m_plan.direct && !m_worker.isCancelled())
        direct();
    m_report.isComplete = !m_worker.isCancelled();
    m_worker.tell(m_report);
}

bool PathChecks::wants(PathCheck check) const
{
    if (check == PathCheck::Idle && m_plan.idle.count() == 0)
        return false;
    return check <= PathCheck::Target
        || std::find(m_plan.checks.begin(), m_plan.checks.end(), check) != m_plan.checks.end();
}

void PathChecks::add(Result result)
{
    result.sent = elided(std::move(result.sent));
    result.arrived = elided(std::move(result.arrived));
    m_report.results.push_back(std::move(result));
    m_worker.tell(m_report);
}

void PathChecks::skip(PathCheck check)
{
    if (wants(check))
        add({check, CheckOutcome::NotReached, {}, {}, {}, {}});
}

plan::Plan PathChecks::planWith(const std::string &name, const std::string &value) const
{
    plan::Plan plan = m_plan.request;
    plan.frames.clear();
    if (!name.empty())
        setHeader(plan, name, value);
    return plan;
}

PathEnd *PathChecks::arrivalOf(const std::string &probe, const std::string &key) const
{
    for (const auto &end : m_worker.arrivals()) {
        const auto &request = end->actor->request();
        if (end->isClaimed || !request)
            continue;
        const http::HeaderField *field = request->fields.find(hop::kProbeHeader);
        if (field ? field->value == probe : request->fields.combined("Sec-WebSocket-Key") == key)
            return end.get();
    }
    return nullptr;
}

/// Where neither header came through: what came while we waited.
PathEnd *PathChecks::anyArrival() const
{
    PathEnd *silent = nullptr;
    for (const auto &end : m_worker.arrivals()) {
        if (end->isClaimed)
            continue;
        const auto &request = end->actor->request();
        if (request ? !request->fields.find(hop::kProbeHeader) : end->actor->sawRaw())
            return end.get();
        if (!request)
            silent = end.get();
    }
    return silent;
}

bool PathChecks::isSettled(const PathEnd &left) const
{
    return left.link->isOver() || left.actor->response() || left.actor->sawRaw()
        || left.actor->exchange() != hop::ExchangeState::Waiting;
}

PathChecks::Pair PathChecks::open(plan::Plan plan)
{
    const std::string probe =
        m_report.probe + (m_connections == 0 ? "" : "-" + std::to_string(m_connections));
    ++m_connections;
    setHeader(plan, hop::kProbeHeader, probe);
    const std::string key = plan.key.empty() ? plan::freshKey() : plan.key;
    for (const auto &end : m_worker.arrivals())
        end->isClaimed = true; // whatever came before is not this one
    Pair pair;
    pair.left = &m_worker.connectTo(plan, m_plan.via, key, false);
    m_worker.waitFor([&] { return isSettled(*pair.left); }, m_plan.step);
    const auto isThere = [&] {
        pair.right = arrivalOf(probe, key);
        return pair.right
            && (pair.left->actor->isUpgraded() <= pair.right->actor->isUpgraded()
                || pair.right->link->isOver());
    };
    // An answer that is no 101 can overtake what the server's end hears: both have a socket of their own.
    m_worker.waitFor(isThere, pair.left->actor->isUpgraded() ? m_plan.step : kGrace);
    if (!pair.right)
        pair.right = anyArrival();
    if (pair.right)
        pair.right->isClaimed = true;
    return pair;
}

/// Politely, because some proxies log what is cut; but nobody waits for it.
void PathChecks::finish(const Pair &pair)
{
    pair.left->link->stop();
    if (pair.right)
        pair.right->link->stop();
}

void PathChecks::handshake()
{
    plan::Plan plan = planWith({}, {});
    if (!hasHeader(plan, "Sec-WebSocket-Protocol"))
        setHeader(plan, "Sec-WebSocket-Protocol", "hop101-first, hop101-second");
    m_main = open(std::move(plan));
    m_report.left = m_main.left->hop;
    if (m_main.right)
        m_report.right = m_main.right->hop;
    nameProxy(m_main);
    judgeHandshake(m_main);
}

void PathChecks::nameProxy(const Pair &pair)
{
    const auto &response = pair.left->actor->response();
    if (!response)
        return;
    std::string name = response->fields.combined("Server");
    if (name.empty())
        name = response->fields.combined("Via");
    if (!name.empty())
        m_worker.nameProxy(elided(name) + " · " + m_plan.via.hostHeader());
}

void PathChecks::judgeHandshake(const Pair &pair)
{
    add(arrives(pair));
    add(upgrade(pair));
    add(header(PathCheck::Subprotocol, pair, "Sec-WebSocket-Protocol", "Sec-WebSocket-Protocol"));
    add(header(PathCheck::Extensions, pair, "Sec-WebSocket-Extensions", "Sec-WebSocket-Extensions"));
    add(header(PathCheck::Key, pair, "Sec-WebSocket-Key", "Sec-WebSocket-Accept"));
    add(header(PathCheck::Host, pair, "Host", nullptr));
    if (hasHeader(m_plan.request, "Origin"))
        add(header(PathCheck::Origin, pair, "Origin", nullptr));
    addCredentials(pair);
    const Result here = target(pair);
    if (here.outcome == CheckOutcome::Passed && pair.isUpgraded())
        add(targetInFull());
    else
        add(here);
}

/// One result for both: the one that is lost, where one is.
void PathChecks::addCredentials(const Pair &pair)
{
    std::optional<Result> worst;
    for (const char *name : {"Authorization", "Cookie"}) {
        if (!hasHeader(m_plan.request, name))
            continue;
        Result one = header(PathCheck::Credentials, pair, name, nullptr);
        if (!worst || one.outcome == CheckOutcome::Failed)
            worst = std::move(one);
    }
    if (worst)
        add(std::move(*worst));
}

PathChecks::Result PathChecks::arrives(const Pair &pair) const
{
    Result result{PathCheck::Arrives, CheckOutcome::Failed, {}, {}, pair.left->hop, {}};
    const auto &sent = pair.left->actor->request();
    result.sent = sent ? sent->method + ' ' + sent->target : std::string();
    if (!pair.right) {
        const auto &answer = pair.left->actor->response();
        result.arrived = std::string("nothing; the proxy ")
            + (answer ? "answered " + statusWords(answer) : std::string("gave no answer"));
        return result;
    }
    result.right = pair.right->hop;
    const auto &arrived = pair.right->actor->request();
    if (arrived)
        result.outcome = CheckOutcome::Passed;
    result.arrived = arrived          ? arrived->method + ' ' + arrived->target
        : pair.right->actor->sawRaw() ? "bytes that are no HTTP request"
                                      : "a connection without a request";
    return result;
}

PathChecks::Result PathChecks::upgrade(const Pair &pair) const
{
    Result result{PathCheck::Upgrade, CheckOutcome::NotReached, {}, {}, pair.left->hop, {}};
    const auto &sent = pair.left->actor->request();
    if (sent)
        result.sent = upgradeWords(*sent);
    if (!pair.right || !pair.right->actor->request())
        return result;
    result.right = pair.right->hop;
    const auto &answer = pair.right->actor->response();
    if (pair.right->actor->isUpgraded() && !pair.left->actor->isUpgraded()) {
        result.sent = statusWords(answer) + " by the server";
        result.arrived = statusWords(pair.left->actor->response());
        result.outcome = CheckOutcome::Failed;
        return result;
    }
    result.arrived = upgradeWords(*pair.right->actor->request());
    result.outcome = pair.isUpgraded() ? CheckOutcome::Passed : CheckOutcome::Failed;
    return result;
}

/// A header that goes there, and what the server answers with, which comes back.
PathChecks::Result PathChecks::header(PathCheck check, const Pair &pair, const char *requestName,
                                      const char *responseName) const
{
    Result result{check, CheckOutcome::NotReached, {}, {}, pair.left->hop, {}};
    if (!pair.right || !pair.right->actor->request() || !pair.left->actor->request())
        return result;
    result.right = pair.right->hop;
    const bool mayDiffer = check == PathCheck::Host || check == PathCheck::Origin;
    const CheckOutcome different = mayDiffer ? CheckOutcome::Differs : CheckOutcome::Failed;
    result.sent = pair.left->actor->request()->fields.combined(requestName);
    result.arrived = pair.right->actor->request()->fields.combined(requestName);
    if (result.sent != result.arrived) {
        result.outcome = different;
        return result;
    }
    if (!responseName) {
        result.outcome = CheckOutcome::Passed;
        return result;
    }
    const auto &sent = pair.right->actor->response();
    const auto &came = pair.left->actor->response();
    if (!sent || !came || sent->status != 101 || came->status != 101)
        return result;
    const std::string answer = sent->fields.combined(responseName);
    const std::string back = came->fields.combined(responseName);
    result.outcome = answer == back ? CheckOutcome::Passed : different;
    result.sent = answer == back ? result.sent : answer;
    result.arrived = answer == back ? result.arrived + (answer.empty() ? "" : " → " + answer) : back;
    return result;
}

PathChecks::Result PathChecks::target(const Pair &pair) const
{
    Result result{PathCheck::Target, CheckOutcome::NotReached, {}, {}, pair.left->hop, {}};
    if (!pair.right || !pair.right->actor->request() || !pair.left->actor->request())
        return result;
    result.right = pair.right->hop;
    result.sent = pair.left->actor->request()->target;
    result.arrived = pair.right->actor->request()->target;
    result.outcome = result.sent == result.arrived ? CheckOutcome::Passed : CheckOutcome::Failed;
    return result;
}

PathChecks::Result PathChecks::targetInFull()
{
    plan::Plan plan = planWith({}, {});
    const std::string target = plan.target.empty() ? m_plan.via.target : plan.target;
    plan.target = target + (target.find('?') == std::string::npos ? "?" : "&")
        + "hop101=a%20b%2Fc%C3%A9&empty=&plus=1+2";
    const Pair pair = open(std::move(plan));
    Result result = this->target(pair);
    if (result.outcome == CheckOutcome::NotReached) // the plain one came through
        result.outcome = CheckOutcome::Failed;
    finish(pair);
    return result;
}

} // namespace hop101::net

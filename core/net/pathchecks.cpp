// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/pathchecks.h"

#include "core/base/ascii.h"

#include <QRandomGenerator>

#include <algorithm>

namespace hop101::net {

using hop::CheckOutcome;
using hop::PathCheck;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t kMaxValue = 200; // bytes of a value in a result
constexpr milliseconds kGrace{300}; // for what may come behind an answer

std::string elided(std::string text)
{
    if (text.size() > kMaxValue)
        text = text.substr(0, kMaxValue) + "…";
    return text;
}

std::string sizeText(std::uint64_t bytes)
{
    constexpr std::uint64_t kKiB = 1024;
    if (bytes >= kKiB * kKiB && bytes % (kKiB * kKiB) == 0)
        return std::to_string(bytes / kKiB / kKiB) + " MiB";
    if (bytes >= kKiB && bytes % kKiB == 0)
        return std::to_string(bytes / kKiB) + " KiB";
    return std::to_string(bytes) + " B";
}

/// No two sizes and directions give the same bytes, and no proxy has a reason to know them.
base::Bytes pattern(std::uint64_t size, unsigned seed)
{
    base::Bytes bytes(size);
    std::uint32_t state = seed * 2654435761U + 1;
    for (std::byte &byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<std::byte>(state >> 24U);
    }
    return bytes;
}

std::string freshProbe()
{
    const quint64 number = QRandomGenerator::system()->generate64();
    return QString::number(number, 16).rightJustified(16, u'0').toStdString();
}

void setHeader(plan::Plan &plan, const std::string &name, const std::string &value)
{
    std::erase_if(plan.headers,
                  [&name](const plan::HeaderRow &row) { return base::equalsIgnoringCase(row.name, name); });
    plan.headers.push_back({name, value});
}

bool hasHeader(const plan::Plan &plan, std::string_view name)
{
    return std::any_of(plan.headers.begin(), plan.headers.end(), [name](const plan::HeaderRow &row) {
        return row.enabled && base::equalsIgnoringCase(row.name, name);
    });
}

std::string headerOf(const http::HeaderFields &fields, const char *name)
{
    const auto *field = fields.find(name);
    return field ? std::string(name) + ": " + fields.combined(name) : std::string("no ") + name;
}

/// What of a request decides on its upgrade.
std::string upgradeWords(const http::RequestHead &head)
{
    return head.version + ", " + headerOf(head.fields, "Upgrade") + ", "
        + headerOf(head.fields, "Connection");
}

std::string statusWords(const std::optional<http::ResponseHead> &response)
{
    if (!response)
        return "no answer";
    return std::to_string(response->status) + (response->reason.empty() ? "" : " " + response->reason);
}

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

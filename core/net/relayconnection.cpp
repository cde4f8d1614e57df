// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/relayconnection.h"

#include "core/base/text.h"
#include "core/http/headwriter.h"
#include "core/net/clienttls.h"
#include "core/net/listenaddress.h"
#include "core/net/proxyrequest.h"
#include "core/net/stream.h"
#include "core/net/tlswords.h"

#include <unistd.h>

namespace hop101::net {

namespace {

base::Bytes refusalBytes(int status, const std::string &sentence)
{
    const std::string body = sentence + '\n';
    const std::vector<http::FieldToWrite> fields{{"Content-Type", "text/plain; charset=utf-8"},
                                                 {"Content-Length", std::to_string(body.size())},
                                                 {"Connection", "close"}};
    const char *reason = status == 502 ? "Bad Gateway" : status == 504 ? "Gateway Timeout" : "Bad Request";
    base::Bytes bytes = http::writeResponseHead("HTTP/1.1", status, reason, fields);
    base::append(bytes, base::asBytes(body));
    return bytes;
}

} // namespace

RelayConnection::RelayConnection(const session::RelayPlan &plan, RelayHost &host, std::uint64_t number)
    : m_plan(plan), m_rules(plan.rules), m_host(host), m_farWatch(std::make_unique<HopWatch>())
{
    session::Arrival arrival;
    arrival.connection = number;
    m_nearWatch = std::make_unique<ArrivalWatch>(std::move(arrival));
    m_nearWatch->setAnswered([this](const session::Arrival &told) { m_host.arrived(told); });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &RelayConnection::expire);
}

RelayConnection::~RelayConnection() = default;

void RelayConnection::start(int descriptor)
{
    session::Arrival &arrival = m_nearWatch->arrival();
    arrival.peer = peerAddress(descriptor);
    m_nearDoor = m_host.nearDoor(arrival, *m_nearWatch);
    m_near = std::make_unique<RelayEnd>(hop::Direction::FromRight, *m_nearDoor, ends());
    m_timer.start(m_plan.timeouts.upgrade);
    m_near->start(descriptor, {arrival.peer, ownAddress(descriptor)}, m_host.nearTls());
    turnEnded();
}

void RelayConnection::stop()
{
    m_connector.reset();
    m_near->close(false);
    if (m_far)
        m_far->close(false);
    turnEnded();
}

void RelayConnection::up(RelayEnd &end)
{
    if (isFar(end))
        begin();
    else if (m_plan.target)
        connectTo(*m_plan.target);
}

void RelayConnection::connectTo(const plan::Url &target)
{
    m_target = target;
    m_farDoor = m_host.farDoor(m_nearWatch->arrival(), target, *m_farWatch);
    m_far = std::make_unique<RelayEnd>(hop::Direction::FromLeft, *m_farDoor, ends());
    m_connector = std::make_unique<Connector>();
    connect(m_connector.get(), &Connector::connected, this, &RelayConnection::connected);
    connect(m_connector.get(), &Connector::failed, this, [this](const Connector::Failure &failure) {
        m_far->fail(failure.stage, failure.reason);
        turnEnded();
    });
    m_connector->start(target.host, target.port, m_plan.timeouts.connect);
}

void RelayConnection::connected(const Connector::Connected &connection)
{
    if (m_far->isOver()) { // the client went away in the same turn
        ::close(connection.descriptor);
        return;
    }
    if (auto tls = farTls(); tls || !m_target.secure)
        m_far->start(connection.descriptor, {connection.local, connection.peer}, std::move(tls));
    else
        ::close(connection.descriptor);
    turnEnded();
}

std::optional<TlsStart> RelayConnection::farTls()
{
    if (!m_target.secure)
        return {};
    auto filter = clientTls(m_plan.tls, m_target.host);
    if (!filter) {
        m_far->fail(hop::FailStage::Tls, wordsFor(filter.error()));
        return {};
    }
    return TlsStart{std::move(filter).value(), m_plan.timeouts.tls,
                    [this](const tls::TlsFilter &done) { return acceptsUntrusted(m_plan.tls, done); }};
}

/// Both connections are there: what the client said meanwhile goes on.
void RelayConnection::begin()
{
    makeFilter();
    m_near->write(m_tunnelAnswer);
    m_near->flush();
    pass(hop::Direction::FromLeft, std::exchange(m_early, {}));
    if (m_near->hasInputEnded())
        finishBehind(hop::Direction::FromLeft);
}

void RelayConnection::makeFilter()
{
    if (m_rules.isEmpty())
        return;
    hop::RelayFilter::Output output;
    output.pass = [this](hop::Direction from, base::ByteSpan bytes) {
        (from == hop::Direction::FromLeft ? *m_far : *m_near).write(bytes);
    };
    output.hold = [this](hop::Direction from, plan::HeldMessage message) {
        message.connection = m_nearWatch->arrival().connection;
        m_host.held(from, std::move(message));
    };
    m_filter = std::make_unique<hop::RelayFilter>(
        m_rules, m_target, [this] { return m_maskKeys.next(); }, std::move(output));
}

void RelayConnection::pass(hop::Direction from, base::ByteSpan bytes)
{
    RelayEnd &onward = from == hop::Direction::FromLeft ? *m_far : *m_near;
    if (m_filter) {
        m_filter->take(from, bytes);
        (&onward == m_far.get() ? *m_near : *m_far).flush(); // an answer may let what waited go on
    } else {
        onward.write(bytes);
    }
    onward.flush();
}

void RelayConnection::finishBehind(hop::Direction from)
{
    if (m_filter) {
        m_filter->ended(from);
        if (m_filter->isHolding(from))
            return; // releasedNow() does it
    }
    (from == hop::Direction::FromLeft ? *m_far : *m_near).finish();
}

void RelayConnection::release(hop::Direction from, const std::optional<std::string> &edited)
{
    if (m_filter && m_filter->isHolding(from)) {
        m_filter->release(from, edited);
        releasedNow(from);
    }
}

void RelayConnection::drop(hop::Direction from)
{
    if (m_filter && m_filter->isHolding(from)) {
        m_filter->drop(from);
        releasedNow(from);
    }
}

void RelayConnection::releasedNow(hop::Direction from)
{
    m_far->flush();
    m_near->flush();
    const RelayEnd &source = from == hop::Direction::FromLeft ? *m_near : *m_far;
    if (source.hasInputEnded())
        finishBehind(from);
    turnEnded();
}

void RelayConnection::received(RelayEnd &end, base::ByteSpan bytes)
{
    if (m_nearWatch->hasBegun() || isFar(end)) {
        if (!m_isRefused)
            m_timer.stop();
    }
    if (isFar(end) || (m_far && m_far->isUp())) {
        pass(isFar(end) ? hop::Direction::FromRight : hop::Direction::FromLeft, bytes);
    } else if (!m_isRefused) {
        keep(bytes);
    } else {
        answerRefusal();
    }
    turnEnded();
}

void RelayConnection::keep(base::ByteSpan bytes)
{
    if (m_plan.target || m_far)
        base::append(m_early, bytes);
    else
        readProxyRequest(bytes);
}

void RelayConnection::readProxyRequest(base::ByteSpan bytes)
{
    const auto step = m_proxyRequest.next(bytes);
    if (std::holds_alternative<http::NeedMoreData>(step))
        return;
    std::optional<ProxyRequest> request;
    if (const auto *done = std::get_if<http::HeadDone<http::RequestHead>>(&step))
        request = proxyRequestOf(done->head, m_proxyRequest.raw());
    if (!request) {
        refuse(400,
               "This is a forward proxy: send CONNECT host:port, or a request whose target is a whole URL.");
        return;
    }
    if (request->isTunnel)
        m_tunnelAnswer = base::toBytes("HTTP/1.1 200 Connection established\r\n\r\n");
    m_early = std::move(request->head);
    base::append(m_early, bytes);
    connectTo(request->target);
}

void RelayConnection::inputFinished(RelayEnd &end)
{
    if (isFar(end) || (m_far && m_far->isUp()))
        finishBehind(isFar(end) ? hop::Direction::FromRight : hop::Direction::FromLeft);
    else if (m_isRefused)
        answerRefusal();
    turnEnded();
}

void RelayConnection::drained(RelayEnd &)
{
    // Not from within the carrier.
    if (!std::exchange(m_isBalanceDue, true))
        QMetaObject::invokeMethod(this, &RelayConnection::turnEnded, Qt::QueuedConnection);
}

void RelayConnection::over(RelayEnd &end)
{
    if (isFar(end) && !end.isUp()) {
        farFailed();
        return;
    }
    m_connector.reset();
    const bool isReset = end.wasReset() || (end.failure() && end.failure()->stage == hop::FailStage::Io);
    if (!isFar(end) && m_far && !m_far->isUp())
        m_far->fail(hop::FailStage::Cancelled, {});
    else if (isReset || end.failure())
        if (isFar(end) || m_far)
            other(end).close(isReset);
    turnEnded();
}

void RelayConnection::farFailed()
{
    const auto failure = m_far->failure();
    if (m_near->isOver() || !failure)
        return;
    session::Arrival &arrival = m_nearWatch->arrival();
    arrival.failedAt = failure->stage;
    arrival.failure = failure->reason;
    const bool isLate =
        failure->stage == hop::FailStage::ConnectTimeout || failure->stage == hop::FailStage::TlsTimeout;
    const std::string server = m_target.hostHeader();
    refuse(isLate ? 504 : 502,
           isLate ? "Hop101 did not reach " + server + " in time."
                  : "Hop101 could not connect to " + server
                   + (failure->reason.empty() ? "." : ": " + failure->reason + '.'));
}

void RelayConnection::refuse(int status, const std::string &sentence)
{
    m_isRefused = true;
    m_refusal = refusalBytes(status, sentence);
    m_early = {};
    answerRefusal();
}

/// An answer to a request that has not come yet would be taken for one to the next.
void RelayConnection::answerRefusal()
{
    if (m_hasAnsweredRefusal || (!m_nearWatch->hasBegun() && !m_near->hasInputEnded()))
        return;
    m_hasAnsweredRefusal = true;
    m_near->write(m_refusal);
    m_near->finish();
    m_timer.start(m_plan.timeouts.close); // what it still sends is read, or the answer could be lost
}

void RelayConnection::expire()
{
    if (m_hasAnsweredRefusal)
        m_near->close(false);
    else
        m_near->fail(hop::FailStage::UpgradeTimeout, {});
    turnEnded();
}

std::uint64_t RelayConnection::waitingFor(const RelayEnd *end, hop::Direction from) const
{
    return (end ? end->unsentBytes() : 0) + (m_filter ? m_filter->waitingBytes(from) : 0);
}

void RelayConnection::balance()
{
    if (m_near)
        m_near->setReading(!m_near->isBehind()
                           && m_early.size() + waitingFor(m_far.get(), hop::Direction::FromLeft)
                               <= kMaxRelayBytes);
    if (m_far)
        m_far->setReading(!m_far->isBehind()
                          && waitingFor(m_near.get(), hop::Direction::FromRight) <= kMaxRelayBytes);
}

void RelayConnection::turnEnded()
{
    m_isBalanceDue = false;
    balance();
    emit progressed();
    endIfBothOver();
}

void RelayConnection::endIfBothOver()
{
    if (!m_near->isOver() || (m_far && !m_far->isOver()) || std::exchange(m_isDone, true))
        return;
    m_timer.stop();
    session::Arrival &arrival = m_nearWatch->arrival();
    if (!arrival.failedAt && m_near->failure()) {
        arrival.failedAt = m_near->failure()->stage;
        arrival.failure = m_near->failure()->reason;
    }
    if (!m_nearWatch->isAnswered())
        m_host.arrived(arrival);
    // Queued: whoever hears it may delete this object, which is still at work.
    QMetaObject::invokeMethod(this, &RelayConnection::finished, Qt::QueuedConnection);
}

} // namespace hop101::net

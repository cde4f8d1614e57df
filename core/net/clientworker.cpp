// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/clientworker.h"

#include "core/hop/clientactor.h"
#include "core/net/clienttls.h"
#include "core/net/stream.h"
#include "core/net/tlswords.h"
#include "core/websocket/closecode.h"

namespace hop101::net {

namespace {

constexpr std::uint16_t kNormalClosure = 1000;

} // namespace

ClientWorker::ClientWorker(std::unique_ptr<capture::Recorder> recorder, const Options &options,
                           NoticeBoard &board)
    : m_recording(std::move(recorder)), m_echo(options.echo), m_maxMessages(options.maxMessages),
      m_board(board)
{
    m_recording.setParent(this); // moves to the thread with it
    connect(&m_recording, &Recording::committed, this, [this] {
        if (m_link)
            m_link->goOnReading();
        progress();
    });
}

ClientWorker::~ClientWorker()
{
    m_recording.finish(); // while those that hear it still live
}

void ClientWorker::start(const plan::Plan &plan, const plan::Url &url, const std::string &key)
{
    if (m_link || m_recording.isFinished())
        return;
    record(plan, url, key);
    publish(session::State::Connecting);
    m_connector = std::make_unique<Connector>();
    connect(m_connector.get(), &Connector::connected, this, &ClientWorker::connected);
    connect(m_connector.get(), &Connector::failed, this,
            [this](const Connector::Failure &failure) { m_link->fail(failure.stage, failure.reason); });
    m_connector->start(url.host, url.port, plan.timeouts.connect);
    if (url.secure && !prepareTls())
        m_connector.reset();
}

void ClientWorker::record(const plan::Plan &plan, const plan::Url &url, const std::string &key)
{
    m_plan = plan;
    m_url = url;
    plan::Limits limits = plan.limits;
    if (m_echo && limits.messageBytes == 0)
        limits.messageBytes = hop::kMaxEchoBytes; // an echo needs whole messages in memory
    m_actor = std::make_unique<hop::ClientActor>(
        plan, plan::requestHead(plan, url, key), [this] { return m_maskKeys.next(); },
        hop::ClientOptions{m_echo});
    m_watch = std::make_unique<HopWatch>(*m_actor);

    capture::Recorder &recorder = m_recording.recorder();
    const auto client = recorder.addParty({{}, "Client", capture::Role::Client, "Hop101"});
    m_server = recorder.addParty({{}, "Server", capture::Role::Server, url.hostHeader()});
    capture::Hop made;
    made.left = client;
    made.right = m_server;
    made.url = url.text();
    made.transport = url.secure ? R"({"tls":true})" : R"({"tls":false})";
    made.plan = plan::toJson(plan);
    made.limits = limits;
    const base::HopId id = recorder.addHop(made, m_watch.get());

    m_door = std::make_unique<RecorderDoor>(recorder, id, m_recording.clock());
    m_link = std::make_unique<HopLink>(hop::Direction::FromLeft, *m_actor, *m_door);
    connect(m_link.get(), &HopLink::progressed, this, &ClientWorker::progress);
    connect(m_link.get(), &HopLink::finished, this, &ClientWorker::finish);
}

void ClientWorker::connected(const Connector::Connected &connection)
{
    if (m_link->isOver()) { // cancelled in the same turn
        Stream(connection.descriptor).close(false);
        return;
    }
    m_recording.recorder().setPartyAddress(m_server, connection.peer);
    m_link->start(connection.descriptor, {connection.local, connection.peer}, std::move(m_tls));
}

bool ClientWorker::prepareTls()
{
    auto filter = clientTls(m_plan.tls, m_url.host);
    if (!filter) {
        m_link->fail(hop::FailStage::Tls, wordsFor(filter.error()));
        return false;
    }
    m_tls.emplace(
        TlsStart{std::move(filter).value(), m_plan.timeouts.tls,
                 [this](const tls::TlsFilter &done) { return acceptsUntrusted(m_plan.tls, done); }});
    return true;
}

void ClientWorker::send(const plan::FramePlan &frame)
{
    if (m_link)
        m_link->send(frame);
}

void ClientWorker::close(std::uint16_t code, const std::string &reason)
{
    if (m_link)
        m_link->close(code, reason);
}

void ClientWorker::cancel()
{
    m_connector.reset();
    if (m_link)
        m_link->fail(hop::FailStage::Cancelled, {});
    finish();
}

/// Here, because a flood would be far beyond before anybody else had counted. In its turn behind what the
/// plan still sends.
void ClientWorker::closeAfterMessages()
{
    if (!m_maxMessages || m_watch->messagesFromRight() < *m_maxMessages
        || m_link->state() != session::State::Open)
        return;
    m_maxMessages.reset();
    plan::FramePlan frame;
    frame.opcode = websocket::Opcode::Close;
    frame.payload = websocket::closeBody(kNormalClosure, {});
    m_link->send(frame);
}

void ClientWorker::continueIn(const std::string &capturePath)
{
    m_recording.continueIn(capturePath);
    progress();
}

void ClientWorker::progress()
{
    if (m_recording.isFinished() || !m_link)
        return;
    m_recording.keepUp();
    closeAfterMessages();
    publish(state());
}

void ClientWorker::finish()
{
    if (m_recording.isFinished())
        return;
    m_connector.reset();
    m_recording.finish();
    // Closed is told last: who sees it finds a whole capture.
    publish(session::State::Closed);
}

session::State ClientWorker::state() const
{
    // Between its end and finish() a link is not Closed for others: the capture is not yet whole.
    const session::State state = m_link->state();
    return state == session::State::Closed ? session::State::Closing : state;
}

void ClientWorker::publish(session::State state)
{
    session::Notice notice;
    notice.state = state;
    notice.progress = m_recording.takeProgress();
    notice.captureError = m_recording.error();
    notice.capturePath = m_recording.recorder().path();
    notice.dropped = m_recording.recorder().dropped();
    if (m_watch)
        notice.upgradedAfter = m_watch->upgradedAfter();
    if (m_watch)
        notice.messagesReceived = m_watch->messagesFromRight();
    if (m_link) {
        m_unsent = m_link->unsentBytes();
        notice.unsentBytes = m_unsent;
        notice.bytesFromLeft = m_link->bytesOf(hop::Direction::FromLeft);
        notice.bytesFromRight = m_link->bytesOf(hop::Direction::FromRight);
        notice.doubt = m_link->doubt();
        if (m_link->failure()) {
            notice.failedAt = m_link->failure()->stage;
            notice.failure = m_link->failure()->reason;
        }
    }
    m_board.put(std::move(notice));
}

} // namespace hop101::net

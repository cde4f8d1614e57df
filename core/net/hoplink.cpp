// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/hoplink.h"

#include "core/base/overloaded.h"
#include "core/net/stream.h"
#include "core/net/tlsstream.h"
#include "core/net/tlswords.h"

#include <algorithm>

namespace hop101::net {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kMaxTimer = std::chrono::hours(24 * 20); // a QTimer counts in int

std::uint64_t sizeOf(const hop::Command &command)
{
    const auto *send = std::get_if<hop::SendBytes>(&command);
    return send ? send->bytes.size() : 0;
}

/// Waiting for one's turn makes no sense for it.
bool endsConnection(const hop::Command &command)
{
    return std::holds_alternative<hop::Disconnect>(command) || std::holds_alternative<hop::GiveUp>(command);
}

} // namespace

HopLink::HopLink(hop::Direction own, hop::Actor &actor, Door &door) : m_own(own), m_actor(actor), m_door(door)
{
    for (QTimer *timer : {&m_tlsTimer, &m_upgradeTimer, &m_closeTimer, &m_waitTimer})
        timer->setSingleShot(true);
    m_waitTimer.setTimerType(Qt::PreciseTimer);
    connect(&m_waitTimer, &QTimer::timeout, this, &HopLink::waitIsOver);
    connect(&m_tlsTimer, &QTimer::timeout, this, [this] { fail(hop::FailStage::TlsTimeout, {}); });
    connect(&m_upgradeTimer, &QTimer::timeout, this, [this] { expire(hop::Timer::Upgrade); });
    connect(&m_closeTimer, &QTimer::timeout, this, [this] { expire(hop::Timer::Close); });
}

HopLink::~HopLink() = default;

void HopLink::start(int descriptor, hop::Opened opened, std::optional<TlsStart> tls)
{
    feed(hop::Direction::FromLeft, std::move(opened)); // the left one is who connected
    auto stream = std::make_unique<Stream>(descriptor);
    if (tls) {
        startTls(std::move(stream), std::move(*tls));
    } else {
        m_carrier = std::move(stream);
        m_carrier->start(*this);
        beginActor();
    }
    emit progressed();
}

void HopLink::startTls(std::unique_ptr<Carrier> below, TlsStart tls)
{
    auto carrier = std::make_unique<TlsStream>(std::move(below), std::move(tls.filter));
    m_tls = carrier.get();
    m_accepts = std::move(tls.accepts);
    m_carrier = std::move(carrier);
    m_tlsTimer.start(tls.timeout);
    connect(m_tls, &TlsStream::up, this, &HopLink::secured);
    connect(m_tls, &TlsStream::failed, this,
            [this](const tls::TlsError &error) { fail(hop::FailStage::Tls, wordsFor(error)); });
    m_carrier->start(*this);
}

void HopLink::secured()
{
    m_tlsTimer.stop();
    const tls::TlsFilter &filter = m_tls->filter();
    const std::string objection = m_accepts ? objectionTo(filter) : std::string();
    if (!objection.empty() && !m_accepts(filter)) {
        m_doubt = doubtAbout(filter);
        fail(hop::FailStage::Certificate, objection);
        return;
    }
    const tls::Negotiated &agreed = filter.negotiated();
    feed(m_own, hop::Secured{agreed.version, agreed.cipher, nameOfPeer(filter), objection});
    beginActor();
}

void HopLink::beginActor()
{
    m_hasBegun = true;
    m_actor.begin();
    turn(Cause::Own);
}

bool HopLink::send(const plan::FramePlan &frame)
{
    const bool isSent = m_hasBegun && !m_isOver && m_actor.send(frame);
    turn(Cause::Own);
    return isSent;
}

void HopLink::close(std::uint16_t code, const std::string &reason)
{
    if (m_isOver)
        return;
    if (!m_hasBegun || state() == session::State::Upgrading) {
        fail(hop::FailStage::Cancelled, {});
        return;
    }
    endWait();
    m_actor.close(code, reason);
    turn(Cause::Own);
}

void HopLink::stop()
{
    if (m_hasBegun && state() != session::State::Upgrading)
        close(1001, {});
    disconnectNow(false);
}

session::State HopLink::state() const noexcept
{
    if (m_isOver)
        return session::State::Closed;
    if (!m_hasBegun)
        return m_tls ? session::State::Securing : session::State::Connecting;
    switch (m_actor.state()) {
    case hop::ActorState::Idle:
    case hop::ActorState::Upgrading:
        return session::State::Upgrading;
    case hop::ActorState::Open:
        return session::State::Open;
    case hop::ActorState::Closing:
    case hop::ActorState::Done:
        break;
    }
    return session::State::Closing;
}

void HopLink::received(base::ByteSpan bytes)
{
    m_bytes[indexOf(opposite(m_own))] += bytes.size();
    feed(opposite(m_own), hop::BytesSeen{bytes});
    turn(Cause::Reply);
}

void HopLink::taken(base::ByteSpan bytes)
{
    m_bytes[indexOf(m_own)] += bytes.size();
    noteTaken(bytes.size());
    feed(m_own, hop::BytesSeen{bytes});
    // What the actor wants now is done by the turn that flushed, or by the next one from the event loop.
    if (!m_isObeying)
        QMetaObject::invokeMethod(
            this, [this] { turn(Cause::Own); }, Qt::QueuedConnection);
}

void HopLink::inputEnded(hop::EndCause cause)
{
    feedEnd(opposite(m_own), cause);
    if (cause == hop::EndCause::Reset)
        disconnectNow(false); // a reset ends both directions
    turn(Cause::Reply);
    finishIfBothEnded();
}

void HopLink::outputEnded(hop::EndCause cause)
{
    m_waiting.clear();
    m_waitingReplies = 0;
    feedEnd(m_own, cause);
    turn(Cause::Own);
    finishIfBothEnded();
}

void HopLink::broke(const std::string &reason)
{
    fail(hop::FailStage::Io, reason);
}

void HopLink::feed(hop::Direction direction, hop::InputData data)
{
    m_door.take(direction, std::move(data));
}

void HopLink::feedEnd(hop::Direction direction, hop::EndCause cause)
{
    if (std::exchange(m_hasEnded[indexOf(direction)], true))
        return;
    feed(direction, hop::Ended{cause});
    if (m_hasBegun)
        m_actor.ended(direction, cause);
}

void HopLink::turn(Cause cause)
{
    if (m_isObeying)
        return;
    m_isObeying = true;
    for (auto commands = m_actor.takeCommands(); !commands.empty(); commands = m_actor.takeCommands()) {
        for (hop::Command &command : commands)
            if (!m_isOver)
                doOrHold(std::move(command), cause);
        if (!m_isOver)
            m_carrier->flush();
    }
    m_isObeying = false;
    if (!m_isOver)
        balanceReading();
    emit progressed();
}

void HopLink::doOrHold(hop::Command command, Cause cause)
{
    if (m_waitTimer.isActive() && !endsConnection(command))
        hold(std::move(command), cause);
    else
        obey(std::move(command), cause);
}

void HopLink::obey(hop::Command command, Cause cause)
{
    std::visit(base::overloaded{
                   [&](hop::SendBytes &c) { send(std::move(c.bytes), cause); },
                   [&](hop::Wait &c) {
                       m_carrier->flush();
                       m_waitTimer.start(std::clamp(c.time, milliseconds(0), kMaxTimer));
                   },
                   [&](hop::HalfClose &) { m_carrier->finish(); },
                   [&](hop::Disconnect &c) {
                       m_carrier->flush();
                       disconnectNow(c.reset);
                   },
                   [&](hop::StartTimer &c) { timerOf(c.timer).start(std::min(c.after, kMaxTimer)); },
                   [&](hop::StopTimer &c) { timerOf(c.timer).stop(); },
                   [&](hop::GiveUp &c) { fail(c.stage, {}); },
               },
               command);
}

void HopLink::hold(hop::Command command, Cause cause)
{
    const std::uint64_t size = sizeOf(command);
    m_heldBytes += size;
    if (cause == Cause::Reply)
        m_heldReplies += size;
    m_held.emplace_back(std::move(command), cause);
}

std::optional<std::pair<hop::Command, HopLink::Cause>> HopLink::takeHeld()
{
    if (m_held.empty())
        return {};
    auto next = std::move(m_held.front());
    m_held.pop_front();
    m_heldBytes -= sizeOf(next.first);
    if (next.second == Cause::Reply)
        m_heldReplies -= sizeOf(next.first);
    return next;
}

void HopLink::waitIsOver()
{
    m_isObeying = true;
    while (!m_isOver && !m_waitTimer.isActive()) {
        auto next = takeHeld();
        if (!next)
            break;
        obey(std::move(next->first), next->second);
    }
    if (!m_isOver)
        m_carrier->flush();
    m_isObeying = false;
    turn(Cause::Own);
}

/// Someone wants to close now: what was to come later is not sent, but a Close that is on its way is.
void HopLink::endWait()
{
    m_waitTimer.stop();
    m_isObeying = true;
    const bool isClosing = m_actor.state() == hop::ActorState::Closing;
    while (auto next = takeHeld()) {
        const bool isSend = std::holds_alternative<hop::SendBytes>(next->first);
        const bool isWait = std::holds_alternative<hop::Wait>(next->first);
        if (!m_isOver && !isWait && (isClosing || !isSend))
            obey(std::move(next->first), next->second);
    }
    m_isObeying = false;
}

void HopLink::send(base::Bytes bytes, Cause cause)
{
    if (bytes.empty() || m_hasEnded[indexOf(m_own)])
        return;
    if (cause == Cause::Reply)
        m_waitingReplies += bytes.size();
    if (!m_waiting.empty() && m_waiting.back().cause == cause)
        m_waiting.back().size += bytes.size();
    else
        m_waiting.push_back({bytes.size(), cause});
    m_carrier->write(std::move(bytes));
}

void HopLink::noteTaken(std::uint64_t size)
{
    while (size > 0 && !m_waiting.empty()) {
        Waiting &front = m_waiting.front();
        const std::uint64_t part = std::min(size, front.size);
        front.size -= part;
        size -= part;
        if (front.cause == Cause::Reply)
            m_waitingReplies -= part;
        if (front.size == 0)
            m_waiting.pop_front();
    }
}

void HopLink::balanceReading()
{
    // Only replies hold reading up: two sides that each wait with what they have of their own would wait for
    // ever.
    const std::uint64_t replies = m_waitingReplies + m_heldReplies;
    if (replies > kMaxReplyBytes)
        m_repliesWait = true;
    else if (replies <= kMaxReplyBytes / 2)
        m_repliesWait = false;
    m_carrier->setReading(!m_repliesWait && !m_door.isBehind());
}

void HopLink::goOnReading()
{
    if (m_carrier && !m_isOver)
        balanceReading();
}

void HopLink::fail(hop::FailStage stage, const std::string &reason)
{
    if (m_isOver)
        return;
    m_failure = hop::Failed{stage, reason};
    feed(m_own, *m_failure);
    disconnectNow(false);
}

void HopLink::disconnectNow(bool reset)
{
    if (std::exchange(m_isOver, true))
        return;
    for (QTimer *timer : {&m_tlsTimer, &m_upgradeTimer, &m_closeTimer, &m_waitTimer})
        timer->stop();
    m_held.clear();
    m_heldBytes = m_heldReplies = 0;
    if (m_carrier) {
        m_carrier->close(reset);
        feedEnd(m_own, hop::EndCause::ByUs);
        feedEnd(opposite(m_own), hop::EndCause::ByUs);
    }
    // Queued: whoever hears it may delete this object, which is still at work.
    QMetaObject::invokeMethod(this, &HopLink::finished, Qt::QueuedConnection);
}

void HopLink::finishIfBothEnded()
{
    if (m_hasEnded[0] && m_hasEnded[1])
        disconnectNow(false);
}

void HopLink::expire(hop::Timer timer)
{
    feed(m_own, hop::Tick{});
    m_actor.expired(timer);
    turn(Cause::Own);
}

} // namespace hop101::net

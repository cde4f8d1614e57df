// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/hop/actor.h"
#include "core/net/carrier.h"
#include "core/net/door.h"
#include "core/session/session.h"
#include "core/tls/tlsfilter.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hop101::net {

class TlsStream;

/// While more than this waits because of what was received (echoes, pongs), nothing more is read. In bytes.
inline constexpr std::uint64_t kMaxReplyBytes = 1024 * 1024;

/// How a link gets TLS before its actor begins.
struct TlsStart
{
    tls::TlsFilter filter;
    std::chrono::milliseconds timeout{10'000};
    /// Asked once the handshake is done, where the peer's certificate is not trusted. Null: a server, which
    /// asks for none.
    std::function<bool(const tls::TlsFilter &)> accepts;
};

/// Drives one hop at one of its ends: carrier, door and actor. What the carrier brings goes through the door,
/// which lets the actor hear it; then the actor's commands are done, in order. Behind a Wait they queue up,
/// whoever they come from; only what ends the connection is done at once. Lives on one thread with an
/// event loop. Tells progressed() after each turn and finished() once, when nothing more can happen.
class HopLink : public QObject, private CarrierListener
{
    Q_OBJECT
public:
    /// `own`: whose part the actor plays. Actor and door must outlive it.
    HopLink(hop::Direction own, hop::Actor &actor, Door &door);
    ~HopLink() override;

    /// Takes over a connected descriptor; `opened` goes through the door first.
    void start(int descriptor, hop::Opened opened, std::optional<TlsStart> tls);
    /// Failed{stage} goes through the door, then everything ends. Nothing once it is over.
    void fail(hop::FailStage stage, const std::string &reason);
    /// False where the actor cannot send it now.
    bool send(const plan::FramePlan &frame);
    /// Starts the closing handshake; before the upgrade it is a cancel. Ends a Wait: what was to be sent
    /// after it is dropped, unless a Close is among it; then all of it goes out now.
    void close(std::uint16_t code, const std::string &reason);
    /// We go away: says so with Close 1001 where it can, and ends at once.
    void stop();

    /// The door may not be behind any more.
    void goOnReading();

    session::State state() const noexcept;
    bool isOver() const noexcept { return m_isOver; }
    /// Given to this link and not yet with the kernel, before TLS; also what a Wait holds back.
    std::uint64_t unsentBytes() const { return (m_carrier ? m_carrier->unsentBytes() : 0) + m_heldBytes; }
    std::uint64_t bytesOf(hop::Direction direction) const noexcept { return m_bytes[indexOf(direction)]; }
    const std::optional<hop::Failed> &failure() const noexcept { return m_failure; }
    const std::optional<session::CertificateDoubt> &doubt() const noexcept { return m_doubt; }

signals:
    void progressed();
    void finished();

private:
    /// Bytes that wait, and why.
    enum class Cause : std::uint8_t { Own, Reply };
    struct Waiting
    {
        std::uint64_t size;
        Cause cause;
    };

    void received(base::ByteSpan bytes) override;
    void taken(base::ByteSpan bytes) override;
    void inputEnded(hop::EndCause cause) override;
    void outputEnded(hop::EndCause cause) override;
    void broke(const std::string &reason) override;

    void startTls(std::unique_ptr<Carrier> below, TlsStart tls);
    void secured();
    void beginActor();
    void feed(hop::Direction direction, hop::InputData data);
    void feedEnd(hop::Direction direction, hop::EndCause cause);
    void turn(Cause cause);
    void doOrHold(hop::Command command, Cause cause);
    void obey(hop::Command command, Cause cause);
    void hold(hop::Command command, Cause cause);
    std::optional<std::pair<hop::Command, Cause>> takeHeld();
    void waitIsOver();
    void endWait();
    void send(base::Bytes bytes, Cause cause);
    void noteTaken(std::uint64_t size);
    void balanceReading();
    void disconnectNow(bool reset);
    void finishIfBothEnded();
    void expire(hop::Timer timer);
    QTimer &timerOf(hop::Timer timer) noexcept
    {
        return timer == hop::Timer::Upgrade ? m_upgradeTimer : m_closeTimer;
    }
    static std::size_t indexOf(hop::Direction direction) noexcept
    {
        return static_cast<std::size_t>(direction);
    }

    const hop::Direction m_own;
    hop::Actor &m_actor;
    Door &m_door;
    std::unique_ptr<Carrier> m_carrier;
    TlsStream *m_tls = nullptr; ///< m_carrier, where that is TLS
    std::function<bool(const tls::TlsFilter &)> m_accepts;

    QTimer m_tlsTimer;
    QTimer m_upgradeTimer;
    QTimer m_closeTimer;
    QTimer m_waitTimer; ///< runs: commands are held
    std::deque<std::pair<hop::Command, Cause>> m_held;
    std::uint64_t m_heldBytes = 0; ///< in m_held
    std::uint64_t m_heldReplies = 0; ///< of these
    std::deque<Waiting> m_waiting; ///< with the carrier
    std::uint64_t m_waitingReplies = 0; ///< in m_waiting
    std::array<std::uint64_t, 2> m_bytes{};
    std::array<bool, 2> m_hasEnded{};
    bool m_repliesWait = false; ///< too many of them to read on
    bool m_hasBegun = false;
    bool m_isObeying = false;
    bool m_isOver = false;
    std::optional<hop::Failed> m_failure;
    std::optional<session::CertificateDoubt> m_doubt;
};

} // namespace hop101::net

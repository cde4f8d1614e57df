// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/carrier.h"
#include "core/net/door.h"
#include "core/net/hoplink.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace hop101::net {

class RelayEnd;
class TlsStream;

/// Hears a RelayEnd, on its thread. A call may close ends, never delete them.
class RelayEndListener
{
public:
    virtual ~RelayEndListener() = default;
    /// Connected, and TLS is up where there is any.
    virtual void up(RelayEnd &end) = 0;
    /// From the peer, after they went through the door. The span lives as long as the call.
    virtual void received(RelayEnd &end, base::ByteSpan bytes) = 0;
    /// The peer ended its direction; a reset ends all, and is told by over().
    virtual void inputFinished(RelayEnd &end) = 0;
    /// Some of what waited was sent.
    virtual void drained(RelayEnd &end) = 0;
    /// Nothing more can happen here. Told once, unless it was told to close().
    virtual void over(RelayEnd &end) = 0;
};

/// One of the two connections of a relay: carrier and door, and nobody who decides anything. Lives on one
/// thread with an event loop.
class RelayEnd final : public QObject, private CarrierListener
{
    Q_OBJECT
public:
    /// `own`: what we send here has this direction. All must outlive it.
    RelayEnd(hop::Direction own, Door &door, RelayEndListener &listener);
    ~RelayEnd() override;

    /// Takes over a connected descriptor; `opened` goes through the door first.
    void start(int descriptor, hop::Opened opened, std::optional<TlsStart> tls);
    /// Failed{stage} goes through the door, then everything ends.
    void fail(hop::FailStage stage, const std::string &reason);

    /// Puts bytes behind those that wait; flush() passes them on.
    void write(base::ByteSpan bytes);
    void flush();
    /// Ends our direction when all is sent.
    void finish();
    void close(bool reset);
    void setReading(bool on);

    bool isUp() const noexcept { return m_isUp; }
    bool isOver() const noexcept { return m_isOver; }
    bool isBehind() const { return m_door.isBehind(); }
    /// The peer sends no more.
    bool hasInputEnded() const noexcept { return m_hasEnded[indexOf(opposite(m_own))]; }
    bool hasOutputEnded() const noexcept { return m_hasEnded[indexOf(m_own)]; }
    /// The peer answered with a reset, to what it was sent or of its own.
    bool wasReset() const noexcept { return m_wasReset; }
    std::uint64_t unsentBytes() const { return m_carrier ? m_carrier->unsentBytes() : 0; }
    const std::optional<hop::Failed> &failure() const noexcept { return m_failure; }

private:
    void received(base::ByteSpan bytes) override;
    void taken(base::ByteSpan bytes) override;
    void inputEnded(hop::EndCause cause) override;
    void outputEnded(hop::EndCause cause) override;
    void broke(const std::string &reason) override;

    void startTls(std::unique_ptr<Carrier> below, TlsStart tls);
    void secured();
    void becomeUp();
    void feedEnd(hop::Direction direction, hop::EndCause cause);
    bool disconnectNow(bool reset);
    void endIfBothEnded();
    static std::size_t indexOf(hop::Direction direction) noexcept
    {
        return static_cast<std::size_t>(direction);
    }

    const hop::Direction m_own;
    Door &m_door;
    RelayEndListener &m_listener;
    std::unique_ptr<Carrier> m_carrier;
    TlsStream *m_tls = nullptr; ///< m_carrier, where that is TLS
    std::function<bool(const tls::TlsFilter &)> m_accepts;
    QTimer m_tlsTimer;
    std::array<bool, 2> m_hasEnded{};
    bool m_isUp = false;
    bool m_isOver = false;
    bool m_wasReset = false;
    std::optional<hop::Failed> m_failure;
};

} // namespace hop101::net

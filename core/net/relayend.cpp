// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/relayend.h"

#include "core/net/stream.h"
#include "core/net/tlsstream.h"
#include "core/net/tlswords.h"

namespace hop101::net {

RelayEnd::RelayEnd(hop::Direction own, Door &door, RelayEndListener &listener)
    : m_own(own), m_door(door), m_listener(listener)
{
    m_tlsTimer.setSingleShot(true);
    connect(&m_tlsTimer, &QTimer::timeout, this, [this] { fail(hop::FailStage::TlsTimeout, {}); });
}

RelayEnd::~RelayEnd() = default;

void RelayEnd::start(int descriptor, hop::Opened opened, std::optional<TlsStart> tls)
{
    m_door.take(hop::Direction::FromLeft, std::move(opened)); // the left one is who connected
    auto stream = std::make_unique<Stream>(descriptor);
    if (tls) {
        startTls(std::move(stream), std::move(*tls));
    } else {
        m_carrier = std::move(stream);
        m_carrier->start(*this);
        becomeUp();
    }
}

void RelayEnd::startTls(std::unique_ptr<Carrier> below, TlsStart tls)
{
    auto carrier = std::make_unique<TlsStream>(std::move(below), std::move(tls.filter));
    m_tls = carrier.get();
    m_accepts = std::move(tls.accepts);
    m_carrier = std::move(carrier);
    m_tlsTimer.start(tls.timeout);
    connect(m_tls, &TlsStream::up, this, &RelayEnd::secured);
    connect(m_tls, &TlsStream::failed, this,
            [this](const tls::TlsError &error) { fail(hop::FailStage::Tls, wordsFor(error)); });
    m_carrier->start(*this);
}

void RelayEnd::secured()
{
    m_tlsTimer.stop();
    const tls::TlsFilter &filter = m_tls->filter();
    const std::string objection = m_accepts ? objectionTo(filter) : std::string();
    if (!objection.empty() && !m_accepts(filter)) {
        fail(hop::FailStage::Certificate, objection);
        return;
    }
    const tls::Negotiated &agreed = filter.negotiated();
    m_door.take(m_own, hop::Secured{agreed.version, agreed.cipher, nameOfPeer(filter), objection});
    becomeUp();
}

void RelayEnd::becomeUp()
{
    if (m_isOver)
        return;
    m_isUp = true;
    m_listener.up(*this);
}

void RelayEnd::write(base::ByteSpan bytes)
{
    if (m_carrier && !hasOutputEnded() && !bytes.empty())
        m_carrier->write(base::Bytes(bytes.begin(), bytes.end()));
}

void RelayEnd::flush()
{
    if (m_carrier && !m_isOver)
        m_carrier->flush();
}

void RelayEnd::finish()
{
    if (m_carrier && !hasOutputEnded())
        m_carrier->finish();
}

void RelayEnd::close(bool reset)
{
    disconnectNow(reset);
}

void RelayEnd::setReading(bool on)
{
    if (m_carrier && !m_isOver)
        m_carrier->setReading(on);
}

void RelayEnd::fail(hop::FailStage stage, const std::string &reason)
{
    if (m_isOver)
        return;
    m_failure = hop::Failed{stage, reason};
    m_door.take(m_own, *m_failure);
    if (disconnectNow(false))
        m_listener.over(*this);
}

void RelayEnd::received(base::ByteSpan bytes)
{
    m_door.take(opposite(m_own), hop::BytesSeen{bytes});
    m_listener.received(*this, bytes);
}

void RelayEnd::taken(base::ByteSpan bytes)
{
    m_door.take(m_own, hop::BytesSeen{bytes});
    m_listener.drained(*this);
}

void RelayEnd::inputEnded(hop::EndCause cause)
{
    feedEnd(opposite(m_own), cause);
    if (cause == hop::EndCause::Reset) {
        m_wasReset = true;
        if (disconnectNow(false)) // a reset ends both directions
            m_listener.over(*this);
        return;
    }
    m_listener.inputFinished(*this);
    endIfBothEnded();
}

void RelayEnd::outputEnded(hop::EndCause cause)
{
    m_wasReset = m_wasReset || cause == hop::EndCause::Reset;
    feedEnd(m_own, cause);
    endIfBothEnded();
}

void RelayEnd::broke(const std::string &reason)
{
    fail(hop::FailStage::Io, reason);
}

void RelayEnd::feedEnd(hop::Direction direction, hop::EndCause cause)
{
    if (!std::exchange(m_hasEnded[indexOf(direction)], true))
        m_door.take(direction, hop::Ended{cause});
}

bool RelayEnd::disconnectNow(bool reset)
{
    if (std::exchange(m_isOver, true))
        return false;
    m_tlsTimer.stop();
    if (m_carrier) {
        m_carrier->close(reset);
        feedEnd(m_own, hop::EndCause::ByUs);
        feedEnd(opposite(m_own), hop::EndCause::ByUs);
    }
    return true;
}

void RelayEnd::endIfBothEnded()
{
    if (m_hasEnded[0] && m_hasEnded[1] && disconnectNow(false))
        m_listener.over(*this);
}

} // namespace hop101::net

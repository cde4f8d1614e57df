// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlsstream.h"

#include "core/net/tlswords.h"

#include <algorithm>

namespace hop101::net {

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024; // encrypted at a time
constexpr std::uint64_t kMaxCipherBytes = 256 * 1024; // that wait below before more is encrypted

} // namespace

TlsStream::TlsStream(std::unique_ptr<Carrier> below, tls::TlsFilter filter)
    : m_below(std::move(below)), m_filter(std::move(filter))
{ }

TlsStream::~TlsStream() = default;

void TlsStream::start(CarrierListener &listener)
{
    m_listener = &listener;
    m_below->start(*this);
    passOutput();
}

void TlsStream::write(base::Bytes bytes)
{
    if (m_isClosed || m_isFinishing || bytes.empty())
        return;
    m_unsent += bytes.size();
    m_queue.push_back(std::move(bytes));
}

void TlsStream::flush()
{
    if (!m_isClosed)
        encrypt();
}

void TlsStream::finish()
{
    m_isFinishing = true;
    flush();
}

void TlsStream::close(bool reset)
{
    if (std::exchange(m_isClosed, true))
        return;
    m_queue.clear();
    m_inFlight.clear();
    m_unsent = 0;
    if (!reset) {
        m_filter.close(); // as far as the kernel takes it: the peer need not suspect a truncation
        passOutput();
    }
    m_below->close(reset);
}

void TlsStream::setReading(bool on)
{
    m_below->setReading(on);
}

void TlsStream::received(base::ByteSpan ciphertext)
{
    const tls::TlsState before = m_filter.state();
    base::Bytes plaintext;
    m_filter.receive(ciphertext, plaintext);
    passOutput(); // handshake messages, key updates, alerts
    stepAfter(before, std::move(plaintext));
}

void TlsStream::stepAfter(tls::TlsState before, base::Bytes plaintext)
{
    const tls::TlsState after = m_filter.state();
    if (before == tls::TlsState::Handshaking && after == tls::TlsState::Failed) {
        emit failed(m_filter.error());
        return;
    }
    if (before == tls::TlsState::Handshaking && after != tls::TlsState::Handshaking)
        emit up();
    if (!m_isClosed && !plaintext.empty())
        m_listener->received(plaintext);
    if (m_isClosed)
        return;
    encrypt(); // room may have come meanwhile
    if (after == tls::TlsState::Failed)
        m_listener->broke(wordsFor(m_filter.error()));
    else if (m_filter.peerClosed())
        endInput(hop::EndCause::Fin);
}

void TlsStream::inputEnded(hop::EndCause cause)
{
    const bool wasHandshaking = m_filter.state() == tls::TlsState::Handshaking;
    m_filter.receiveEnd();
    if (wasHandshaking)
        emit failed(m_filter.error());
    else
        endInput(cause);
}

void TlsStream::endInput(hop::EndCause cause)
{
    if (!std::exchange(m_inputEnded, true))
        m_listener->inputEnded(cause);
}

void TlsStream::outputEnded(hop::EndCause cause)
{
    if (m_filter.state() != tls::TlsState::Handshaking)
        m_listener->outputEnded(cause);
}

void TlsStream::broke(const std::string &reason)
{
    m_listener->broke(reason);
}

void TlsStream::encrypt()
{
    while (!m_isClosed && !m_queue.empty() && m_below->unsentBytes() < kMaxCipherBytes && encryptFront()) { }
    finishIfDone();
}

bool TlsStream::encryptFront()
{
    const base::Bytes &front = m_queue.front();
    const base::ByteSpan left = base::ByteSpan(front).subspan(m_frontEncrypted);
    const std::size_t size = m_filter.send(left.first(std::min(left.size(), kPieceBytes)));
    if (size == 0)
        return false;
    InFlight piece{m_cipherWritten + m_filter.outputBytes(), {}};
    piece.plaintext.assign(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(size));
    m_inFlight.push_back(std::move(piece));
    m_frontEncrypted += size;
    if (m_frontEncrypted == front.size()) {
        m_queue.pop_front();
        m_frontEncrypted = 0;
    }
    passOutput();
    return true;
}

void TlsStream::passOutput()
{
    base::Bytes output = m_filter.takeOutput();
    if (output.empty())
        return;
    m_cipherWritten += output.size();
    m_below->write(std::move(output));
    m_isPassing = true;
    m_below->flush();
    m_isPassing = false;
}

void TlsStream::taken(base::ByteSpan ciphertext)
{
    m_cipherTaken += ciphertext.size();
    while (!m_inFlight.empty() && m_inFlight.front().cipherEnd <= m_cipherTaken) {
        const InFlight piece = std::move(m_inFlight.front());
        m_inFlight.pop_front();
        m_unsent -= piece.plaintext.size();
        m_listener->taken(piece.plaintext);
    }
    // From the event loop the carrier below is in the middle of its own flush: go on when it is done.
    if (!m_isClosed && !m_isPassing && (!m_queue.empty() || m_isFinishing))
        QMetaObject::invokeMethod(this, &TlsStream::flush, Qt::QueuedConnection);
}

void TlsStream::finishIfDone()
{
    if (m_isClosed || !m_isFinishing || !m_queue.empty())
        return;
    m_filter.close();
    passOutput();
    m_below->finish();
}

} // namespace hop101::net

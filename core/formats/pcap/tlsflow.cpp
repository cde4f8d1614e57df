// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/tlsflow.h"

#include "core/diagram/visibletext.h"

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kNameCharacters = 100;
constexpr std::size_t kMostKinds = 50; ///< of streams that were not read; further ones are told together

std::string why(const TlsDecrypter &tls)
{
    switch (tls.state()) {
    case TlsDecrypter::State::NotRead:
        return " cannot be read: " + tls.version() + " with " + tls.suite()
            + " is not supported, only TLS 1.2 and 1.3 with AES or ChaCha20.";
    case TlsDecrypter::State::Broken:
    case TlsDecrypter::State::Hello:
        return " cannot be read: its handshake is not in the file.";
    case TlsDecrypter::State::NoKeys:
        return " cannot be read: its keys are not there. Give the key log (SSLKEYLOGFILE) of the client or "
               "of "
               "the server, or a pcapng that holds it.";
    case TlsDecrypter::State::Reading:
        break;
    }
    return " cannot be read: the key log has other keys for it.";
}

} // namespace

TlsFlow::TlsFlow(FlowContext &context, FlowEnds ends) : m_context(context), m_ends(ends), m_tls(context.keys)
{ }

TlsFlow::~TlsFlow() = default;

bool TlsFlow::isUseless() const noexcept
{
    if (m_inside)
        return m_inside->isIgnored();
    return m_tls.state() != TlsDecrypter::State::Hello && m_tls.state() != TlsDecrypter::State::Reading;
}

void TlsFlow::bytes(hop::Direction from, PacketTime time, base::ByteSpan bytes)
{
    m_time = time;
    m_tls.take(from, bytes, *this);
}

void TlsFlow::lost(hop::Direction from, PacketTime time, std::uint64_t bytes)
{
    m_tls.lose(from);
    if (m_inside)
        m_inside->lost(sideOf(from), time, bytes);
}

void TlsFlow::ended(hop::Direction from, PacketTime time, hop::EndCause cause)
{
    if (!m_inside)
        return;
    if (cause == hop::EndCause::Fin)
        m_inside->fin(sideOf(from), time);
    else
        m_inside->reset(sideOf(from), time);
}

void TlsFlow::secured()
{
    FlowEnds ends = m_ends;
    ends.secured = hop::Secured{m_tls.version(), m_tls.suite(), {}, {}};
    ends.securedAt = m_time;
    m_inside = std::make_unique<FlowContent>(m_context, ends);
}

void TlsFlow::inside(hop::Direction from, base::ByteSpan bytes)
{
    m_inside->bytes(sideOf(from), m_time, bytes);
}

void TlsFlow::finish()
{
    if (m_inside) {
        m_inside->finish();
        return;
    }
    std::string which = "to "
        + (m_ends.tunnelTo.empty() ? textOf(m_ends.ends[1 - *m_ends.client])
                                   : diagram::visibleText(base::asBytes(m_ends.tunnelTo), kNameCharacters));
    if (!m_tls.serverName().empty())
        which += " (" + diagram::visibleText(base::asBytes(m_tls.serverName()), kNameCharacters) + ')';
    if (!m_tls.version().empty())
        which += ", " + m_tls.version() + ',';
    auto &kinds = m_context.counts.tls;
    which += why(m_tls);
    using State = TlsDecrypter::State;
    if (m_tls.state() == State::NoKeys || m_tls.state() == State::Reading)
        ++m_context.counts.withoutKeys;
    if (kinds.size() >= kMostKinds && !kinds.contains(which))
        which = "of further kinds cannot be read.";
    ++kinds[which];
}

} // namespace hop101::formats::pcap

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/pcap/flowcontent.h"
#include "core/formats/pcap/tlsdecrypter.h"

namespace hop101::formats::pcap {

/// A TCP connection with TLS on it: what is inside is the content of a connection of its own.
class TlsFlow : private TlsDecrypter::Listener
{
public:
    /// `context` must outlive it. `ends.client` is known.
    TlsFlow(FlowContext &context, FlowEnds ends);
    ~TlsFlow() override;

    bool isHop() const noexcept { return m_inside && m_inside->isHop(); }
    /// Nothing of it can be read, or is of interest.
    bool isUseless() const noexcept;

    void bytes(hop::Direction from, PacketTime time, base::ByteSpan bytes);
    void lost(hop::Direction from, PacketTime time, std::uint64_t bytes);
    void ended(hop::Direction from, PacketTime time, hop::EndCause cause);
    /// Counts it where it was not read.
    void finish();

private:
    void secured() override;
    void inside(hop::Direction from, base::ByteSpan bytes) override;
    void closed(hop::Direction from) override { ended(from, m_time, hop::EndCause::Fin); }
    std::size_t sideOf(hop::Direction from) const noexcept
    {
        return from == hop::Direction::FromLeft ? *m_ends.client : 1 - *m_ends.client;
    }

    FlowContext &m_context;
    FlowEnds m_ends;
    TlsDecrypter m_tls;
    std::unique_ptr<FlowContent> m_inside; ///< from the first record that was opened
    PacketTime m_time{};
};

} // namespace hop101::formats::pcap

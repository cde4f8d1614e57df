// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/carrier.h"
#include "core/tls/tlsfilter.h"

#include <QObject>

#include <deque>
#include <memory>

namespace hop101::net {

/// TLS over another carrier: the bytes it tells and takes are those inside TLS. What is written waits until
/// up(). The peer's close_notify is its Fin; finish() sends ours. Lives on the thread of the carrier below.
class TlsStream final : public QObject, public Carrier, private CarrierListener
{
    Q_OBJECT
public:
    TlsStream(std::unique_ptr<Carrier> below, tls::TlsFilter filter);
    ~TlsStream() override;

    const tls::TlsFilter &filter() const noexcept { return m_filter; }

    void start(CarrierListener &listener) override;
    void write(base::Bytes bytes) override;
    void flush() override;
    void finish() override;
    void close(bool reset) override;
    void setReading(bool on) override;
    std::uint64_t unsentBytes() const override { return m_unsent; }

signals:
    /// The handshake is done; the first received() comes after this.
    void up();
    /// The handshake failed; nothing more comes.
    void failed(const hop101::tls::TlsError &error);

private:
    /// Plaintext whose last record ends at this offset of the ciphertext.
    struct InFlight
    {
        std::uint64_t cipherEnd;
        base::Bytes plaintext;
    };

    void received(base::ByteSpan ciphertext) override;
    void taken(base::ByteSpan ciphertext) override;
    void inputEnded(hop::EndCause cause) override;
    void outputEnded(hop::EndCause cause) override;
    void broke(const std::string &reason) override;

    void stepAfter(tls::TlsState before, base::Bytes plaintext);
    void endInput(hop::EndCause cause);
    void encrypt();
    bool encryptFront();
    void passOutput();
    void finishIfDone();

    std::unique_ptr<Carrier> m_below;
    tls::TlsFilter m_filter;
    CarrierListener *m_listener = nullptr;
    std::deque<base::Bytes> m_queue; ///< not yet encrypted
    std::size_t m_frontEncrypted = 0; ///< of m_queue.front()
    std::deque<InFlight> m_inFlight;
    std::uint64_t m_cipherWritten = 0;
    std::uint64_t m_cipherTaken = 0;
    std::uint64_t m_unsent = 0;
    bool m_inputEnded = false;
    bool m_isFinishing = false;
    bool m_isPassing = false;
    bool m_isClosed = false;
};

} // namespace hop101::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/carrier.h"

#include <QObject>

#include <deque>
#include <memory>

class QSocketNotifier;
class QTcpSocket;

namespace hop101::net {

/// One connected stream socket (TCP or Unix), which it owns. Unlike QTcpSocket it goes on writing after the
/// peer's FIN, and tells a FIN from a reset. Lives on one thread, which needs an event loop.
class Stream final : public QObject, public Carrier
{
    Q_OBJECT
public:
    /// Takes over `descriptor`; makes it non-blocking, without Nagle's delay where it is TCP.
    explicit Stream(int descriptor);
    /// Duplicates the descriptor of a connected socket and aborts the socket, which tells the peer nothing.
    /// -1 where no descriptor is left.
    static int takeDescriptorOf(QTcpSocket &socket);
    ~Stream() override; ///< closes

    void start(CarrierListener &listener) override;
    void write(base::Bytes bytes) override;
    void flush() override;
    void finish() override;
    void close(bool reset) override;
    void setReading(bool on) override;
    std::uint64_t unsentBytes() const override { return m_unsent; }

private:
    bool isOpen() const noexcept { return m_descriptor >= 0; }
    void readSome();
    bool readOnce();
    bool sendFront();
    void noteSent(std::size_t size);
    void endInput(hop::EndCause cause);
    void endOutput(hop::EndCause cause);
    void shutDownIfDone();
    void failRead(int error);
    void failWrite(int error);
    void watchWriting();
    void dropUnsent();

    CarrierListener *m_listener = nullptr;
    int m_descriptor;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    std::size_t m_readBytes = 64 * 1024; ///< at a time; more once that was not enough
    std::deque<base::Bytes> m_queue;
    std::size_t m_frontSent = 0; ///< of m_queue.front()
    std::uint64_t m_unsent = 0;
    bool m_wantsReading = true;
    bool m_inputEnded = false;
    bool m_outputEnded = false;
    bool m_isFinishing = false;
    bool m_sawReset = false;
};

} // namespace hop101::net

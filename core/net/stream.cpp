// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/stream.h"

#include <QSocketNotifier>
#include <QTcpSocket>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hop101::net {

namespace {

/// With the head of its row it fills four pages of a capture: a whole 256 KiB would begin a fifth.
constexpr std::size_t kReadBytes = hop::kMaxInputBytes - 512;
constexpr int kReadsATurn = 4; ///< then the event loop gets its turn

/// What is read lives only as long as received(), which reads from no other stream: a thousand idle
/// connections need no room of their own.
std::byte *roomOfThread()
{
    thread_local const std::unique_ptr<std::byte[]> room(new std::byte[kReadBytes]);
    return room.get();
}

bool wouldBlock(int error) noexcept
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

bool isReset(int error) noexcept
{
    return error == ECONNRESET || error == EPIPE;
}

} // namespace

Stream::Stream(int descriptor) : m_descriptor(descriptor)
{
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

int Stream::takeDescriptorOf(QTcpSocket &socket)
{
    const int own = ::fcntl(static_cast<int>(socket.socketDescriptor()), F_DUPFD_CLOEXEC, 0);
    // Closes only Qt's descriptor: the connection lives on in ours, so nothing is sent.
    socket.abort();
    return own;
}

Stream::~Stream()
{
    close(false);
}

void Stream::start(CarrierListener &listener)
{
    m_listener = &listener;
    m_readable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
    m_readable->setEnabled(m_wantsReading);
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &Stream::readSome);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &Stream::flush);
}

void Stream::setReading(bool on)
{
    m_wantsReading = on;
    if (m_readable)
        m_readable->setEnabled(on && !m_inputEnded);
}

void Stream::write(base::Bytes bytes)
{
    if (!isOpen() || m_outputEnded || m_isFinishing || bytes.empty())
        return;
    m_unsent += bytes.size();
    m_queue.push_back(std::move(bytes));
}

void Stream::flush()
{
    while (isOpen() && !m_queue.empty() && sendFront()) { }
    if (!isOpen())
        return;
    watchWriting();
    shutDownIfDone();
}

bool Stream::sendFront()
{
    const base::ByteSpan left = base::ByteSpan(m_queue.front()).subspan(m_frontSent);
    const ssize_t sent = ::send(m_descriptor, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent > 0) {
        noteSent(static_cast<std::size_t>(sent));
        return true;
    }
    if (const int error = errno; !wouldBlock(error))
        failWrite(error);
    return false;
}

void Stream::noteSent(std::size_t size)
{
    m_unsent -= size;
    const std::size_t from = std::exchange(m_frontSent, m_frontSent + size);
    base::Bytes whole;
    if (m_frontSent == m_queue.front().size()) {
        whole = std::move(m_queue.front());
        m_queue.pop_front();
        m_frontSent = 0;
        m_listener->taken(base::ByteSpan(whole).subspan(from));
    } else {
        m_listener->taken(base::ByteSpan(m_queue.front()).subspan(from, size));
    }
}

void Stream::watchWriting()
{
    if (m_writable)
        m_writable->setEnabled(!m_queue.empty() && !m_outputEnded);
}

void Stream::finish()
{
    m_isFinishing = true;
    flush();
}

void Stream::shutDownIfDone()
{
    if (!isOpen() || !m_isFinishing || m_outputEnded || !m_queue.empty())
        return;
    ::shutdown(m_descriptor, SHUT_WR);
    endOutput(hop::EndCause::ByUs);
}

void Stream::close(bool reset)
{
    if (!isOpen())
        return;
    for (auto *notifier : {&m_readable, &m_writable})
        if (*notifier) {
            (*notifier)->setEnabled(false);
            notifier->release()->deleteLater(); // it may be the one that is telling now
        }
    if (reset) {
        const linger now{1, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    ::close(std::exchange(m_descriptor, -1));
    dropUnsent();
}

void Stream::dropUnsent()
{
    m_queue.clear();
    m_frontSent = 0;
    m_unsent = 0;
}

void Stream::readSome()
{
    for (int turn = 0; turn < kReadsATurn && isOpen() && m_wantsReading && !m_inputEnded; ++turn)
        if (!readOnce())
            return;
}

bool Stream::readOnce()
{
    std::byte *room = roomOfThread();
    const std::size_t most = m_readBytes;
    const ssize_t got = ::recv(m_descriptor, room, most, 0);
    if (got > 0) {
        const auto size = static_cast<std::size_t>(got);
        m_listener->received({room, size});
        if (size == most)
            m_readBytes = kReadBytes;
        return size == most;
    }
    if (got == 0)
        // The kernel tells a reset once; where writing met it first, reading sees a plain end.
        endInput(m_sawReset ? hop::EndCause::Reset : hop::EndCause::Fin);
    else if (const int error = errno; !wouldBlock(error))
        failRead(error);
    return false;
}

void Stream::failRead(int error)
{
    m_sawReset = m_sawReset || isReset(error);
    if (isReset(error))
        endInput(hop::EndCause::Reset);
    else
        m_listener->broke(std::strerror(error));
}

void Stream::failWrite(int error)
{
    if (!isReset(error)) {
        m_listener->broke(std::strerror(error));
        return;
    }
    m_sawReset = true;
    dropUnsent();
    // What the peer sent before its reset may still be readable: reading goes on and meets the end itself.
    setReading(true);
    endOutput(hop::EndCause::Reset);
}

void Stream::endInput(hop::EndCause cause)
{
    m_inputEnded = true;
    m_readable->setEnabled(false);
    m_listener->inputEnded(cause);
}

void Stream::endOutput(hop::EndCause cause)
{
    m_outputEnded = true;
    watchWriting();
    m_listener->outputEnded(cause);
}

} // namespace hop101::net

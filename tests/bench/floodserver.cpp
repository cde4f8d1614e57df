// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/floodserver.h"

#include "tests/bench/childprocess.h"
#include "tests/bench/sockets.h"

#include <array>

#include <sys/socket.h>
#include <unistd.h>

namespace hop101::bench {
namespace {

constexpr std::array kCloseFrame{std::byte{0x88}, std::byte{2}, std::byte{0x03}, std::byte{0xe8}}; // 1000

void readToTheEnd(int descriptor)
{
    std::array<std::byte, 4096> buffer;
    while (::recv(descriptor, buffer.data(), buffer.size(), 0) > 0) { }
}

} // namespace

FloodServer::FloodServer(base::ByteSpan frames, std::uint64_t times)
    : m_listener(listenOnLoopback()), m_port(portOf(m_listener)),
      m_thread([this, frames, times] { run(frames, times); })
{ }

FloodServer::~FloodServer()
{
    // Wakes the thread out of accept() or send().
    ::shutdown(m_listener, SHUT_RDWR);
    ::shutdown(m_connection, SHUT_RDWR);
    m_thread.join();
    ::close(m_listener);
    ::close(m_connection);
}

void FloodServer::run(base::ByteSpan frames, std::uint64_t times)
{
    m_connection = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (m_connection < 0)
        return;
    const base::Bytes request = readHead(m_connection);
    if (request.empty() || !sendAll(m_connection, base::asBytes(upgradeAnswer(request))))
        return;
    m_started = nowNs();
    for (std::uint64_t i = 0; i < times; ++i)
        if (!sendAll(m_connection, frames))
            return;
    sendAll(m_connection, kCloseFrame);
    ::shutdown(m_connection, SHUT_WR);
    readToTheEnd(m_connection);
}

} // namespace hop101::bench

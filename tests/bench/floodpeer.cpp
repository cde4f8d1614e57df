// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/floodpeer.h"

#include "core/http/headparser.h"
#include "core/websocket/acceptkey.h"

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace hop101::bench {
namespace {

int checked(int result, const char *what)
{
    if (result < 0)
        throw std::system_error(errno, std::generic_category(), what);
    return result;
}

/// Up to its empty line; the peer sends nothing behind it before it has our answer.
base::Bytes readHead(int descriptor)
{
    base::Bytes head;
    std::array<std::byte, 4096> buffer;
    while (!base::asText(head).ends_with("\r\n\r\n")) {
        const ssize_t got = ::recv(descriptor, buffer.data(), buffer.size(), 0);
        if (got <= 0)
            return {};
        base::append(head, base::ByteSpan(buffer).first(static_cast<std::size_t>(got)));
    }
    return head;
}

} // namespace

std::pair<int, int> loopbackPair()
{
    const int listener = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    checked(::bind(listener, reinterpret_cast<sockaddr *>(&address), size), "bind");
    checked(::listen(listener, 1), "listen");
    checked(::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size), "getsockname");
    const int left = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    checked(::connect(left, reinterpret_cast<sockaddr *>(&address), size), "connect");
    const int right = checked(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC), "accept");
    ::close(listener);
    const int on = 1;
    for (const int end : {left, right})
        checked(::setsockopt(end, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
    return {left, right};
}

bool sendAll(int descriptor, base::ByteSpan bytes) noexcept
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string upgradeRequest()
{
    return "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
}

std::string upgradeAnswer(base::ByteSpan head)
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: "
        + websocket::acceptKeyFor(http::parseRequestHead(head).fields.combined("Sec-WebSocket-Key"))
        + "\r\n\r\n";
}

FloodPeer::FloodPeer(Role role, base::ByteSpan frames)
{
    std::tie(m_own, m_reader) = loopbackPair();
    m_thread = std::thread([this, role, frames] { run(role, frames); });
}

FloodPeer::~FloodPeer()
{
    ::shutdown(m_own, SHUT_RDWR); // wakes the thread out of its send
    m_thread.join();
    ::close(m_own);
    if (m_reader >= 0)
        ::close(m_reader);
}

int FloodPeer::takeReader() noexcept
{
    return std::exchange(m_reader, -1);
}

void FloodPeer::run(Role role, base::ByteSpan frames) const
{
    if (role == Role::Client) {
        if (!sendAll(m_own, base::asBytes(upgradeRequest())) || readHead(m_own).empty())
            return;
    } else {
        const base::Bytes request = readHead(m_own);
        if (request.empty() || !sendAll(m_own, base::asBytes(upgradeAnswer(request))))
            return;
    }
    while (sendAll(m_own, frames)) { }
}

} // namespace hop101::bench

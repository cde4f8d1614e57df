// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/sockets.h"

#include "core/http/headparser.h"
#include "core/websocket/acceptkey.h"

#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace hop101::bench {
namespace {

int checked(int result, const char *what)
{
    if (result < 0)
        throw std::system_error(errno, std::generic_category(), what);
    return result;
}

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void sendAtOnce(int descriptor)
{
    const int on = 1;
    checked(::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "TCP_NODELAY");
}

} // namespace

int listenOnLoopback()
{
    const int listener = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    const sockaddr_in address = loopback(0);
    checked(::bind(listener, reinterpret_cast<const sockaddr *>(&address), sizeof address), "bind");
    checked(::listen(listener, 1), "listen");
    sendAtOnce(listener); // what it accepts inherits it
    return listener;
}

std::uint16_t portOf(int listener)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    checked(::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size), "getsockname");
    return ntohs(address.sin_port);
}

int connectTo(std::uint16_t port)
{
    const int descriptor = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    const sockaddr_in address = loopback(port);
    checked(::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address), "connect");
    sendAtOnce(descriptor);
    return descriptor;
}

std::pair<int, int> loopbackPair()
{
    const int listener = listenOnLoopback();
    const int left = connectTo(portOf(listener));
    const int right = checked(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC), "accept");
    ::close(listener);
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

std::string upgradeRequest(const std::string &more)
{
    return "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + more + "\r\n";
}

std::string upgradeAnswer(base::ByteSpan head, const std::string &more)
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: "
        + websocket::acceptKeyFor(http::parseRequestHead(head).fields.combined("Sec-WebSocket-Key")) + "\r\n"
        + more + "\r\n";
}

} // namespace hop101::bench

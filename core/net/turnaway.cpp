// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/turnaway.h"

#include <QSocketNotifier>
#include <QTimer>

#include <array>
#include <cerrno>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace hop101::net {

namespace {

constexpr std::string_view kAnswer = "HTTP/1.1 503 Service Unavailable\r\n"
                                     "Retry-After: 5\r\n"
                                     "Content-Type: text/plain; charset=utf-8\r\n"
                                     "Content-Length: 62\r\n"
                                     "Connection: close\r\n"
                                     "\r\n"
                                     "Hop101 has as many connections as it takes. Come again later.\n";

} // namespace

TurnAway::TurnAway() = default;

TurnAway::~TurnAway()
{
    while (!m_clients.empty())
        end(m_clients.begin()->first);
}

void TurnAway::answer(int descriptor)
{
    if (m_clients.size() >= kMost
        || ::send(descriptor, kAnswer.data(), kAnswer.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0
        || ::shutdown(descriptor, SHUT_WR) != 0) {
        ::close(descriptor);
        return;
    }
    Client &client = m_clients[descriptor];
    client.notifier = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    client.timer = std::make_unique<QTimer>();
    client.timer->setSingleShot(true);
    // Queued: end() deletes who tells it.
    connect(
        client.notifier.get(), &QSocketNotifier::activated, this, [this, descriptor] { read(descriptor); },
        Qt::QueuedConnection);
    connect(
        client.timer.get(), &QTimer::timeout, this, [this, descriptor] { end(descriptor); },
        Qt::QueuedConnection);
    client.timer->start(kLongestMs);
}

void TurnAway::read(int descriptor)
{
    if (!m_clients.contains(descriptor))
        return;
    std::array<char, 4096> thrownAway{};
    const auto size = ::recv(descriptor, thrownAway.data(), thrownAway.size(), MSG_DONTWAIT);
    if (size == 0 || (size < 0 && errno != EAGAIN && errno != EINTR))
        end(descriptor);
}

void TurnAway::end(int descriptor)
{
    if (m_clients.erase(descriptor) > 0)
        ::close(descriptor);
}

} // namespace hop101::net

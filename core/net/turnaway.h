// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <map>
#include <memory>

class QSocketNotifier;
class QTimer;

namespace hop101::net {

/// Tells clients for whom there is no room to come again later: a 503 with Retry-After (RFC 9110 section
/// 15.6.4). Their requests are not read, only thrown away until they end their side, because a close at once
/// could reset the connection before the answer was read (RFC 9112 section 9.6). Lives on one thread with an
/// event loop.
class TurnAway final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t kMost = 64; ///< that are answered at once; further ones are closed
    static constexpr int kLongestMs = 1'000; ///< that one may take

    TurnAway();
    ~TurnAway() override; ///< closes all

    /// Takes over a connected descriptor in plain text.
    void answer(int descriptor);
    std::size_t count() const { return m_clients.size(); }

private:
    struct Client
    {
        std::unique_ptr<QSocketNotifier> notifier;
        std::unique_ptr<QTimer> timer;
    };

    void read(int descriptor);
    void end(int descriptor);

    std::map<int, Client> m_clients; ///< by their descriptors
};

} // namespace hop101::net

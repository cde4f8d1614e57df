// SPDX-License-Identifier: GPL-3.0-or-later
// Blocking sockets with a time limit, for tests of what runs on a thread of its own.
#pragma once

#include "support.h"

#include <QUrl>

namespace hop101::net::test {

inline sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

/// One end of a connection. Reads give up after ten seconds.
class Plain
{
public:
    Plain() = default;
    explicit Plain(int descriptor) : m_descriptor(descriptor)
    {
        const timeval limit{10, 0};
        ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    }
    static Plain to(const std::string &url)
    {
        const int descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
        const sockaddr_in address = loopback(static_cast<quint16>(QUrl(QString::fromStdString(url)).port()));
        if (::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
            ::close(descriptor);
            return {};
        }
        return Plain(descriptor);
    }
    Plain(Plain &&from) noexcept : m_descriptor(std::exchange(from.m_descriptor, -1)) { }
    Plain &operator=(Plain &&from) noexcept
    {
        std::swap(m_descriptor, from.m_descriptor);
        return *this;
    }
    ~Plain() { close(); }

    bool isOpen() const { return m_descriptor >= 0; }
    void close()
    {
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }
    void reset() { resetAndClose(std::exchange(m_descriptor, -1)); }
    void finish() const { ::shutdown(m_descriptor, SHUT_WR); }
    bool send(const QByteArray &bytes) const
    {
        for (qsizetype at = 0; at < bytes.size();) {
            const ssize_t sent = ::send(m_descriptor, bytes.constData() + at,
                                        static_cast<std::size_t>(bytes.size() - at), MSG_NOSIGNAL);
            if (sent <= 0)
                return false;
            at += sent;
        }
        return true;
    }
    /// As much as goes without waiting, and then for half a second nothing more.
    qsizetype sendUntilFull() const
    {
        const QByteArray piece = pattern(64 * 1024);
        const timeval limit{0, 500'000};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        qsizetype all = 0;
        for (;;) {
            const ssize_t sent =
                ::send(m_descriptor, piece.constData(), static_cast<std::size_t>(piece.size()), MSG_NOSIGNAL);
            if (sent <= 0)
                return all;
            all += sent;
        }
    }
    /// Up to `most`; less where the peer ended, or the time was over.
    QByteArray receive(qsizetype most)
    {
        QByteArray bytes(most, Qt::Uninitialized);
        qsizetype got = 0;
        while (got < most) {
            const ssize_t now =
                ::recv(m_descriptor, bytes.data() + got, static_cast<std::size_t>(most - got), 0);
            m_error = now < 0 ? errno : 0;
            if (now <= 0)
                break;
            got += now;
        }
        return bytes.first(got);
    }
    QByteArray receiveUntil(const QByteArray &end)
    {
        QByteArray bytes;
        while (!bytes.endsWith(end)) {
            const QByteArray one = receive(1);
            if (one.isEmpty())
                break;
            bytes += one;
        }
        return bytes;
    }
    /// "fin", "reset", "time-out" or "bytes": what comes next.
    QString next()
    {
        const QByteArray one = receive(1);
        if (!one.isEmpty())
            return "bytes";
        return m_error == 0 ? "fin" : m_error == ECONNRESET ? "reset" : "time-out";
    }

private:
    int m_descriptor = -1;
    int m_error = 0;
};

/// Listens on a free port of 127.0.0.1.
class PlainListener
{
public:
    PlainListener()
    {
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof address;
        auto *plain = reinterpret_cast<sockaddr *>(&address);
        const timeval limit{10, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        if (::bind(m_descriptor, plain, size) == 0 && ::listen(m_descriptor, 128) == 0
            && ::getsockname(m_descriptor, plain, &size) == 0)
            m_port = ntohs(address.sin_port);
    }
    ~PlainListener() { ::close(m_descriptor); }
    quint16 port() const { return m_port; }
    std::string url() const { return "ws://127.0.0.1:" + std::to_string(m_port) + "/"; }
    int descriptor() const { return m_descriptor; }
    Plain accept() const { return Plain(::accept(m_descriptor, nullptr, nullptr)); }

private:
    int m_descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
    quint16 m_port = 0;
};

} // namespace hop101::net::test

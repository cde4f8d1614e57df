// SPDX-License-Identifier: GPL-3.0-or-later
// What the socket tests share: waiting for events, a pair of connected sockets, and a listener's notes.
#pragma once

#include "core/net/carrier.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hop101::net::test {

/// Runs the event loop until `holds`; false after the limit. Wakes by events, never by a fixed pause.
template<typename Predicate>
bool waitFor(Predicate holds, int limitMs = 15000)
{
    QTimer limit;
    limit.setSingleShot(true);
    limit.start(limitMs);
    while (!holds()) {
        if (!limit.isActive())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

/// Runs what is queued now, and nothing more.
inline void runQueued()
{
    QCoreApplication::processEvents();
}

/// Two ends of one TCP connection over loopback, blocking, owned by the caller.
struct TcpPair
{
    int left = -1;
    int right = -1;

    TcpPair()
    {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *plain = reinterpret_cast<sockaddr *>(&address);
        left = ::socket(AF_INET, SOCK_STREAM, 0);
        if (::bind(listener, plain, size) == 0 && ::listen(listener, 1) == 0
            && ::getsockname(listener, plain, &size) == 0 && ::connect(left, plain, size) == 0)
            right = ::accept(listener, nullptr, nullptr);
        ::close(listener);
    }
};

/// A port of this machine that neither answers nor refuses: a listening socket whose queue is full.
struct BusyPort
{
    int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    int first = ::socket(AF_INET, SOCK_STREAM, 0);
    quint16 port = 0;

    BusyPort()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *plain = reinterpret_cast<sockaddr *>(&address);
        const bool isBusy = ::bind(listener, plain, size) == 0 && ::listen(listener, 0) == 0
            && ::getsockname(listener, plain, &size) == 0 && ::connect(first, plain, size) == 0;
        if (isBusy)
            port = ntohs(address.sin_port);
    }
    ~BusyPort()
    {
        ::close(first);
        ::close(listener);
    }
};

inline void resetAndClose(int descriptor)
{
    const linger now{1, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(descriptor);
}

/// Notes all that a carrier tells.
struct Notes : CarrierListener
{
    QByteArray input;
    QByteArray sent;
    QStringList ends; ///< "in fin", "out by us", "broke …", in order

    static QString nameOf(hop::EndCause cause)
    {
        return cause == hop::EndCause::Fin ? "fin" : cause == hop::EndCause::Reset ? "reset" : "by us";
    }
    static void add(QByteArray &to, base::ByteSpan bytes)
    {
        to.append(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    }
    void received(base::ByteSpan bytes) override { add(input, bytes); }
    void taken(base::ByteSpan bytes) override { add(sent, bytes); }
    void inputEnded(hop::EndCause cause) override { ends += "in " + nameOf(cause); }
    void outputEnded(hop::EndCause cause) override { ends += "out " + nameOf(cause); }
    void broke(const std::string &reason) override { ends += "broke " + QString::fromStdString(reason); }
};

inline QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i * 31 + i / 251);
    return bytes;
}

inline base::Bytes bytesOf(const QByteArray &bytes)
{
    return base::toBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

} // namespace hop101::net::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listenaddress.h"

#include "core/net/connector.h"

#include <ctime>
#include <netinet/in.h>
#include <sys/socket.h>

namespace hop101::net {

namespace {

constexpr std::int64_t kDay = 24 * 60 * 60;

std::string addressOf(int descriptor, decltype(&::getsockname) which)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (which(descriptor, address, &size) != 0)
        return {};
    const auto *v4 = reinterpret_cast<const sockaddr_in *>(&storage);
    const auto *v6 = reinterpret_cast<const sockaddr_in6 *>(&storage);
    return addressText(QHostAddress(address),
                       ntohs(storage.ss_family == AF_INET ? v4->sin_port : v6->sin6_port));
}

session::ListenError badIdentity(const tls::TlsError &error)
{
    return {session::ListenFault::BadIdentity, error.reason, {}};
}

base::Result<tls::Identity, tls::TlsError> freshIdentity(const std::string &host)
{
    tls::SelfSigned wanted;
    wanted.names = {"localhost", "127.0.0.1", "::1"};
    if (addressFrom(host) && host != "*" && host != "localhost" && host != "127.0.0.1" && host != "::1")
        wanted.names.push_back(host);
    wanted.notBefore = static_cast<std::int64_t>(std::time(nullptr)) - kDay; // clocks differ
    wanted.notAfter = wanted.notBefore + 366 * kDay;
    return tls::makeSelfSigned(wanted);
}

} // namespace

std::string transportText(bool isSecure, std::uint64_t connection)
{
    return std::string(R"({"tls":)") + (isSecure ? "true" : "false") + R"(,"connection":)"
        + std::to_string(connection) + '}';
}

std::optional<QHostAddress> addressFrom(const std::string &host)
{
    if (host == "localhost")
        return QHostAddress(QHostAddress::LocalHost);
    if (host == "*")
        return QHostAddress(QHostAddress::Any);
    QHostAddress address;
    if (!address.setAddress(QString::fromStdString(host)))
        return {};
    return address;
}

std::string listenUrl(const QHostAddress &address, std::uint16_t port, bool isSecure)
{
    const QHostAddress reachable =
        address == QHostAddress(QHostAddress::Any) ? QHostAddress(QHostAddress::LocalHost) : address;
    return std::string(isSecure ? "wss://" : "ws://") + addressText(reachable, port) + '/';
}

std::string peerAddress(int descriptor)
{
    return addressOf(descriptor, &::getpeername);
}

std::string ownAddress(int descriptor)
{
    return addressOf(descriptor, &::getsockname);
}

base::Result<std::optional<tls::Identity>, session::ListenError>
identityFor(const session::ListenAddress &address)
{
    if (!address.isSecure)
        return std::optional<tls::Identity>();
    const bool isGiven = !address.certificateFile.empty() || !address.keyFile.empty();
    auto identity =
        isGiven ? tls::readIdentity(address.certificateFile, address.keyFile) : freshIdentity(address.host);
    if (!identity)
        return badIdentity(identity.error());
    if (auto checked = tls::checkIdentity(identity.value()); !checked)
        return badIdentity(checked.error());
    return std::optional(std::move(identity).value());
}

} // namespace hop101::net

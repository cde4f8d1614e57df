// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sessionfactory.h"

#include "core/net/clientsession.h"
#include "core/net/listener.h"
#include "core/net/pathsession.h"
#include "core/net/referenceendpoint.h"
#include "core/net/relay.h"

namespace hop101::net {

SessionFactory::SessionFactory() = default;
SessionFactory::~SessionFactory() = default;

namespace {

base::Result<std::unique_ptr<session::Session>, capture::CaptureError> made(ClientSession::Options options)
{
    auto session = ClientSession::create(std::move(options));
    if (!session)
        return session.error();
    return std::unique_ptr<session::Session>(std::move(session).value());
}

} // namespace

base::Result<std::unique_ptr<session::Session>, capture::CaptureError>
SessionFactory::makeClient(const std::string &capturePath, bool isUntitled, std::function<void()> wake)
{
    ClientSession::Options options;
    options.capturePath = capturePath;
    options.isUntitled = isUntitled;
    options.wake = std::move(wake);
    return made(std::move(options));
}

base::Result<std::unique_ptr<session::Session>, capture::CaptureError>
SessionFactory::appendClient(const std::string &capturePath, std::function<void()> wake)
{
    ClientSession::Options options;
    options.capturePath = capturePath;
    options.appends = true;
    options.wake = std::move(wake);
    return made(std::move(options));
}

base::Result<std::unique_ptr<session::Path>, capture::CaptureError>
SessionFactory::makePath(const std::string &capturePath, bool isUntitled, std::function<void()> wake)
{
    auto made = PathSession::create({capturePath, isUntitled, std::move(wake)});
    if (!made)
        return made.error();
    return std::unique_ptr<session::Path>(std::move(made).value());
}

base::Result<std::unique_ptr<session::Listening>, session::ListenError>
SessionFactory::makeListener(const session::ListenPlan &plan, const std::string &capturePath, bool isUntitled,
                             std::function<void()> wake)
{
    auto listener = Listener::start(plan, {capturePath, false, isUntitled, std::move(wake)});
    if (!listener)
        return listener.error();
    return std::unique_ptr<session::Listening>(std::move(listener).value());
}

base::Result<std::unique_ptr<session::Listening>, session::ListenError>
SessionFactory::makeRelay(const session::RelayPlan &plan, const std::string &capturePath, bool isUntitled,
                          std::function<void()> wake)
{
    auto relay = Relay::start(plan, {capturePath, false, isUntitled, std::move(wake)});
    if (!relay)
        return relay.error();
    return std::unique_ptr<session::Listening>(std::move(relay).value());
}

std::string SessionFactory::embeddedEndpointUrl()
{
    if (!m_endpoint) {
        auto started = ReferenceEndpoint::start();
        if (!started)
            return {};
        m_endpoint = std::move(started).value();
    }
    return m_endpoint->url();
}

} // namespace hop101::net

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/listening.h"
#include "core/session/session.h"

#include <memory>

namespace hop101::net {

class ReferenceEndpoint;

/// Gives the window its sessions and the embedded endpoint. Needs a QCoreApplication; use from one thread.
class SessionFactory final : public session::Factory
{
public:
    SessionFactory();
    ~SessionFactory() override; ///< stops the embedded endpoint

    base::Result<std::unique_ptr<session::Session>, capture::CaptureError>
    makeClient(const std::string &capturePath, bool isUntitled, std::function<void()> wake) override;
    base::Result<std::unique_ptr<session::Session>, capture::CaptureError>
    appendClient(const std::string &capturePath, std::function<void()> wake) override;
    base::Result<std::unique_ptr<session::Path>, capture::CaptureError>
    makePath(const std::string &capturePath, bool isUntitled, std::function<void()> wake) override;
    std::string embeddedEndpointUrl() override;
    base::Result<std::unique_ptr<session::Listening>, session::ListenError>
    makeListener(const session::ListenPlan &plan, const std::string &capturePath, bool isUntitled,
                 std::function<void()> wake) override;
    base::Result<std::unique_ptr<session::Listening>, session::ListenError>
    makeRelay(const session::RelayPlan &plan, const std::string &capturePath, bool isUntitled,
              std::function<void()> wake) override;

private:
    std::unique_ptr<ReferenceEndpoint> m_endpoint;
};

} // namespace hop101::net

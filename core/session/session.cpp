// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session.h"

#include "core/session/listening.h"

namespace hop101::session {

base::Result<std::unique_ptr<Listening>, ListenError>
Factory::makeListener(const ListenPlan &, const std::string &, bool, std::function<void()>)
{
    return ListenError{ListenFault::NotOffered, {}, {}};
}

base::Result<std::unique_ptr<Listening>, ListenError>
Factory::makeRelay(const RelayPlan &, const std::string &, bool, std::function<void()>)
{
    return ListenError{ListenFault::NotOffered, {}, {}};
}

} // namespace hop101::session

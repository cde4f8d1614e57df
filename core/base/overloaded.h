// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hop101::base {

/// Visits a variant by one lambda an alternative. Leave out an `auto` fallback, so that a new alternative
/// breaks the build where it must be handled.
template<class... Visitors>
struct overloaded : Visitors...
{
    using Visitors::operator()...;
};
template<class... Visitors>
overloaded(Visitors...) -> overloaded<Visitors...>;

} // namespace hop101::base

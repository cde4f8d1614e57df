// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/plan/plan.h"

#include <chrono>
#include <string>
#include <vector>

namespace hop101::cli {

/// What is wrong with the arguments, and what to do: one sentence for people.
struct UsageError
{
    std::string sentence;
};

/// The arguments that shape a request, as given.
struct RequestArguments
{
    std::string url;
    std::vector<std::string> headers; ///< "Name: value"
    std::vector<std::string> subprotocols;
    std::vector<std::string> omit; ///< names
    std::vector<std::string> send; ///< texts
    std::chrono::milliseconds timeout{10'000}; ///< for each step: connect, TLS, the answer, the close
    bool insecure = false;
};

struct Request
{
    plan::Plan plan;
    plan::Url url;
};

/// The plan that these arguments ask for. The five headers of a good upgrade come first, in their usual
/// order. A header that is given replaces the automatic one of the same name where that stands; a second one
/// of that name, and any other, follows behind, in the order given. `omit` leaves out automatic headers only,
/// never one that is given.
[[nodiscard]] base::Result<Request, UsageError> requestFrom(const RequestArguments &arguments);

} // namespace hop101::cli

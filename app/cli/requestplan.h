// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/usageerror.h"
#include "core/base/result.h"
#include "core/plan/plan.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace hop101::cli {

/// What is sent once upgraded: a text message, or a frame in words (frameFrom).
struct Sending
{
    std::string text;
    bool isFrame = false;
};

/// The arguments that shape a request and what follows it, as given; empty where not given.
struct RequestArguments
{
    std::string url;
    std::string planFile; ///< begins with this plan; the rest changes it
    std::string fromFile; ///< begins with the command or request in this file; "-" is standard input
    bool fillsUpgrade = false; ///< adds the headers of an upgrade that it lacks
    std::vector<std::string> headers; ///< "Name: value"
    std::vector<std::string> subprotocols;
    std::vector<std::string> omit; ///< names
    std::string method, target, version, key;
    std::string rawRequestFile; ///< "-" is standard input
    std::vector<std::string> cuts; ///< AT[:MS], of the request
    std::vector<Sending> sendings;
    std::string fragment; ///< of each message that is no frame in words
    std::string maxInflated; ///< bytes
    /// For each step: connect, TLS, the answer, the close. Nothing: that of the plan file, or 10 seconds.
    std::optional<std::chrono::milliseconds> timeout;
    bool insecure = false;
    bool noMask = false;
    bool noPong = false;
    bool noClose = false;
    bool keepOpen = false;
    bool noExtensions = false; ///< the automatic offer is left out
};

struct Request
{
    plan::Plan plan;
    plan::Url url;
    std::vector<std::string> notes{}; ///< of --from, a sentence each
};

/// The plan that these arguments ask for. The six headers of a good upgrade come first, in their usual
/// order. A header that is given replaces the automatic one of the same name where that stands; a second one
/// of that name, and any other, follows behind, in the order given. `omit` leaves out automatic headers only,
/// never one that is given. With a plan file its headers are the automatic ones, its URL is used where none
/// is given, and what is sent comes behind its own frames.
[[nodiscard]] base::Result<Request, UsageError> requestFrom(const RequestArguments &arguments);

/// "Name: value", as -H takes it.
[[nodiscard]] base::Result<plan::HeaderRow, UsageError> headerFrom(const std::string &text);

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/requestplan.h"

#include <chrono>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace hop101::cli {

/// The options that probe, echo and record have in common: the URL, the request to the byte, what is sent and
/// what is answered. Filled by CLI11, so it stays where it is until request() is called.
class ClientArguments
{
public:
    /// Declares the options of a subcommand; `app` must live as long as this is used.
    void addTo(CLI::App &app);
    /// After addTo(): --from, for subcommands that show Request::notes.
    void addFrom(CLI::App &app);
    /// Once parsed: the plan that was asked for.
    base::Result<Request, UsageError> request();
    std::chrono::milliseconds timeout() const { return m_timeoutTime; } ///< for each step; after request()

private:
    void addRequestOptions(CLI::App &app);
    void addFrameOptions(CLI::App &app);
    std::vector<Sending> sendings() const;

    RequestArguments m_request;
    std::string m_timeout;
    std::chrono::milliseconds m_timeoutTime{10'000};
    std::vector<std::string> m_messages; ///< of --send
    std::vector<std::string> m_frames; ///< of --frame
    const CLI::App *m_app = nullptr;
    const CLI::Option *m_send = nullptr;
    const CLI::Option *m_frame = nullptr;
};

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/clientarguments.h"

#include "app/cli/framespec.h"
#include "app/cli/values.h"

#include <CLI/CLI.hpp>

namespace hop101::cli {
namespace {

constexpr const char *kExact = "Exact bytes";

CLI::Option *addRepeated(CLI::App &app, const std::string &name, std::vector<std::string> &values,
                         const std::string &about)
{
    // One value each time, or the first would swallow what follows it.
    return app.add_option(name, values, about)->allow_extra_args(false);
}

} // namespace

void ClientArguments::addTo(CLI::App &app)
{
    m_app = &app;
    app.add_option("URL", m_request.url, "ws:// or wss:// (http:// and https:// mean the same)");
    addRepeated(app, "-H,--header", m_request.headers,
                "Send this header; replaces an automatic one of that name")
        ->type_name("'NAME: VALUE'");
    addRepeated(app, "--subprotocol", m_request.subprotocols, "Offer this subprotocol")->type_name("NAME");
    app.add_flag("--no-extensions", m_request.noExtensions, "Offer no extensions: no compression");
    addRepeated(app, "--omit", m_request.omit, "Leave out this automatic header")->type_name("NAME");
    m_send =
        addRepeated(app, "--send", m_messages, "Send this text message once upgraded")->type_name("TEXT");
    app.add_option("--timeout", m_timeout,
                   "How long each step may take: connect, TLS, the answer, messages, close [10]")
        ->type_name("SECONDS");
    app.add_flag("--insecure", m_request.insecure, "Accept a certificate that is not trusted");
    addRequestOptions(app);
    addFrameOptions(app);
}

void ClientArguments::addFrom(CLI::App &app)
{
    auto *from =
        app.add_option("--from", m_request.fromFile,
                       "Begin with what this file holds: a curl command (bash, cmd, PowerShell), \"Copy as "
                       "fetch\", a raw request, a URL; - is standard input")
            ->type_name("FILE")
            ->excludes(app.get_option("--plan"));
    app.add_flag("--upgrade", m_request.fillsUpgrade,
                 "Of --from: add the headers of an upgrade that it lacks")
        ->needs(from);
}

void ClientArguments::addRequestOptions(CLI::App &app)
{
    const auto add = [&app](const char *name, std::string &to, const char *about, const char *type) {
        app.add_option(name, to, about)->type_name(type)->group(kExact);
    };
    add("--plan", m_request.planFile,
        "Begin with this plan in JSON (docs/architecture.md); it may hold the URL", "FILE");
    add("--method", m_request.method, "The request's method [GET]", "NAME");
    add("--target", m_request.target, "The request's target in any form [path and query of the URL]",
        "TARGET");
    add("--http", m_request.version, "The request's version [HTTP/1.1]", "VERSION");
    add("--key", m_request.key, "Sec-WebSocket-Key [a fresh one]", "KEY");
    add("--raw-request", m_request.rawRequestFile,
        "Write these bytes in place of the request; - is standard input", "FILE");
    addRepeated(app, "--cut", m_request.cuts, "Split the request behind byte AT, and wait MS milliseconds")
        ->type_name("AT[:MS]")
        ->group(kExact);
}

void ClientArguments::addFrameOptions(CLI::App &app)
{
    m_frame = addRepeated(app, "--frame", m_frames, kFrameHelp)->type_name("SPEC")->group(kExact);
    app.add_option("--fragment", m_request.fragment, "Send each --send in frames of at most N bytes")
        ->type_name("N")
        ->group(kExact);
    const auto addFlag = [&app](const char *name, bool &to, const char *about) {
        app.add_flag(name, to, about)->group(kExact);
    };
    addFlag("--no-mask", m_request.noMask, "Send frames unmasked");
    addFlag("--no-pong", m_request.noPong, "Do not answer pings");
    addFlag("--no-close", m_request.noClose, "Do not answer a Close");
    addFlag("--keep-open", m_request.keepOpen, "Keep the connection open when the server breaks a rule");
    app.add_option("--max-inflated", m_request.maxInflated,
                   "The most a compressed message is inflated to [67108864]")
        ->type_name("BYTES")
        ->group(kExact);
}

/// Both kinds in the order in which they were given.
std::vector<Sending> ClientArguments::sendings() const
{
    std::vector<Sending> all;
    std::size_t messages = 0;
    std::size_t frames = 0;
    for (const CLI::Option *option : m_app->parse_order()) {
        if (option == m_send && messages < m_messages.size())
            all.push_back({m_messages[messages++], false});
        else if (option == m_frame && frames < m_frames.size())
            all.push_back({m_frames[frames++], true});
    }
    return all;
}

base::Result<Request, UsageError> ClientArguments::request()
{
    if (m_request.url.empty() && m_request.planFile.empty() && m_request.fromFile.empty()
        && m_app->get_option("URL")->empty())
        return UsageError{"URL is required: see hop101-cli " + m_app->get_name() + " --help."};
    if (!m_timeout.empty()) {
        const auto timeout = secondsFrom("--timeout", m_timeout);
        if (!timeout)
            return timeout.error();
        m_timeoutTime = timeout.value();
        m_request.timeout = m_timeoutTime;
    }
    m_request.sendings = sendings();
    return requestFrom(m_request);
}

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listenarguments.h"

#include "app/cli/values.h"
#include "core/lab/scenario.h"

#include <CLI/CLI.hpp>

#include <charconv>

namespace hop101::cli {
namespace {

struct Address
{
    std::string host;
    std::uint16_t port = 0;
};

base::Result<Address, UsageError> addressFrom(const std::string &text)
{
    const UsageError error{"--listen " + inQuotes(text)
                           + " is no address: give HOST:PORT such as 127.0.0.1:8101; port 0 is a free one."};
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0)
        return error;
    Address address{text.substr(0, colon), 0};
    const char *last = text.data() + text.size();
    const auto [end, fault] = std::from_chars(text.data() + colon + 1, last, address.port);
    if (fault != std::errc() || end != last)
        return error;
    const bool isBracketed = address.host.front() == '[' && address.host.back() == ']';
    if (isBracketed)
        address.host = address.host.substr(1, address.host.size() - 2);
    else if (address.host.find(':') != std::string::npos)
        return error;
    return address.host.empty() ? base::Result<Address, UsageError>(error) : address;
}

Outcome serveOptions(const std::string &listen, ServeOptions options)
{
    const auto address = addressFrom(listen);
    if (!address)
        return address.error();
    options.host = address.value().host;
    options.port = address.value().port;
    const lab::Scenario *scenario = lab::findScenario(options.scenario);
    if (!scenario)
        return UsageError{"--scenario " + inQuotes(options.scenario) + " is not known: choose one of "
                          + lab::scenarioNames() + "."};
    if (!scenario->isRecordable && !options.capturePath.empty())
        return UsageError{"--capture cannot record scenario " + options.scenario
                          + ", which is not our own server: leave one of the two out."};
    const bool isLoopback = options.host == "127.0.0.1" || options.host == "localhost";
    if (!scenario->isRecordable && !isLoopback)
        return UsageError{"Scenario " + options.scenario
                          + " listens on 127.0.0.1 only: use --listen 127.0.0.1:PORT."};
    return Command{std::move(options)};
}

struct ServeArguments
{
    std::string listen = "127.0.0.1:0";
    ServeOptions options;
    std::string maxInflated;
    bool noPong = false;
    bool noClose = false;
    bool keepOpen = false;

    bool shapesOurServer() const { return noPong || noClose || keepOpen || !maxInflated.empty(); }
};

Outcome serveAs(const ServeArguments &arguments)
{
    ServeOptions options = arguments.options;
    const lab::Scenario *scenario = lab::findScenario(options.scenario);
    if (scenario && !scenario->isRecordable && arguments.shapesOurServer())
        return UsageError{
            "--no-pong, --no-close, --keep-open and --max-inflated are for our own server, which "
            "scenario "
            + options.scenario + " is not: leave one of the two out."};
    options.autoPong = !arguments.noPong;
    options.autoClose = !arguments.noClose;
    options.onError = arguments.keepOpen ? plan::OnError::KeepOpen : plan::OnError::Fail;
    if (!arguments.maxInflated.empty()) {
        const auto most = countFrom("--max-inflated", arguments.maxInflated, 1);
        if (!most)
            return most.error();
        options.limits.inflatedMessageBytes = most.value();
    }
    return serveOptions(arguments.listen, std::move(options));
}

} // namespace

Make declareServe(CLI::App &app)
{
    auto into = std::make_shared<ServeArguments>();
    app.add_option("--listen", into->listen, "Where to listen; port 0 is a free one [127.0.0.1:0]")
        ->type_name("HOST:PORT");
    app.add_option("--scenario", into->options.scenario, "How to answer: " + lab::scenarioNames() + " [echo]")
        ->type_name("NAME");
    app.add_option("--capture", into->options.capturePath, "Record all connections into this new file")
        ->type_name("FILE");
    app.add_flag("--no-pong", into->noPong, "Do not answer pings");
    app.add_flag("--no-close", into->noClose, "Do not answer a Close");
    app.add_flag("--keep-open", into->keepOpen, "Keep a connection open when its client breaks a rule");
    app.add_option("--max-inflated", into->maxInflated,
                   "The most a compressed message is inflated to [67108864]")
        ->type_name("BYTES");
    return [into] { return serveAs(*into); };
}

namespace {

struct RelayArguments
{
    std::string listen = "127.0.0.1:0";
    std::string to;
    std::string timeout;
    std::string capture;
    session::RelayPlan plan;
    bool isProxy = false;
    bool isInsecure = false;
    bool isQuiet = false;
};

base::Result<base::Done, UsageError> setTarget(const RelayArguments &arguments, session::RelayPlan &plan)
{
    if (arguments.isProxy) {
        if (!arguments.to.empty())
            return UsageError{
                "--proxy goes where each client says, and --to says it for all: leave one of the "
                "two out."};
        return base::Done{};
    }
    if (arguments.to.empty())
        return UsageError{
            "--to URL is required: where clients are relayed to; --proxy is for clients that say "
            "it themselves."};
    const auto url = plan::parseUrl(arguments.to);
    if (!url)
        return UsageError{"--to " + inQuotes(arguments.to) + ": " + plan::describe(url.error().fault)};
    plan.target = url.value();
    return base::Done{};
}

base::Result<base::Done, UsageError> setIdentity(session::ListenAddress &address)
{
    if (address.certificateFile.empty() != address.keyFile.empty())
        return UsageError{"--certificate and --key belong together: give both, or --tls alone for a "
                          "certificate that is made for this run."};
    address.isSecure = address.isSecure || !address.certificateFile.empty();
    return base::Done{};
}

Outcome relayOptions(const RelayArguments &arguments)
{
    RelayOptions options{arguments.plan, arguments.capture, arguments.isQuiet};
    session::RelayPlan &plan = options.plan;
    const auto address = addressFrom(arguments.listen);
    if (!address)
        return address.error();
    plan.address.host = address.value().host;
    plan.address.port = address.value().port;
    if (const auto set = setTarget(arguments, plan); !set)
        return set.error();
    if (const auto set = setIdentity(plan.address); !set)
        return set.error();
    plan.tls.verify = !arguments.isInsecure;
    if (!arguments.timeout.empty()) {
        const auto time = secondsFrom("--timeout", arguments.timeout);
        if (!time)
            return time.error();
        plan.timeouts.connect = plan.timeouts.tls = plan.timeouts.upgrade = time.value();
    }
    return Command{std::move(options)};
}

void addIdentityOptions(CLI::App &app, session::ListenAddress &address)
{
    app.add_flag("--tls", address.isSecure,
                 "Listen for wss, with a certificate that is made for this run unless one is given");
    app.add_option("--certificate", address.certificateFile, "Listen for wss with this PEM certificate")
        ->type_name("FILE");
    app.add_option("--key", address.keyFile, "The PEM key of --certificate")->type_name("FILE");
}

} // namespace

Make declareRelay(CLI::App &app)
{
    auto into = std::make_shared<RelayArguments>();
    app.add_option("--listen", into->listen, "Where clients connect; port 0 is a free one [127.0.0.1:0]")
        ->type_name("HOST:PORT");
    app.add_option("--to", into->to, "The server: ws, wss, http or https; its path does not count")
        ->type_name("URL");
    app.add_flag("--proxy", into->isProxy,
                 "Be an HTTP forward proxy: clients say where to go by CONNECT or a whole URL");
    app.add_option("--capture", into->capture, "Record both sides into this new file")->type_name("FILE");
    app.add_flag("--insecure", into->isInsecure, "Accept a server's certificate that is not trusted");
    addIdentityOptions(app, into->plan.address);
    app.add_flag("--rewrite-host", into->plan.rules.rewritesHost,
                 "Put the server's name into Host and Origin of each request");
    app.add_option("--timeout", into->timeout,
                   "How long connecting, TLS and a client's request head may take, each [10]")
        ->type_name("SECONDS");
    app.add_flag("--quiet", into->isQuiet, "Print no line for each connection");
    return [into] { return relayOptions(*into); };
}

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/listenarguments.h"

#include "app/cli/relayrulespec.h"
#include "app/cli/requestplan.h"
#include "app/cli/values.h"
#include "core/base/ascii.h"
#include "core/lab/scenario.h"

#include <CLI/CLI.hpp>

#include <array>
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

base::Result<base::Done, UsageError> setAddress(const std::string &listen, session::ListenAddress &to)
{
    const auto address = addressFrom(listen);
    if (!address)
        return address.error();
    to.host = address.value().host;
    to.port = address.value().port;
    if (to.certificateFile.empty() != to.keyFile.empty())
        return UsageError{"--certificate and --key belong together: give both, or --tls alone for a "
                          "certificate that is made for this run."};
    to.isSecure = to.isSecure || !to.certificateFile.empty();
    return base::Done{};
}

void addIdentityOptions(CLI::App &app, session::ListenAddress &address)
{
    app.add_flag("--tls", address.isSecure,
                 "Listen for wss, with a certificate that is made for this run unless one is given");
    app.add_option("--certificate", address.certificateFile, "Listen for wss with this PEM certificate")
        ->type_name("FILE");
    app.add_option("--key", address.keyFile, "The PEM key of --certificate")->type_name("FILE");
}

// --- serve

struct ServeArguments
{
    std::string listen = "127.0.0.1:0";
    ServeOptions options;
    std::string maxInflated, refuse, body, timeout;
    std::vector<std::string> headers;
    bool noPong = false;
    bool noClose = false;
    bool keepOpen = false;

    bool shapesOurServer() const
    {
        const session::ListenPlan &plan = options.plan;
        return noPong || noClose || keepOpen || !maxInflated.empty() || !refuse.empty() || !timeout.empty()
            || !plan.server.subprotocols.empty() || plan.address.isSecure
            || !plan.address.certificateFile.empty();
    }
};

base::Result<base::Done, UsageError> checkScenario(const ServeArguments &arguments,
                                                   const ServeOptions &options)
{
    const lab::Scenario *scenario = lab::findScenario(options.scenario);
    if (options.listsScenarios())
        return base::Done{};
    if (!scenario)
        return UsageError{"--scenario " + inQuotes(options.scenario) + " is not known: choose one of "
                          + lab::scenarioNames() + "."};
    if (scenario->isRecordable() && (arguments.refuse.empty() || options.scenario == "echo"))
        return base::Done{};
    if (scenario->isRecordable())
        return UsageError{"--refuse and --scenario " + options.scenario
                          + " each say how to answer: leave one of the two out."};
    if (!options.capturePath.empty())
        return UsageError{"--capture cannot record scenario " + options.scenario
                          + ", which is not our own server: leave one of the two out."};
    if (arguments.shapesOurServer())
        return UsageError{"--no-pong, --no-close, --keep-open, --max-inflated, --refuse, --subprotocol, "
                          "--timeout and --tls are for our own server, which scenario "
                          + options.scenario + " is not: leave one of the two out."};
    const std::string &host = options.plan.address.host;
    if (host != "127.0.0.1" && host != "localhost")
        return UsageError{"Scenario " + options.scenario
                          + " listens on 127.0.0.1 only: use --listen 127.0.0.1:PORT."};
    return base::Done{};
}

base::Result<hop::RefusePlan, UsageError> refusalFrom(const ServeArguments &arguments)
{
    hop::RefusePlan plan;
    const auto status = numberFrom(arguments.refuse);
    if (!status || *status < 200 || *status > 599)
        return UsageError{"--refuse " + inQuotes(arguments.refuse)
                          + " is no status that refuses: give a number from 200 to 599."};
    plan.status = static_cast<int>(*status);
    plan.body = base::toBytes(arguments.body);
    for (const std::string &text : arguments.headers) {
        const auto row = headerFrom(text);
        if (!row)
            return row.error();
        plan.headers.push_back({row.value().name, row.value().value});
    }
    return plan;
}

base::Result<base::Done, UsageError> setAnswer(const ServeArguments &arguments, hop::ServerOptions &server)
{
    if (!arguments.refuse.empty()) {
        auto refusal = refusalFrom(arguments);
        if (!refusal)
            return refusal.error();
        server.refuse = std::move(refusal).value();
    } else if (!arguments.body.empty() || !arguments.headers.empty()) {
        return UsageError{"--body and -H belong to an answer that refuses: give --refuse STATUS, too."};
    }
    for (const std::string &name : server.subprotocols)
        if (!base::isToken(name))
            return UsageError{"--subprotocol " + inQuotes(name)
                              + " is no name of a subprotocol: letters, digits and !#$%&'*+-.^_`|~ only."};
    return base::Done{};
}

Outcome serveAs(const ServeArguments &arguments)
{
    ServeOptions options = arguments.options;
    session::ListenPlan &plan = options.plan;
    if (const auto set = setAddress(arguments.listen, plan.address); !set)
        return set.error();
    if (const auto checked = checkScenario(arguments, options); !checked)
        return checked.error();
    if (const lab::Scenario *scenario = lab::findScenario(options.scenario);
        scenario && scenario->isRecordable())
        scenario->apply(plan.server);
    if (const auto set = setAnswer(arguments, plan.server); !set)
        return set.error();
    plan.server.autoPong = !arguments.noPong;
    plan.server.autoClose = !arguments.noClose;
    plan.server.onError = arguments.keepOpen ? plan::OnError::KeepOpen : plan::OnError::Fail;
    if (!arguments.maxInflated.empty()) {
        const auto most = countFrom("--max-inflated", arguments.maxInflated, 1);
        if (!most)
            return most.error();
        plan.limits.inflatedMessageBytes = most.value();
    }
    if (!arguments.timeout.empty()) {
        const auto time = secondsFrom("--timeout", arguments.timeout);
        if (!time)
            return time.error();
        plan.server.upgrade = time.value();
    }
    return Command{std::move(options)};
}

void addAnswerOptions(CLI::App &app, ServeArguments &into)
{
    app.add_option("--subprotocol", into.options.plan.server.subprotocols,
                   "Speak this subprotocol; the first that a client offers of these is chosen")
        ->type_name("NAME")
        ->allow_extra_args(false);
    app.add_option("--refuse", into.refuse, "Answer every request with this status, not with an upgrade")
        ->type_name("STATUS");
    app.add_option("--body", into.body, "The body of --refuse")->type_name("TEXT");
    app.add_option("-H,--header", into.headers, "A header of --refuse")
        ->type_name("'NAME: VALUE'")
        ->allow_extra_args(false);
    app.add_flag("--no-pong", into.noPong, "Do not answer pings");
    app.add_flag("--no-close", into.noClose, "Do not answer a Close");
    app.add_flag("--keep-open", into.keepOpen, "Keep a connection open when its client breaks a rule");
    app.add_option("--max-inflated", into.maxInflated,
                   "The most a compressed message is inflated to [67108864]")
        ->type_name("BYTES");
    app.add_option("--timeout", into.timeout, "How long TLS and a request head may take, each [10]")
        ->type_name("SECONDS");
}

} // namespace

Make declareServe(CLI::App &app)
{
    auto into = std::make_shared<ServeArguments>();
    app.add_option("--listen", into->listen, "Where to listen; port 0 is a free one [127.0.0.1:0]")
        ->type_name("HOST:PORT");
    app.add_option("--scenario", into->options.scenario,
                   "How to answer: " + lab::scenarioNames() + "; list says what each does [echo]")
        ->type_name("NAME");
    app.add_option("--capture", into->options.capturePath, "Record all connections into this new file")
        ->type_name("FILE");
    addIdentityOptions(app, into->options.plan.address);
    addAnswerOptions(app, *into);
    app.add_flag("--quiet", into->options.isQuiet, "Print no line for each connection");
    return [into] { return serveAs(*into); };
}

// --- relay

namespace {

struct RuleOption
{
    const char *name;
    plan::RelayAction action;
    const char *type;
    const char *about;
};
constexpr auto kRuleOptions = std::to_array<RuleOption>({
    {"--hold", plan::RelayAction::Hold, "[request:|response:|[FROM:][KIND:]]MATCH",
     "Hold messages, or heads, that contain MATCH, and print \"held N …\"; lines of standard input say what "
     "becomes of them: release N, drop N, edit N TEXT"},
    {"--drop", plan::RelayAction::Drop, "[FROM:][KIND:]MATCH",
     "Leave out messages that contain MATCH; FROM is client or server, KIND text, binary, close, ping or "
     "pong"},
    {"--replace", plan::RelayAction::Replace, "[FROM:][KIND:]MATCH=>TEXT",
     "Put TEXT in place of each MATCH in a message, or of all of it where MATCH is empty"},
    {"--send-before", plan::RelayAction::SendBefore, "[FROM:][KIND:]MATCH=>TEXT",
     "Send a text message before each that contains MATCH"},
    {"--send-after", plan::RelayAction::SendAfter, "[FROM:][KIND:]MATCH=>TEXT",
     "Send a text message behind each that contains MATCH"},
    {"--set-header", plan::RelayAction::SetHeader, "[request:|response:]'NAME: VALUE'",
     "Give this header this value; it is added where there is none"},
    {"--add-header", plan::RelayAction::AddHeader, "[request:|response:]'NAME: VALUE'", "Add this header"},
    {"--remove-header", plan::RelayAction::RemoveHeader, "[request:|response:]NAME", "Remove this header"},
});

struct RelayArguments
{
    const CLI::App *app = nullptr;
    std::array<std::vector<std::string>, kRuleOptions.size()> rules; ///< as kRuleOptions
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

/// In the order in which they were given, whatever their options.
base::Result<base::Done, UsageError> setRules(const RelayArguments &arguments, plan::RelayRules &to)
{
    std::array<std::size_t, kRuleOptions.size()> next{};
    for (const CLI::Option *option : arguments.app->parse_order())
        for (std::size_t i = 0; i < kRuleOptions.size(); ++i) {
            if (option->get_name() != kRuleOptions[i].name || next[i] >= arguments.rules[i].size())
                continue;
            const auto rule =
                relayRuleFrom(kRuleOptions[i].action, kRuleOptions[i].name, arguments.rules[i][next[i]++]);
            if (!rule)
                return rule.error();
            to.rules.push_back(rule.value());
        }
    return base::Done{};
}

Outcome relayOptions(const RelayArguments &arguments)
{
    RelayOptions options{arguments.plan, arguments.capture, arguments.isQuiet};
    session::RelayPlan &plan = options.plan;
    if (const auto set = setAddress(arguments.listen, plan.address); !set)
        return set.error();
    if (const auto set = setTarget(arguments, plan); !set)
        return set.error();
    if (const auto set = setRules(arguments, plan.rules); !set)
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

} // namespace

Make declareRelay(CLI::App &app)
{
    auto into = std::make_shared<RelayArguments>();
    into->app = &app;
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
    for (std::size_t i = 0; i < kRuleOptions.size(); ++i)
        app.add_option(kRuleOptions[i].name, into->rules[i], kRuleOptions[i].about)
            ->type_name(kRuleOptions[i].type)
            ->allow_extra_args(false)
            ->group("Changes");
    app.add_option("--timeout", into->timeout,
                   "How long connecting, TLS and a client's request head may take, each [10]")
        ->type_name("SECONDS");
    app.add_flag("--quiet", into->isQuiet, "Print no line for each connection");
    return [into] { return relayOptions(*into); };
}

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/patharguments.h"

#include "app/cli/requestplan.h"
#include "app/cli/values.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>

namespace hop101::cli {
namespace {

struct PathArguments
{
    RequestArguments request;
    std::string listen, direct, idle, timeout, largest, header, product, capture;
    std::vector<std::string> only;
    bool json = false;
};

CLI::Option *addRepeated(CLI::App &app, const std::string &name, std::vector<std::string> &values,
                         const std::string &about)
{
    // One value each time, or the first would swallow what follows it.
    return app.add_option(name, values, about)->allow_extra_args(false);
}

std::string checkNames()
{
    std::string names;
    for (const hop::PathCheck check : hop::pathChecks())
        names += (names.empty() ? "" : ", ") + std::string(hop::pathCheckName(check));
    return names;
}

/// HOST:PORT, an IPv6 address in brackets.
std::optional<UsageError> readListen(const std::string &text, session::PathPlan &plan)
{
    const UsageError error{
        "--listen " + inQuotes(text)
        + " is no address: give HOST:PORT such as 127.0.0.1:9001, where the proxy forwards to."};
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0)
        return error;
    plan.listenHost = text.substr(0, colon);
    const char *last = text.data() + text.size();
    const auto [end, fault] = std::from_chars(text.data() + colon + 1, last, plan.listenPort);
    if (fault != std::errc() || end != last)
        return error;
    if (plan.listenHost.front() == '[' && plan.listenHost.back() == ']')
        plan.listenHost = plan.listenHost.substr(1, plan.listenHost.size() - 2);
    else if (plan.listenHost.find(':') != std::string::npos)
        return error;
    return plan.listenHost.empty() ? std::optional(error) : std::nullopt;
}

std::optional<UsageError> readDirect(const std::string &text, session::PathPlan &plan)
{
    if (text.empty())
        return {};
    const auto url = plan::parseUrl(text);
    if (!url)
        return UsageError{"--direct " + inQuotes(text) + ": " + plan::describe(url.error().fault)};
    plan.direct = url.value();
    return {};
}

std::optional<UsageError> readTimes(const PathArguments &arguments, session::PathPlan &plan)
{
    const auto read = [](const char *option, const std::string &text,
                         std::chrono::milliseconds &to) -> std::optional<UsageError> {
        if (text.empty())
            return {};
        const auto seconds = secondsFrom(option, text);
        if (!seconds)
            return seconds.error();
        to = seconds.value();
        return {};
    };
    if (auto error = read("--idle", arguments.idle, plan.idle))
        return error;
    return read("--timeout", arguments.timeout, plan.step);
}

std::optional<UsageError> readChecks(const std::vector<std::string> &only, session::PathPlan &plan)
{
    if (only.empty())
        return {};
    plan.checks.clear();
    for (const std::string &name : only) {
        const auto check = hop::pathCheckNamed(name);
        if (!check)
            return UsageError{"--only " + inQuotes(name) + " is no check: choose of " + checkNames() + '.'};
        plan.checks.push_back(*check);
    }
    return {};
}

std::optional<UsageError> readSizes(const PathArguments &arguments, session::PathPlan &plan)
{
    if (!arguments.largest.empty()) {
        const auto most = sizeFrom("--largest", arguments.largest, 1);
        if (!most)
            return most.error();
        if (most.value() > plan.messageSizes.back())
            return UsageError{"--largest " + inQuotes(arguments.largest) + " is too much: give at most 16M."};
        std::erase_if(plan.messageSizes, [&](std::uint64_t size) { return size > most.value(); });
    }
    if (!arguments.header.empty()) {
        const auto needed = sizeFrom("--header-size", arguments.header, 1);
        if (!needed)
            return needed.error();
        if (needed.value() > plan.headerSizes.back())
            return UsageError{"--header-size " + inQuotes(arguments.header)
                              + " is too much: give at most 60K."};
        plan.neededHeader = needed.value();
        if (std::find(plan.headerSizes.begin(), plan.headerSizes.end(), needed.value())
            == plan.headerSizes.end())
            plan.headerSizes.insert(
                std::lower_bound(plan.headerSizes.begin(), plan.headerSizes.end(), needed.value()),
                needed.value());
    }
    return {};
}

Outcome pathOptions(PathArguments &arguments)
{
    PathOptions options;
    if (!arguments.product.empty()) {
        options.product = doctor::intermediaryNamed(arguments.product);
        if (!options.product)
            return UsageError{
                "--proxy-is " + inQuotes(arguments.product)
                + " is not known: choose nginx, apache, haproxy, caddy, lighttpd, varnish, envoy "
                  "or iis."};
    }
    for (const auto &error : {readListen(arguments.listen, options.plan),
                              readDirect(arguments.direct, options.plan), readTimes(arguments, options.plan),
                              readChecks(arguments.only, options.plan), readSizes(arguments, options.plan)})
        if (error)
            return *error;
    arguments.request.timeout = options.plan.step;
    auto request = requestFrom(arguments.request);
    if (!request)
        return request.error();
    options.plan.request = request.value().plan;
    options.plan.via = request.value().url;
    options.capturePath = arguments.capture;
    options.format = formatFrom(arguments.json, false);
    return Command{std::move(options)};
}

} // namespace

Make declarePath(CLI::App &app)
{
    auto into = std::make_shared<PathArguments>();
    const auto add = [&app](const char *name, std::string &to, const std::string &about, const char *type) {
        return app.add_option(name, to, about)->type_name(type);
    };
    add("--via", into->request.url, "The proxy's URL, as a client would use it", "URL")->required();
    add("--listen", into->listen, "Where the proxy forwards to: there Hop101 is the server", "HOST:PORT")
        ->required();
    add("--direct", into->direct, "The endpoint without the proxy, to compare with", "URL");
    add("--idle", into->idle, "Wait for so long whether the proxy cuts a silent connection [not at all]",
        "SECONDS");
    addRepeated(app, "--only", into->only, "Beyond the handshake do this check only: " + checkNames())
        ->type_name("CHECK");
    add("--largest", into->largest, "The largest message that is tried [16M]", "BYTES");
    add("--header-size", into->header, "How large a header must pass [4K]", "BYTES");
    add("--timeout", into->timeout, "How long each step may take [10]", "SECONDS");
    add("--proxy-is", into->product, "The proxy's product, where it does not say so itself", "NAME");
    addRepeated(app, "-H,--header", into->request.headers,
                "Send this header; replaces an automatic one of that name")
        ->type_name("'NAME: VALUE'");
    addRepeated(app, "--subprotocol", into->request.subprotocols, "Offer this subprotocol")
        ->type_name("NAME");
    addRepeated(app, "--omit", into->request.omit, "Leave out this automatic header")->type_name("NAME");
    app.add_flag("--insecure", into->request.insecure, "Accept a certificate that is not trusted");
    add("--capture", into->capture, "Keep the capture of both hops in this new file", "FILE");
    app.add_flag("--json", into->json, "Print one JSON object (docs/cli-json.md)");
    return [into] { return pathOptions(*into); };
}

} // namespace hop101::cli

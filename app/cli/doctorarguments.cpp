// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/doctorarguments.h"

#include "app/cli/values.h"
#include "core/plan/url.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace hop101::cli {
namespace {

struct DoctorArguments
{
    std::string path, product, version, url;
    bool json = false;
    bool diff = false;
};

/// "/ws" or "ws://host:port/ws".
std::optional<UsageError> ask(const std::string &text, doctor::config::Question &question)
{
    if (text.starts_with('/')) {
        question.path = text.substr(0, text.find('?'));
        return {};
    }
    const auto url = plan::parseUrl(text);
    if (!url)
        return UsageError{"--url " + inQuotes(text)
                          + " is neither a path such as /ws nor a URL: " + plan::describe(url.error().fault)};
    question.host = url.value().host;
    question.port = url.value().port;
    question.path = url.value().target.substr(0, url.value().target.find('?'));
    return {};
}

Outcome doctorOptions(const DoctorArguments &arguments)
{
    DoctorOptions options;
    options.path = arguments.path;
    options.form = arguments.json ? DoctorOptions::Form::Json
        : arguments.diff          ? DoctorOptions::Form::Diff
                                  : DoctorOptions::Form::Text;
    if (!arguments.product.empty()) {
        options.question.product = doctor::config::productFrom(arguments.product);
        if (!options.question.product)
            return UsageError{"--product " + inQuotes(arguments.product)
                              + " is not known: choose one of nginx, apache, haproxy, caddy."};
    }
    if (!arguments.version.empty()) {
        options.question.version = doctor::config::versionFrom(arguments.version);
        if (!options.question.version)
            return UsageError{"--version " + inQuotes(arguments.version)
                              + " is no version: give numbers such as 2.4.46."};
    }
    if (!arguments.url.empty()) {
        if (const auto error = ask(arguments.url, options.question))
            return *error;
    }
    return Command{std::move(options)};
}

} // namespace

Make declareDoctor(CLI::App &app)
{
    auto into = std::make_shared<DoctorArguments>();
    app.add_option("config", into->path, "A configuration of nginx, Apache httpd, HAProxy or Caddy")
        ->type_name("CONFIG")
        ->required();
    app.add_option("--product", into->product, "nginx, apache, haproxy or caddy [told by the file]")
        ->type_name("NAME");
    app.add_option("--version", into->version,
                   "Of the product, such as 2.4.46 [told by a comment, else Debian 12's]")
        ->type_name("VERSION");
    app.add_option("--url", into->url, "Ask only about the place that a request of this path or URL reaches")
        ->type_name("PATH|URL");
    auto *json = app.add_flag("--json", into->json, "Print one JSON object (docs/cli-json.md)");
    app.add_flag("--diff", into->diff, "Print what to change as a diff that patch applies")->excludes(json);
    return [into] { return doctorOptions(*into); };
}

} // namespace hop101::cli

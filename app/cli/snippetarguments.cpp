// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/snippetarguments.h"

#include "app/cli/clientarguments.h"
#include "app/cli/snippetwords.h"
#include "app/cli/values.h"
#include "core/formats/snippet.h"

#include <CLI/CLI.hpp>

namespace hop101::cli {
namespace {

struct Arguments : ClientArguments
{
    std::string as, shell = "bash", version, out;
    std::uint16_t listen = 8080;
};

Outcome optionsFrom(Arguments &arguments)
{
    if (!isSnippetWord(arguments.as))
        return UsageError{"--as " + inQuotes(arguments.as) + " is nothing to write: choose one of "
                          + snippetWords() + '.'};
    const auto shell = formats::shellFrom(arguments.shell);
    if (!shell)
        return UsageError{"--shell " + inQuotes(arguments.shell)
                          + " is not known: choose one of bash, cmd, powershell."};
    const auto version = doctor::config::versionFrom(arguments.version);
    if (!arguments.version.empty() && !version)
        return UsageError{"--proxy-version " + inQuotes(arguments.version)
                          + " is no version: give numbers such as 2.4.46."};
    auto request = arguments.request();
    if (!request)
        return request.error();
    return Command{SnippetOptions{std::move(request.value().plan), std::move(request.value().url),
                                  arguments.as, *shell, version, arguments.listen, arguments.out,
                                  std::move(request.value().notes)}};
}

} // namespace

Make declareSnippet(CLI::App &app)
{
    auto into = std::make_shared<Arguments>();
    into->addTo(app);
    into->addFrom(app);
    app.add_option("--as", into->as, "What to write: " + snippetWords())->type_name("KIND")->required();
    app.add_option("--shell", into->shell, "Of curl, curl-ws and websocat: bash, cmd or powershell [bash]")
        ->type_name("SHELL");
    app.add_option("--proxy-version", into->version, "Of nginx, apache, haproxy or caddy [Debian 12's]")
        ->type_name("VERSION");
    app.add_option("--listen", into->listen, "Where the proxy listens [8080]")
        ->type_name("PORT")
        ->check(CLI::Range(1, 65535));
    app.add_option("-o,--output", into->out, "Where it goes [standard output]")->type_name("OUT");
    return [into] { return optionsFrom(*into); };
}

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/importarguments.h"

#include "app/cli/values.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace hop101::cli {
namespace {

std::string formatNames()
{
    std::string names;
    for (const formats::ImportFormatInfo &format : formats::importFormats())
        names += (names.empty() ? "" : ", ") + std::string(format.name);
    return names;
}

base::Result<formats::ImportFormat, UsageError> importFormatFrom(const std::string &name)
{
    const auto known = formats::importFormats();
    const auto found = std::ranges::find(known, std::string_view(name), &formats::ImportFormatInfo::name);
    if (found == known.end())
        return UsageError{"--as " + inQuotes(name) + " is no format that can be imported: give one of "
                          + formatNames() + '.'};
    return found->format;
}

} // namespace

Make declareImport(CLI::App &app)
{
    struct Arguments
    {
        ImportOptions options;
        std::string as;
        bool keepPartial = false;
        bool isJson = false;
    };
    auto into = std::make_shared<Arguments>();
    ImportOptions &options = into->options;
    app.add_option("FILE", options.path, "What another program wrote: HAR, pcap, pcapng, mitmproxy flows")
        ->required();
    app.add_option("-o,--output", options.outPath, "The capture that is made")
        ->type_name("CAPTURE")
        ->required();
    app.add_option("--as", into->as,
                   "Its format, where it is not what the file begins like: " + formatNames())
        ->type_name("FORMAT");
    app.add_option("--key-log", options.how.keyLogFile,
                   "The file that SSLKEYLOGFILE named, to read TLS connections of a pcap")
        ->type_name("FILE");
    app.add_flag("--treat-as-websocket", options.how.isTreatedAsWebSocket,
                 "Read connections of a pcap that begin after their handshake as WebSocket");
    app.add_flag("--overwrite", options.how.overwrites, "Replace a capture of that name");
    app.add_flag("--keep-partial", into->keepPartial,
                 "Keep what was read until Ctrl-C; else nothing is kept then");
    app.add_flag("--json", into->isJson, "Print one JSON object (docs/cli-json.md)");
    return [into]() -> Outcome {
        ImportOptions made = into->options;
        made.format = into->isJson ? Format::Json : Format::Text;
        made.how.keepsPartial = into->keepPartial;
        if (into->as.empty())
            return Command{std::move(made)};
        const auto format = importFormatFrom(into->as);
        if (!format)
            return format.error();
        made.how.format = format.value();
        return Command{std::move(made)};
    };
}

} // namespace hop101::cli

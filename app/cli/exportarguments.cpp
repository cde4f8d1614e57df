// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/exportarguments.h"
#include "app/cli/filterargument.h"
#include "app/cli/redactarguments.h"
#include "app/cli/values.h"

#include <CLI/CLI.hpp>

#include <limits>
#include <memory>

namespace hop101::cli {
namespace {

struct Arguments
{
    ExportOptions options;
    std::string format, from, until, events, filter;
    RedactArguments redaction;
    bool isJson = false;
};

constexpr const char *kPayloads = "payloads";
/// A capture as an exported one.
constexpr const char *kCaptureName = "hop101";

std::string formatNames()
{
    std::string names;
    for (const formats::ExportFormatInfo &format : formats::exportFormats())
        names += std::string(format.name) + ", ";
    return names + "png, pdf, " + kPayloads + ", " + kCaptureName;
}

base::Result<formats::ExportFormat, UsageError> exportFormatFrom(const std::string &name)
{
    if (const auto format = formats::exportFormatOf(name))
        return *format;
    return UsageError{"--to " + inQuotes(name) + " is no format: give one of " + formatNames() + '.'};
}

/// The events from --from to --until; none where neither was given, which is all.
base::Result<std::vector<formats::EventRange>, UsageError> rangeFrom(const Arguments &arguments)
{
    formats::EventRange range{1, std::numeric_limits<std::uint64_t>::max()};
    if (arguments.from.empty() && arguments.until.empty())
        return std::vector<formats::EventRange>{};
    if (!arguments.from.empty()) {
        const auto first = countFrom("--from", arguments.from, 1);
        if (!first)
            return first.error();
        range.first = first.value();
    }
    if (!arguments.until.empty()) {
        const auto last = countFrom("--until", arguments.until, 1);
        if (!last)
            return last.error();
        range.last = last.value();
    }
    if (range.last < range.first)
        return UsageError{"--until " + arguments.until + " comes before --from " + arguments.from
                          + ": give the smaller number to --from."};
    return std::vector{range};
}

/// What redaction and a copy ask of the other options; nothing where all is well.
std::optional<UsageError> whatIsWrong(const ExportOptions &options, const Arguments &arguments)
{
    const bool isReport = options.isDryRun || arguments.isJson;
    if (isReport && !options.redaction)
        return UsageError{"--dry-run and --json are about what is redacted: add --redact."};
    if (!options.isDryRun && arguments.format.empty())
        return UsageError{"--to is required: give one of " + formatNames() + '.'};
    if (!options.isDryRun && options.outPath.empty())
        return UsageError{"--output is required: give the new file, or - for standard output."};
    const bool isPart = !arguments.from.empty() || !arguments.until.empty() || !arguments.events.empty()
        || !arguments.filter.empty();
    if (options.isCapture && isPart)
        return UsageError{"--to hop101 copies a capture as a whole: leave out --from, --until, --events and "
                          "--filter."};
    if (options.outPath == "-" && (options.isCapture || arguments.isJson))
        return UsageError{"Standard output cannot take both: give -o a file."};
    return std::nullopt;
}

Outcome exportOptions(const Arguments &arguments)
{
    ExportOptions options = arguments.options;
    auto rules = arguments.redaction.rules();
    if (!rules)
        return rules.error();
    options.redaction = std::move(rules).value();
    options.isPayloads = arguments.format == kPayloads;
    options.isCapture = arguments.format == kCaptureName;
    options.reportFormat = arguments.isJson ? Format::Json : Format::Text;
    if (const auto wrong = whatIsWrong(options, arguments))
        return *wrong;
    if (arguments.format == "png" || arguments.format == "pdf") {
        options.picture = arguments.format;
    } else if (!options.isCapture && !options.isPayloads && !arguments.format.empty()) {
        const auto format = exportFormatFrom(arguments.format);
        if (!format)
            return format.error();
        options.format = format.value();
    }
    if (options.isPayloads && options.outPath == "-")
        return UsageError{"--to payloads writes many files: name a folder with -o."};
    auto ranges = arguments.events.empty() ? rangeFrom(arguments) : eventsFrom("--events", arguments.events);
    if (!ranges)
        return ranges.error();
    options.events.ranges = std::move(ranges).value();
    auto filter = filterFrom("--filter", arguments.filter);
    if (!filter)
        return filter.error();
    options.events.filter = std::move(filter).value();
    options.events.filterText = arguments.filter;
    return Command{std::move(options)};
}

void declareChoice(CLI::App &app, Arguments &into)
{
    auto *from = app.add_option("--from", into.from, "First event [1]")->type_name("N");
    auto *until = app.add_option("--until", into.until, "Last event [the last one]")->type_name("N");
    app.add_option("--events", into.events, "These events, such as 3,7,10-20")
        ->type_name("LIST")
        ->excludes(from)
        ->excludes(until);
    app.add_option("--filter", into.filter, "Only events such as \"text and size > 1 KiB\" (docs/filter.md)")
        ->type_name("EXPR");
}

} // namespace

base::Result<std::vector<formats::EventRange>, UsageError> eventsFrom(const std::string &option,
                                                                      const std::string &list)
{
    std::vector<formats::EventRange> ranges;
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find(',', at), list.size());
        const std::string part = list.substr(at, end - at);
        const std::size_t dash = part.find('-');
        const auto first = countFrom(option, part.substr(0, dash), 1);
        const auto last = dash == std::string::npos ? first : countFrom(option, part.substr(dash + 1), 1);
        if (!first || !last || last.value() < first.value())
            return UsageError{option + ' ' + inQuotes(part)
                              + " is no event: give numbers and ranges such as 3,7,10-20."};
        ranges.push_back({first.value(), last.value()});
        at = end + 1;
    }
    return formats::merged(std::move(ranges));
}

Make declareExport(CLI::App &app)
{
    auto into = std::make_shared<Arguments>();
    ExportOptions &options = into->options;
    app.add_option("FILE", options.path, "The capture")->required();
    app.add_option("--to", into->format, "What it becomes: " + formatNames())->type_name("FORMAT");
    app.add_option("-o,--output", options.outPath, "The new file; - is standard output; of payloads a folder")
        ->type_name("OUT");
    declareChoice(app, *into);
    app.add_flag("--all-frames", options.document.hasAllFrames, "har: pings, pongs and closes, too");
    app.add_flag("--decoded", options.document.isDecoded,
                 "pcapng: messages inflated; else frames are as they were sent");
    app.add_flag("--dark", options.document.isDark, "svg, png, pdf: the colours of the dark window");
    app.add_flag("--letter", options.isLetter, "pdf: US Letter, else A4");
    app.add_flag("--upright", options.isUpright, "pdf: upright pages, else across");
    app.add_flag("--overwrite", options.overwrites, "Replace OUT where it is there");
    app.add_flag("--keep-part", options.keepsPart, "When interrupted, keep what was written until then");
    into->redaction.addTo(app);
    app.add_flag("--dry-run", options.isDryRun, "Print what would be redacted, and write nothing");
    app.add_flag("--json", into->isJson, "Print what was redacted as JSON");
    return [into] { return exportOptions(*into); };
}

} // namespace hop101::cli

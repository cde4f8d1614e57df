// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/filearguments.h"
#include "app/cli/filterargument.h"
#include "app/cli/values.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <memory>

namespace hop101::cli {
namespace {

/// What --find or --find-hex looks for; nothing where neither is given.
base::Result<std::optional<capture::TextPattern>, UsageError>
patternFrom(const std::string &text, const std::string &hex, bool ignoresCase)
{
    const auto bytes = hex.empty() ? std::optional(base::toBytes(text)) : base::fromHex(hex);
    if (!bytes || (!hex.empty() && bytes->empty()))
        return UsageError{"--find-hex " + inQuotes(hex) + " is not hex: write two digits for each byte."};
    if (bytes->size() > capture::kMaxPatternBytes)
        return UsageError{"--find is longer than 1024 bytes: look for less."};
    return capture::TextPattern::make(
        *bytes, ignoresCase ? capture::LetterCase::Ignored : capture::LetterCase::Exact);
}

struct DiffArguments
{
    DiffOptions options;
    std::string leftExchange, rightExchange, times, context = "3", rows = "1000";
    bool json = false;
};

Outcome diffOptions(const DiffArguments &arguments)
{
    DiffOptions options = arguments.options;
    options.format = formatFrom(arguments.json, false);
    if (options.ofHops && !options.rightPath.empty())
        return UsageError{"--hops compares the two sides of one capture: leave the second one out."};
    if (!options.ofHops && options.rightPath.empty())
        return UsageError{"B is required: the capture that A is compared with; --hops is for the two sides "
                          "of a relay or path check in one capture."};
    const struct
    {
        const char *name;
        const std::string &text;
        std::optional<std::uint64_t> &number;
    } exchanges[] = {{"--exchange-a", arguments.leftExchange, options.leftExchange},
                     {"--exchange-b", arguments.rightExchange, options.rightExchange}};
    for (const auto &exchange : exchanges) {
        if (exchange.text.empty())
            continue;
        const auto number = countFrom(exchange.name, exchange.text, 1);
        if (!number)
            return number.error();
        exchange.number = number.value();
    }
    if (!arguments.times.empty()) {
        const auto tolerance = secondsFrom("--times", arguments.times);
        if (!tolerance)
            return tolerance.error();
        options.compare.timeTolerance = tolerance.value();
    }
    const auto context = countFrom("--context", arguments.context, 0);
    const auto rows = countFrom("--max", arguments.rows, 1);
    if (!context || !rows)
        return context ? rows.error() : context.error();
    options.compare.context = std::min<std::uint64_t>(context.value(), 1'000);
    options.compare.maxRows = std::min<std::uint64_t>(rows.value(), 1'000'000);
    return Command{std::move(options)};
}

struct ReplayArguments
{
    ReplayOptions options;
    std::string url, exchange, speed = "1", timeout = "10";
    bool asAnswered = false;
    bool fast = false;
    bool insecure = false;
    bool json = false;
};

std::optional<double> speedFrom(const std::string &text)
{
    double speed = 0;
    const std::string_view digits =
        text.ends_with('x') ? std::string_view(text).substr(0, text.size() - 1) : std::string_view(text);
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), speed);
    constexpr double kSlowest = 0.001, kFastest = 1e6;
    if (fault != std::errc() || end != digits.data() + digits.size() || !(speed >= kSlowest)
        || !(speed <= kFastest))
        return std::nullopt;
    return speed;
}

Outcome replayOptions(const ReplayArguments &arguments)
{
    using Kind = session::ReplayPace::Kind;
    ReplayOptions options = arguments.options;
    options.format = formatFrom(arguments.json, false);
    options.verifiesTls = !arguments.insecure;
    const auto url = plan::parseUrl(arguments.url);
    if (!url)
        return UsageError{inQuotes(arguments.url)
                          + " cannot be used as a URL: " + plan::describe(url.error().fault)};
    options.url = url.value();
    if (!arguments.exchange.empty()) {
        const auto exchange = countFrom("--exchange", arguments.exchange, 1);
        if (!exchange)
            return exchange.error();
        options.exchange = exchange.value();
    }
    const auto timeout = secondsFrom("--timeout", arguments.timeout);
    if (!timeout)
        return timeout.error();
    options.pace.patience = timeout.value();
    options.timeouts = {timeout.value(), timeout.value(), timeout.value(), timeout.value()};
    const auto speed = speedFrom(arguments.speed);
    if (!speed)
        return UsageError{"--speed " + inQuotes(arguments.speed)
                          + " is no speed: give a number such as 2 for twice as fast, or use --fast."};
    options.pace.speed = *speed;
    options.pace.kind = arguments.fast ? Kind::Fast
        : arguments.asAnswered         ? Kind::AsAnswered
                                       : Kind::Original;
    return Command{std::move(options)};
}

} // namespace

Make declareShow(CLI::App &app)
{
    struct Arguments
    {
        std::string path, from = "1", to, filter, find, findHex;
        bool ignoreCase = false;
        bool json = false;
        bool diagram = false;
    };
    auto into = std::make_shared<Arguments>();
    app.add_option("FILE", into->path, "The capture")->required();
    app.add_option("--from", into->from, "First event [1]")->type_name("N");
    app.add_option("--to", into->to, "Last event [the last one]")->type_name("N");
    auto *filterOption = app.add_option("--filter", into->filter,
                                        "Only events such as \"text and size > 1 KiB\" (docs/filter.md)")
                             ->type_name("EXPR");
    auto *find = app.add_option("--find", into->find, "Find this text in payloads, heads and bodies")
                     ->type_name("TEXT");
    auto *findHex = app.add_option("--find-hex", into->findHex, "Find these bytes")->type_name("HEX");
    app.add_flag("-i,--ignore-case", into->ignoreCase, "--find ignores the case of letters")
        ->excludes(findHex);
    find->excludes(findHex)->excludes(filterOption);
    findHex->excludes(filterOption);
    auto *json = app.add_flag("--json", into->json, "Print one JSON object (docs/cli-json.md)");
    auto *diagram = app.add_flag("--diagram", into->diagram, "Print the sequence diagram");
    diagram->excludes(json)->excludes(find)->excludes(findHex);
    return [into]() -> Outcome {
        ShowOptions options;
        options.path = into->path;
        options.format = formatFrom(into->json, into->diagram);
        const auto from = countFrom("--from", into->from, 1);
        if (!from)
            return from.error();
        options.from = {from.value()};
        if (!into->to.empty()) {
            const auto to = countFrom("--to", into->to, 1);
            if (!to)
                return to.error();
            options.to = {to.value()};
        }
        if (options.to < options.from)
            return UsageError{"--to " + into->to + " comes before --from " + into->from
                              + ": give the smaller number to --from."};
        auto filter = filterFrom("--filter", into->filter);
        if (!filter)
            return filter.error();
        auto found = patternFrom(into->find, into->findHex, into->ignoreCase);
        if (!found)
            return found.error();
        options.findText = into->find + into->findHex;
        options.find = std::move(found).value();
        options.filterText = into->filter;
        options.filter = std::move(filter).value();
        return Command{std::move(options)};
    };
}

Make declarePayload(CLI::App &app)
{
    struct Arguments
    {
        std::string path, event, out;
        bool asSent = false;
    };
    auto into = std::make_shared<Arguments>();
    app.add_option("FILE", into->path, "The capture")->required();
    app.add_option("EVENT", into->event, "The event's number; any frame of a message stands for the message")
        ->required();
    app.add_option("-o,--output", into->out, "Where the bytes go; - is standard output")
        ->type_name("OUT")
        ->required();
    app.add_flag("--wire", into->asSent, "A compressed message as it was sent, not inflated");
    return [into]() -> Outcome {
        const auto event = countFrom("EVENT", into->event, 1);
        if (!event)
            return event.error();
        return Command{PayloadOptions{into->path, {event.value()}, into->out, into->asSent}};
    };
}

Make declareNote(CLI::App &app)
{
    struct Arguments
    {
        std::string path, event, text;
        bool bookmark = false;
        bool noBookmark = false;
    };
    auto into = std::make_shared<Arguments>();
    app.add_option("FILE", into->path, "The capture; it may be one that is being recorded")->required();
    app.add_option("EVENT", into->event, "The event's number")->required();
    auto *text = app.add_option("TEXT", into->text, "The note; an empty one removes what is there");
    auto *mark = app.add_flag("--bookmark", into->bookmark, "Mark the event; so does a call without TEXT");
    app.add_flag("--no-bookmark", into->noBookmark, "Take the mark away")->excludes(mark);
    return [into, text]() -> Outcome {
        const auto event = countFrom("EVENT", into->event, 1);
        if (!event)
            return event.error();
        NoteOptions options{into->path, {event.value()}, {}, {}};
        if (text->count() > 0)
            options.text = into->text;
        if (into->bookmark || into->noBookmark)
            options.bookmark = into->bookmark;
        return Command{std::move(options)};
    };
}

Make declareVerify(CLI::App &app)
{
    auto into = std::make_shared<std::pair<std::string, bool>>();
    app.add_option("FILE", into->first, "The capture")->required();
    app.add_flag("--json", into->second, "Print one JSON object (docs/cli-json.md)");
    return [into]() -> Outcome {
        return Command{VerifyOptions{into->first, formatFrom(into->second, false)}};
    };
}

Make declareDiff(CLI::App &app)
{
    auto into = std::make_shared<DiffArguments>();
    capture::UnitOptions &units = into->options.compare.units;
    app.add_option("A", into->options.leftPath, "A capture")->required();
    app.add_option("B", into->options.rightPath, "The capture that it is compared with");
    app.add_flag("--hops", into->options.ofHops,
                 "Compare the heads on both sides of a relay or of a proxy within A");
    app.add_option("--exchange-a", into->leftExchange, "Which exchange of A [the first that was upgraded]")
        ->type_name("N");
    app.add_option("--exchange-b", into->rightExchange, "Which exchange of B [the first that was upgraded]")
        ->type_name("N");
    app.add_flag("--frames", units.byFrame, "Compare frame by frame, not message by message");
    app.add_flag("--ignore-id", units.ignored.ids,
                 "Take no notice of ids, UUIDs and times inside of messages and header values");
    app.add_option("--ignore-field", units.ignored.fields,
                   "Take no notice of what this JSON member or header field holds; several times")
        ->type_name("NAME")
        ->allow_extra_args(false);
    app.add_option("--times", into->times, "Tell messages that came so much earlier or later")
        ->type_name("SECONDS");
    app.add_option("--context", into->context, "How many equal messages stand around a difference [3]")
        ->type_name("N");
    app.add_option("--max", into->rows, "How many differences of each side are described [1000]")
        ->type_name("N");
    app.add_flag("--json", into->json, "Print one JSON object (docs/cli-json.md)");
    return [into] { return diffOptions(*into); };
}

Make declareSql(CLI::App &app)
{
    struct Arguments
    {
        std::string path, query;
        bool json = false;
        bool csv = false;
    };
    auto into = std::make_shared<Arguments>();
    app.add_option("FILE", into->path, "The capture")->required();
    app.add_option("QUERY", into->query,
                   "One SELECT over event, message, finding and the tables of the file "
                   "(docs/capture-format.md)")
        ->required();
    auto *json = app.add_flag("--json", into->json, "Print an array of JSON objects (docs/cli-json.md)");
    app.add_flag("--csv", into->csv, "Print comma-separated values, the names first")->excludes(json);
    return [into]() -> Outcome {
        const SqlFormat format = into->json ? SqlFormat::Json : into->csv ? SqlFormat::Csv : SqlFormat::Table;
        return Command{SqlOptions{into->path, into->query, format}};
    };
}

Make declareReplay(CLI::App &app)
{
    auto into = std::make_shared<ReplayArguments>();
    ReplayOptions &options = into->options;
    app.add_option("FILE", options.path, "The capture whose client is played")->required();
    app.add_option("--to", into->url, "Where to; without a path the recorded one is asked for")
        ->type_name("URL")
        ->required();
    app.add_option("--exchange", into->exchange, "Which exchange [the first that was upgraded]")
        ->type_name("N");
    auto *speed = app.add_option("--speed", into->speed, "Times of the recording, so many times as fast [1]")
                      ->type_name("X");
    auto *asAnswered = app.add_flag("--as-answered", into->asAnswered,
                                    "Send each frame once as many messages came as had come before it");
    asAnswered->excludes(speed);
    app.add_flag("--fast", into->fast, "Send all as soon as the connection takes it")
        ->excludes(speed)
        ->excludes(asAnswered);
    app.add_flag("--exact", options.isExact,
                 "Keep the recorded Host, key, pongs and answer to a Close, every byte");
    app.add_option("--timeout", into->timeout, "For each step, and for an answer that does not come [10]")
        ->type_name("SECONDS");
    app.add_flag("--insecure", into->insecure, "Accept a certificate that is not trusted");
    app.add_flag("--ignore-id", options.ignored.ids,
                 "Comparing the answers, take no notice of ids, UUIDs and times");
    app.add_option("--ignore-field", options.ignored.fields,
                   "Comparing the answers, take no notice of this JSON member or header field; several times")
        ->type_name("NAME")
        ->allow_extra_args(false);
    app.add_option("--capture", options.capturePath, "Keep the new capture in this new file")
        ->type_name("FILE");
    app.add_flag("--json", into->json, "Print one JSON object (docs/cli-json.md)");
    return [into] { return replayOptions(*into); };
}

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "app/cli/clientarguments.h"
#include "app/cli/filterargument.h"
#include "app/cli/values.h"
#include "core/capture/capturetypes.h"
#include "core/capture/recorder.h"
#include "core/doctor/words.h"
#include "core/lab/scenario.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>

namespace hop101::cli {
namespace {

using Outcome = base::Result<Command, UsageError>;
/// Makes the options of the subcommand that was chosen.
using Make = std::function<Outcome()>;

constexpr const char *kAbout =
    "Shows why an HTTP upgrade to WebSocket works or fails, and what goes over it.";
constexpr const char *kExitStatuses =
    "Exit status: 0 upgraded and no rule broken, 1 refused or a rule broken, 2 wrong arguments,\n"
    "3 no answer from the network, 4 a file could not be read or written.";

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

Format formatFrom(bool json, bool diagram)
{
    return json ? Format::Json : diagram ? Format::Diagram : Format::Text;
}

// Each function below declares one subcommand. What CLI11 fills lives as long as the Make that reads it.

Make declareProbe(CLI::App &app)
{
    struct Arguments : ClientArguments
    {
        std::string receive = "0";
        std::string capture;
        bool json = false;
        bool diagram = false;
    };
    auto into = std::make_shared<Arguments>();
    into->addTo(app);
    app.add_option("--receive", into->receive, "Wait for this many messages before closing [0]")
        ->type_name("N");
    app.add_option("--capture", into->capture, "Keep the capture in this new file")->type_name("FILE");
    auto *json = app.add_flag("--json", into->json, "Print one JSON object (docs/cli-json.md)");
    app.add_flag("--diagram", into->diagram, "Print the sequence diagram")->excludes(json);
    return [into]() -> Outcome {
        const auto receive = countFrom("--receive", into->receive, 0);
        if (!receive)
            return receive.error();
        auto request = into->request();
        if (!request)
            return request.error();
        return Command{ProbeOptions{request.value().plan, request.value().url, receive.value(),
                                    into->timeout(), into->capture, formatFrom(into->json, into->diagram)}};
    };
}

Make declareEcho(CLI::App &app)
{
    auto into = std::make_shared<ClientArguments>();
    into->addTo(app);
    return [into]() -> Outcome {
        auto request = into->request();
        if (!request)
            return request.error();
        return Command{EchoOptions{request.value().plan, request.value().url}};
    };
}

Make declareRecord(CLI::App &app)
{
    struct Arguments : ClientArguments
    {
        std::string capture, count, seconds, maxSize, then, title;
        bool append = false;
    };
    auto into = std::make_shared<Arguments>();
    into->addTo(app);
    app.add_option("--capture", into->capture, "The new file to record into")->type_name("FILE")->required();
    app.add_flag("--append", into->append, "The capture is there: record another session into it");
    app.add_option("--title", into->title, "What the session is about, kept in the capture")
        ->type_name("TEXT");
    app.add_option("--count", into->count, "Close after this many messages")->type_name("N");
    app.add_option("--seconds", into->seconds, "Close this long after the upgrade")->type_name("SECONDS");
    app.add_option("--max-size", into->maxSize,
                   "Record no more than so much (suffixes K, M, G, T); a gap tells what came after it")
        ->type_name("BYTES");
    app.add_option("--then", into->then, "The new file to go on in when the first cannot be written any more")
        ->type_name("FILE");
    return [into]() -> Outcome {
        RecordOptions options;
        options.capturePath = into->capture;
        options.thenPath = into->then;
        if (!into->maxSize.empty()) {
            const auto most = sizeFrom("--max-size", into->maxSize, capture::kLeastMaxBytes);
            if (!most)
                return most.error();
            options.maxBytes = most.value();
        }
        options.appends = into->append;
        options.title = into->title;
        if (options.title.size() > capture::kMaxTitleBytes)
            return UsageError{"--title is too long: give at most " + std::to_string(capture::kMaxTitleBytes)
                              + " bytes."};
        if (!into->count.empty()) {
            const auto count = countFrom("--count", into->count, 1);
            if (!count)
                return count.error();
            options.count = count.value();
        }
        if (!into->seconds.empty()) {
            const auto seconds = secondsFrom("--seconds", into->seconds);
            if (!seconds)
                return seconds.error();
            options.duration = seconds.value();
        }
        auto request = into->request();
        if (!request)
            return request.error();
        options.plan = request.value().plan;
        options.url = request.value().url;
        return Command{std::move(options)};
    };
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

Make declareDiff(CLI::App &app)
{
    auto into = std::make_shared<DiffArguments>();
    capture::UnitOptions &units = into->options.compare.units;
    app.add_option("A", into->options.leftPath, "A capture")->required();
    app.add_option("B", into->options.rightPath, "The capture that it is compared with")->required();
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

struct Subcommand
{
    const char *name;
    const char *about;
    Make (*declare)(CLI::App &);
};
constexpr Subcommand kSubcommands[] = {
    {"probe", "Try an upgrade, say what became of it and why, close", declareProbe},
    {"echo", "Connect and return every message, until the peer closes", declareEcho},
    {"record", "Connect and record until the end, a count or a time", declareRecord},
    {"serve", "Be a WebSocket server", declareServe},
    {"show", "List the events of a capture", declareShow},
    {"payload", "Write the bytes of one message, body or head", declarePayload},
    {"sql", "Ask a capture by SQL", declareSql},
    {"note", "Write a note to an event, or mark it", declareNote},
    {"verify", "Replay a capture's bytes and compare events and findings", declareVerify},
    {"replay", "Send the client's side of a capture again and compare the answers", declareReplay},
    {"diff", "Compare two exchanges: heads, verdicts, messages", declareDiff},
};

/// CLI11's words as one line, with what to do.
Said complaint(std::string text, const CLI::App &chosen)
{
    text = text.substr(0, text.find('\n'));
    while (!text.empty() && (text.back() == '.' || text.back() == ' '))
        text.pop_back();
    const std::string about =
        chosen.get_parent() ? chosen.get_parent()->get_name() + ' ' + chosen.get_name() : chosen.get_name();
    return {doctor::shown(text, 300) + ": see " + about + " --help.", true};
}

const CLI::App &chosenOf(const CLI::App &app)
{
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? app : *chosen.front();
}

std::variant<Command, Said> made(const Make &make)
{
    Outcome outcome = make();
    if (!outcome)
        return Said{outcome.error().sentence, true, outcome.error().status};
    return std::move(outcome).value();
}

} // namespace

std::variant<Command, Said> parseArguments(const std::vector<std::string> &arguments)
{
    CLI::App app(kAbout, "hop101-cli");
    app.footer(kExitStatuses);
    app.set_version_flag("--version", std::string("hop101-cli ") + HOP101_VERSION);
    app.require_subcommand(1);
    std::vector<std::pair<CLI::App *, Make>> subcommands;
    for (const Subcommand &subcommand : kSubcommands) {
        CLI::App *declared = app.add_subcommand(subcommand.name, subcommand.about);
        subcommands.emplace_back(declared, subcommand.declare(*declared));
    }
    try {
        // CLI11 takes them from the back.
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::CallForHelp &) {
        const CLI::App &chosen = chosenOf(app);
        return Said{chosen.help(&chosen == &app ? "" : "hop101-cli"), false};
    } catch (const CLI::CallForVersion &) {
        return Said{std::string("hop101-cli ") + HOP101_VERSION + '\n', false};
    } catch (const CLI::ParseError &error) {
        return complaint(error.what(), chosenOf(app));
    }
    const auto chosen =
        std::find_if(subcommands.begin(), subcommands.end(), [](const auto &s) { return s.first->parsed(); });
    return made(chosen->second);
}

} // namespace hop101::cli

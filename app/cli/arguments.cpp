// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "app/cli/clientarguments.h"
#include "app/cli/doctorarguments.h"
#include "app/cli/exportarguments.h"
#include "app/cli/filearguments.h"
#include "app/cli/importarguments.h"
#include "app/cli/listenarguments.h"
#include "app/cli/patharguments.h"
#include "app/cli/snippetarguments.h"
#include "app/cli/values.h"
#include "core/capture/capturetypes.h"
#include "core/capture/recorder.h"
#include "core/doctor/words.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace hop101::cli {
namespace {

constexpr const char *kAbout =
    "Shows why an HTTP upgrade to WebSocket works or fails, and what goes over it.";
constexpr const char *kExitStatuses =
    "Exit status: 0 upgraded and no rule broken, 1 refused or a rule broken, 2 wrong arguments,\n"
    "3 no answer from the network, 4 a file could not be read or written.";

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
    into->addFrom(app);
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
                                    into->timeout(), into->capture, formatFrom(into->json, into->diagram),
                                    request.value().notes}};
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
    {"relay", "Stand between a client and a server, and show both sides", declareRelay},
    {"path", "Be both ends of a proxy: find what it does to an upgrade, and the fix", declarePath},
    {"show", "List the events of a capture", declareShow},
    {"export", "Write a capture as HAR, pcapng, JSON Lines, a report or a diagram", declareExport},
    {"payload", "Write the bytes of one message, body or head", declarePayload},
    {"import", "Make a capture of what another program wrote: HAR, pcap, pcapng, mitmproxy", declareImport},
    {"sql", "Ask a capture by SQL", declareSql},
    {"note", "Write a note to an event, or mark it", declareNote},
    {"verify", "Replay a capture's bytes and compare events and findings", declareVerify},
    {"replay", "Send the client's side of a capture again and compare the answers", declareReplay},
    {"snippet", "Write a plan as a program, a command line or a proxy's configuration", declareSnippet},
    {"diff", "Compare two exchanges: heads, verdicts, messages", declareDiff},
    {"doctor", "Say which places of a proxy's configuration lose an upgrade, and why", declareDoctor},
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

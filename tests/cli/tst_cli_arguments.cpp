// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include <QTest>

using namespace hop101;
using namespace hop101::cli;
using namespace std::chrono_literals;

namespace {

std::variant<Command, Said> parsed(const QStringList &arguments)
{
    std::vector<std::string> list;
    for (const QString &argument : arguments)
        list.push_back(argument.toStdString());
    return parseArguments(list);
}

template<typename Options>
Options optionsOf(const QStringList &arguments)
{
    const auto outcome = parsed(arguments);
    if (const Said *said = std::get_if<Said>(&outcome))
        qFatal("%s", said->text.c_str());
    return std::get<Options>(std::get<Command>(outcome));
}

} // namespace

class TestCliArguments : public QObject
{
    Q_OBJECT
private slots:
    void eachMistakeIsOneSentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, QStringList arguments, QString says) {
            QTest::newRow(name) << arguments << says;
        };
        const QString url = "ws://127.0.0.1:1/";
        row("no subcommand", {}, "hop101-cli --help");
        row("an unknown subcommand", {"frobnicate"}, "hop101-cli --help");
        row("no URL", {"probe"}, "URL is required");
        row("path without --via", {"path", "--listen", "127.0.0.1:0"}, "--via is required");
        row("path that listens nowhere", {"path", "--via", url, "--listen", "9001"}, "is no address");
        row("path with a check that nobody knows",
            {"path", "--via", url, "--listen", "127.0.0.1:0", "--only", "luck"}, "--only “luck” is no check");
        row("path with a product that nobody knows",
            {"path", "--via", url, "--listen", "127.0.0.1:0", "--proxy-is", "squid"},
            "is not known: choose nginx");
        row("path with a header beyond what is read",
            {"path", "--via", url, "--listen", "127.0.0.1:0", "--header-size", "64K"}, "give at most 60K");
        const QStringList out = {"-o", "out"};
        row("export without a format", QStringList{"export", "f"} + out, "--to is required");
        row("export to a format that nobody knows", QStringList{"export", "f", "--to", "gif"} + out,
            "--to “gif” is no format: give one of har, ");
        row("export to nowhere", {"export", "f", "--to", "har"}, "--output is required");
        row("a pattern that is none",
            QStringList{"export", "f", "--to", "har", "--redact-pattern", "(a"} + out,
            "--redact-pattern “(a” cannot be used");
        row("a pattern that matches everywhere",
            QStringList{"export", "f", "--to", "har", "--redact-pattern", "a*"} + out,
            "matches an empty text");
        row("a dry run of nothing", {"export", "f", "--dry-run"}, "add --redact");
        row("a part of a copy", QStringList{"export", "f", "--to", "hop101", "--events", "3"} + out,
            "copies a capture as a whole");
        row("a copy to standard output", {"export", "f", "--to", "hop101", "-o", "-"}, "give -o a file");
        row("events that are none", QStringList{"export", "f", "--to", "har", "--events", "3,x"} + out,
            "“x” is no event: give numbers and ranges");
        row("a range that ends before it begins",
            QStringList{"export", "f", "--to", "har", "--events", "9-3"} + out, "“9-3” is no event");
        row("an empty event", QStringList{"export", "f", "--to", "har", "--events", "3,,4"} + out,
            "is no event");
        row("events and a range",
            QStringList{"export", "f", "--to", "har", "--events", "3", "--from", "1"} + out, "excludes");
        row("export of a range that ends before it begins",
            QStringList{"export", "f", "--to", "har", "--from", "3", "--until", "2"} + out,
            "--until 2 comes before --from 3");
        row("an unknown option", {"probe", url, "--proxy", "x"}, "hop101-cli probe --help");
        row("another scheme", {"probe", "ftp://h/"}, "must start with ws://");
        row("an empty URL", {"probe", ""}, "There is no URL");
        row("a bad port", {"echo", "ws://h:99999/"}, "port must be a number");
        row("a header without a colon", {"probe", url, "-H", "Origin"}, "has no colon");
        row("a header without a name", {"probe", url, "-H", ": x"}, "has no name");
        row("a header that would be two", {"probe", url, "-H", "A: b\r\nC: d"}, "line end");
        row("a header name that would be two", {"probe", url, "-H", "A\nB: c"}, "line end");
        row("omitting what is not sent", {"probe", url, "--omit", "Origin"},
            "no header that is sent by itself");
        row("an empty subprotocol", {"probe", url, "--subprotocol", ""}, "no name of a subprotocol");
        row("--timeout 0", {"probe", url, "--timeout", "0"}, "--timeout “0” is no time");
        row("--timeout negative", {"probe", url, "--timeout", "-1"}, "--timeout “-1” is no time");
        row("--timeout NaN", {"probe", url, "--timeout", "nan"}, "is no time");
        row("--timeout infinite", {"probe", url, "--timeout", "inf"}, "is no time");
        row("--timeout with a unit", {"probe", url, "--timeout", "5s"}, "is no time");
        row("--timeout of years", {"probe", url, "--timeout", "1e9"}, "is no time");
        row("--receive negative", {"probe", url, "--receive", "-2"}, "is no number");
        row("--receive beyond 64 bits", {"probe", url, "--receive", "99999999999999999999"}, "is no number");
        row("--json and --diagram", {"probe", url, "--json", "--diagram"}, "excludes");
        row("record without a capture", {"record", url}, "--capture is required");
        row("--count 0", {"record", url, "--capture", "f", "--count", "0"}, "give 1 or more");
        row("--seconds 0", {"record", url, "--capture", "f", "--seconds", "0"}, "--seconds “0” is no time");
        row("no URL and no plan", {"probe", "--method", "GET"}, "URL is required");
        row("a target with a line end", {"probe", url, "--target", "/\r\nA: b"}, "holds a line end");
        row("a cut that is no place", {"probe", url, "--cut", "3:x"}, "no place to split at");
        row("a frame of no kind", {"probe", url, "--frame", "shout,text=x"}, "“shout” cannot be used");
        row("--fragment 0", {"probe", url, "--fragment", "0"}, "give 1 or more");
        row("--max-inflated 0", {"echo", url, "--max-inflated", "0"}, "give 1 or more");
        row("--max-inflated of a server", {"serve", "--max-inflated", "1k"}, "is no number");
        row("a plan that is not there", {"probe", "--plan", "/nowhere/plan.json"}, "cannot be read");
        row("shaping what is not ours", {"serve", "--scenario", "qt-echo", "--no-pong"},
            "leave one of the two");
        row("an address without a port", {"serve", "--listen", "127.0.0.1"}, "give HOST:PORT");
        row("an address without a host", {"serve", "--listen", ":80"}, "give HOST:PORT");
        row("a port beyond 65535", {"serve", "--listen", "127.0.0.1:70000"}, "give HOST:PORT");
        row("an IPv6 address without brackets", {"serve", "--listen", "::1:80"}, "give HOST:PORT");
        row("an unknown scenario", {"serve", "--scenario", "x"}, "choose one of echo, silent");
        row("recording what is not ours", {"serve", "--scenario", "qt-echo", "--capture", "f"},
            "--capture cannot record");
        row("qt-echo elsewhere", {"serve", "--scenario", "qt-echo", "--listen", "0.0.0.0:0"},
            "127.0.0.1 only");
        row("a refusal that is none", {"serve", "--refuse", "101"}, "no status that refuses");
        row("a body without a refusal", {"serve", "--body", "x"}, "give --refuse STATUS");
        row("a subprotocol that is none", {"serve", "--subprotocol", "a b"}, "no name of a subprotocol");
        row("a certificate without a key", {"serve", "--certificate", "f"}, "belong together");
        row("a relay to nowhere", {"relay"}, "--to URL is required");
        row("a relay to no URL", {"relay", "--to", "ftp://h/"}, "must start with ws://");
        row("a proxy with a target", {"relay", "--proxy", "--to", "ws://h/"}, "leave one of the two");
        row("a replacement without one", {"relay", "--to", "ws://h/", "--replace", "a"}, "MATCH=>TEXT");
        row("a header of a relay without a colon", {"relay", "--to", "ws://h/", "--set-header", "x"},
            "is no header");
        row("a header name that is none", {"relay", "--to", "ws://h/", "--remove-header", "a b"},
            "no name that a header can have");
        row("show without a file", {"show"}, "FILE is required");
        row("--from 0", {"show", "f", "--from", "0"}, "give 1 or more");
        row("--to before --from", {"show", "f", "--from", "9", "--to", "3"}, "comes before");
        row("an event that is no number", {"payload", "f", "x", "-o", "-"}, "is no number");
        row("payload without a place", {"payload", "f", "1"}, "is required");
        row("import without a place", {"import", "f"}, "--output is required");
        row("import as what nobody reads", {"import", "f", "-o", "c", "--as", "har2"},
            "give one of har, pcap, pcapng, mitmproxy, jsonl");
        row("too many files", {"verify", "a", "b"}, "hop101-cli verify --help");
        row("one capture is not two", {"diff", "a"}, "B is required");
        row("an exchange has a number", {"diff", "a", "b", "--exchange-a", "x"}, "--exchange-a");
        row("a time is in seconds", {"diff", "a", "b", "--times", "x"}, "--times");
    }
    void eachMistakeIsOneSentence()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const auto outcome = parsed(arguments);
        QVERIFY(std::holds_alternative<Said>(outcome));
        const Said &said = std::get<Said>(outcome);
        QVERIFY(said.isError);
        QVERIFY2(QString::fromStdString(said.text).contains(says), said.text.c_str());
        QVERIFY2(said.text.find('\n') == std::string::npos && said.text.ends_with('.'), said.text.c_str());
    }
    void helpIsNoError()
    {
        for (const QStringList &arguments :
             {QStringList{"--help"}, {"-h"}, {"probe", "--help"}, {"serve", "--help"}}) {
            const auto outcome = parsed(arguments);
            QVERIFY(std::holds_alternative<Said>(outcome) && !std::get<Said>(outcome).isError);
        }
    }
    void helpListsWhatThereIsAndNothingElse()
    {
        const QString help = QString::fromStdString(std::get<Said>(parsed({"--help"})).text);
        for (const char *name : {"probe", "echo", "record", "serve", "relay", "show", "payload", "sql",
                                 "verify", "replay", "diff", "doctor", "snippet", "export", "import"})
            QVERIFY2(help.contains(QString("\n  %1 ").arg(name)), qPrintable(help));
        QVERIFY(help.contains("Exit status: 0"));
    }
    void theVersionIsNamed()
    {
        const auto outcome = parsed({"--version"});
        QVERIFY(!std::get<Said>(outcome).isError);
        QVERIFY(std::get<Said>(outcome).text.starts_with("hop101-cli 0."));
    }
    void diffReadsItsOptions()
    {
        const auto plain = optionsOf<DiffOptions>({"diff", "a", "b"});
        QCOMPARE(plain.leftPath, std::string("a"));
        QCOMPARE(plain.rightPath, std::string("b"));
        QVERIFY(!plain.leftExchange && !plain.rightExchange && !plain.compare.timeTolerance);
        QCOMPARE(plain.compare.context, std::size_t{3});
        const auto options = optionsOf<DiffOptions>(
            {"diff", "--ignore-field", "seq", "a",         "b",           "--exchange-a",
             "2",    "--exchange-b",   "3",   "--frames",  "--ignore-id", "--ignore-field",
             "etag", "--times",        "0.5", "--context", "0",           "--max",
             "7",    "--json"});
        QCOMPARE(options.leftExchange, std::optional<std::uint64_t>(2));
        QCOMPARE(options.rightExchange, std::optional<std::uint64_t>(3));
        QVERIFY(options.compare.units.byFrame && options.compare.units.ignored.ids);
        QCOMPARE(options.compare.units.ignored.fields, (std::vector<std::string>{"seq", "etag"}));
        QCOMPARE(options.compare.timeTolerance.value().count(), 500);
        QCOMPARE(options.compare.context, std::size_t{0});
        QCOMPARE(options.compare.maxRows, std::size_t{7});
        QVERIFY(options.format == Format::Json);
    }
    void probeReadsItsOptions()
    {
        const auto options = optionsOf<ProbeOptions>(
            {"probe", "ws://h:8080/chat", "--send", "one", "--send", "-two", "--receive", "3", "--timeout",
             "2.5", "--insecure", "--capture", "c.hop101", "--json", "--no-extensions"});
        QCOMPARE(options.url.host, std::string("h"));
        QCOMPARE(options.url.port, std::uint16_t(8080));
        QCOMPARE(options.plan.frames.size(), std::size_t(2));
        QCOMPARE(base::toText(options.plan.frames[1].payload), std::string("-two"));
        QCOMPARE(options.receive, std::uint64_t(3));
        QCOMPARE(options.timeout.count(), 2500);
        QCOMPARE(options.plan.timeouts.upgrade.count(), 2500);
        QVERIFY(!options.plan.tls.verify);
        QCOMPARE(options.capturePath, std::string("c.hop101"));
        QVERIFY(options.format == Format::Json);
    }
    void anOptionTakesOneValueAndTheUrlMayStandAnywhere()
    {
        const auto options =
            optionsOf<ProbeOptions>({"probe", "--send", "one", "-H", "A: b", "--omit", "Upgrade", "ws://h/"});
        QCOMPARE(options.url.host, std::string("h"));
        QCOMPARE(options.plan.frames.size(), std::size_t(1));
    }
    void framesAndMessagesKeepTheOrderInWhichTheyWereGiven()
    {
        const auto options = optionsOf<ProbeOptions>({"probe", "--frame", "ping", "--send", "a", "--cut", "4",
                                                      "ws://h/", "--frame", "pong", "--send", "b"});
        QStringList order;
        for (const auto &frame : options.plan.frames)
            order += QString::number(int(frame.opcode)) + QString::fromStdString(base::toText(frame.payload));
        QCOMPARE(order, (QStringList{"9", "1a", "10", "1b"}));
        QCOMPARE(options.plan.requestCuts.size(), std::size_t(1));
    }
    void serveCanBeToldWhatNotToDo()
    {
        const auto usual = optionsOf<ServeOptions>({"serve"});
        const hop::ServerOptions &server = usual.plan.server;
        QVERIFY(server.autoPong && server.autoClose && server.onError == plan::OnError::Fail);
        QVERIFY(!server.refuse && !usual.isQuiet && !usual.plan.address.isSecure);
        const auto options = optionsOf<ServeOptions>(
            {"serve", "--no-pong", "--no-close", "--keep-open", "--max-inflated", "99"});
        const hop::ServerOptions &changed = options.plan.server;
        QVERIFY(!changed.autoPong && !changed.autoClose && changed.onError == plan::OnError::KeepOpen);
        QCOMPARE(options.plan.limits.inflatedMessageBytes, std::uint64_t(99));
    }
    void serveCanBeToldWhatToAnswer()
    {
        const auto options = optionsOf<ServeOptions>({"serve", "--refuse", "503", "--body", "later", "-H",
                                                      "Retry-After: 5", "--subprotocol", "mqtt",
                                                      "--subprotocol", "chat", "--timeout", "2", "--tls"});
        const hop::ServerOptions &server = options.plan.server;
        QVERIFY((*server.refuse == hop::RefusePlan{503, {}, {{"Retry-After", "5"}}, base::toBytes("later")}));
        QCOMPARE(server.subprotocols, (std::vector<std::string>{"mqtt", "chat"}));
        QCOMPARE(server.upgrade, 2000ms);
        QVERIFY(options.plan.address.isSecure);
    }
    void relayReadsItsRulesInTheirOrder()
    {
        const auto options =
            optionsOf<RelayOptions>({"relay", "--proxy", "--replace", "client:text:a=>b=>c", "--drop",
                                     "ping:", "--set-header", "response:X-A: 1", "--replace", "server:=>all",
                                     "--remove-header", "Origin", "--send-after", "x=>y"});
        const auto &rules = options.plan.rules.rules;
        QCOMPARE(rules.size(), std::size_t{6});
        QVERIFY(rules[0].direction == plan::RelayDirection::FromClient
                && rules[0].opcode == websocket::Opcode::Text);
        QCOMPARE(rules[0].match, std::string("a"));
        QCOMPARE(rules[0].text, std::string("b=>c"));
        QVERIFY(rules[1].action == plan::RelayAction::Drop && rules[1].opcode == websocket::Opcode::Ping
                && rules[1].match.empty());
        QVERIFY(rules[2].part == plan::RelayPart::Response);
        QCOMPARE(rules[2].name + '=' + rules[2].value, std::string("X-A=1"));
        QVERIFY(rules[3].direction == plan::RelayDirection::FromServer && rules[3].match.empty());
        QVERIFY(rules[4].part == plan::RelayPart::Request && rules[4].name == "Origin");
        QCOMPARE(base::toText(rules[5].frame.payload), std::string("y"));
    }
    void relayReadsItsOptions()
    {
        const auto options =
            optionsOf<RelayOptions>({"relay", "--listen", "127.0.0.1:8102", "--to", "wss://h:9/",
                                     "--insecure", "--rewrite-host", "--capture", "c", "--timeout", "3"});
        QCOMPARE(options.plan.target->host, std::string("h"));
        QVERIFY(options.plan.target->secure && !options.plan.tls.verify && options.plan.rules.rewritesHost);
        QCOMPARE(options.plan.address.port, std::uint16_t(8102));
        QCOMPARE(options.plan.timeouts.upgrade, 3000ms);
        QCOMPARE(options.capturePath, std::string("c"));
        QVERIFY(!optionsOf<RelayOptions>({"relay", "--proxy"}).plan.target);
    }
    void theDefaults()
    {
        const auto probe = optionsOf<ProbeOptions>({"probe", "ws://h/"});
        QCOMPARE(probe.timeout.count(), 10'000);
        QCOMPARE(probe.receive, std::uint64_t(0));
        QVERIFY(probe.capturePath.empty());
        QVERIFY(probe.plan.tls.verify);
        QVERIFY(probe.format == Format::Text);
        const auto serve = optionsOf<ServeOptions>({"serve"});
        QCOMPARE(serve.plan.address.host, std::string("127.0.0.1"));
        QCOMPARE(serve.plan.address.port, std::uint16_t(0));
        QCOMPARE(serve.scenario, std::string("echo"));
        const auto show = optionsOf<ShowOptions>({"show", "f"});
        QCOMPARE(show.from.value, std::uint64_t(1));
        QVERIFY(show.to.value > 1'000'000'000);
    }
    void recordReadsItsOptions()
    {
        const auto options = optionsOf<RecordOptions>(
            {"record", "ws://h/", "--capture", "c", "--count", "5", "--seconds", "0.5"});
        QCOMPARE(options.capturePath, std::string("c"));
        QVERIFY(options.count == 5U);
        QVERIFY(options.duration == 500ms);
    }
    void serveReadsItsAddress()
    {
        const auto options = optionsOf<ServeOptions>({"serve", "--listen", "[::1]:8101", "--capture", "c"});
        QCOMPARE(options.plan.address.host, std::string("::1"));
        QCOMPARE(options.plan.address.port, std::uint16_t(8101));
        QCOMPARE(options.capturePath, std::string("c"));
    }
    void payloadTakesADashAsItsPlace()
    {
        const auto options = optionsOf<PayloadOptions>({"payload", "f", "7", "-o", "-"});
        QCOMPARE(options.event.value, std::uint64_t(7));
        QCOMPARE(options.outPath, std::string("-"));
        QVERIFY(!options.asSent);
        QVERIFY(optionsOf<PayloadOptions>({"payload", "f", "7", "--wire", "-o", "-"}).asSent);
    }
    void bytesThatAreNoTextAreRefused()
    {
        const auto outcome = parseArguments({"probe", "ws://h/", "--send", "\xff"});
        QVERIFY(std::holds_alternative<Said>(outcome));
        QVERIFY(std::get<Said>(outcome).text.find("is not UTF-8") != std::string::npos);
        QVERIFY(std::get<Said>(outcome).text.find('\xff') == std::string::npos);
    }
    void anImportSaysHow()
    {
        const auto plain = optionsOf<ImportOptions>({"import", "f.har", "-o", "c.hop101"});
        QVERIFY(!plain.how.format && !plain.how.overwrites && !plain.how.keepsPartial);
        const auto options =
            optionsOf<ImportOptions>({"import", "f", "-o", "c", "--as", "pcapng", "--key-log", "k",
                                      "--treat-as-websocket", "--overwrite", "--keep-partial"});
        QVERIFY(options.how.format == formats::ImportFormat::Pcapng);
        QCOMPARE(options.how.keyLogFile, "k");
        QVERIFY(options.how.isTreatedAsWebSocket && options.how.overwrites && options.how.keepsPartial);
        QVERIFY(plain.format == Format::Text && options.format == Format::Text);
        QVERIFY(optionsOf<ImportOptions>({"import", "f", "-o", "c", "--json"}).format == Format::Json);
    }
    void aPathCheckIsAPlan()
    {
        const auto options =
            optionsOf<PathOptions>({"path", "--via", "ws://h:8080/ws", "--listen", "[::1]:9001", "--direct",
                                    "ws://d/", "--idle", "70", "--only", "ping", "--only", "idle",
                                    "--largest", "64K", "--header-size", "6K", "--proxy-is", "Apache"});
        QCOMPARE(options.plan.via.text(), "ws://h:8080/ws");
        QCOMPARE(options.plan.listenHost, "::1");
        QCOMPARE(options.plan.listenPort, std::uint16_t(9001));
        QVERIFY(options.plan.direct && options.plan.direct->host == "d");
        QCOMPARE(options.plan.idle, 70s);
        QVERIFY((options.plan.checks == std::vector{hop::PathCheck::Ping, hop::PathCheck::Idle}));
        QCOMPARE(options.plan.messageSizes.back(), std::uint64_t(65'536));
        QCOMPARE(options.plan.neededHeader, std::uint64_t(6'144));
        QVERIFY(options.product == doctor::Intermediary::Apache);
    }
    void exportTakesAnyChoiceOfEvents()
    {
        using Ranges = std::vector<formats::EventRange>;
        const QStringList plain = {"export", "f", "--to", "markdown", "-o", "out"};
        const auto ranges = [&plain](const QStringList &more) {
            return optionsOf<ExportOptions>(plain + more).events.ranges;
        };
        QCOMPARE(ranges({}), Ranges{});
        QCOMPARE(ranges({"--events", "7,3,10-20,4"}), (Ranges{{3, 4}, {7, 7}, {10, 20}}));
        QCOMPARE(ranges({"--from", "2", "--until", "9"}), (Ranges{{2, 9}}));
        QCOMPARE(ranges({"--until", "9"}), (Ranges{{1, 9}}));
        const auto options = optionsOf<ExportOptions>(plain + QStringList{"--filter", "text", "--overwrite"});
        QCOMPARE(options.format, formats::ExportFormat::Markdown);
        QVERIFY(options.overwrites && !options.keepsPart && !options.events.filter.isEmpty());
        QCOMPARE(options.events.filterText, std::string("text"));
    }
};

QTEST_APPLESS_MAIN(TestCliArguments)
#include "tst_cli_arguments.moc"

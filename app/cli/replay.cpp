// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/capturefile.h"
#include "app/cli/chooseexchange.h"
#include "app/cli/commands.h"
#include "app/cli/diffreport.h"
#include "app/cli/opencapture.h"
#include "app/cli/replayrun.h"
#include "app/cli/report.h"
#include "core/capture/content.h"
#include "core/diagram/rowtext.h"
#include "core/doctor/words.h"
#include "core/formats/diffjson.h"
#include "core/net/clientsession.h"

#include <QElapsedTimer>

namespace hop101::cli {
namespace {

constexpr qint64 kProgressMs = 100;

/// What is replayed.
struct Recorded
{
    std::unique_ptr<capture::Reader> reader;
    hop::Exchange exchange;
};

const char *sentenceFor(capture::ReplayFault fault)
{
    switch (fault) {
    case capture::ReplayFault::NoRequest:
        return "has no whole request of this exchange, so it cannot be sent again: choose another one with "
               "--exchange.";
    case capture::ReplayFault::BodyTooLarge:
        return "has a request with a body of more than 16 MiB, which cannot be sent again: choose another "
               "one "
               "with --exchange.";
    }
    return "";
}

/// Runs the session to its end. False where it has complained.
bool runSession(const ReplayOptions &options, const plan::Plan &plan, const std::string &key,
                const std::string &path, ReplayRun &run, Output &output)
{
    net::ClientSession::Options session;
    session.capturePath = path;
    session.wake = run.wake();
    auto made = net::ClientSession::create(std::move(session));
    if (!made) {
        output.complain(doctor::shown(capture::describe(made.error()), 1000));
        return false;
    }
    made.value()->start(plan, options.url, key);
    run.run(std::move(made).value());
    output.endProgress();
    if (!run.notice().captureError)
        return true;
    output.complain(doctor::shown(capture::describe(*run.notice().captureError), 1000));
    return false;
}

std::string omissionsText(const ReplayRun &run)
{
    const capture::ReplayOmissions &left = run.replay().steps().omissions();
    const session::ReplayTally &tally = run.replay().tally();
    std::string text;
    const auto add = [&text](bool holds, const std::string &sentence) {
        if (holds)
            text += sentence + '\n';
    };
    add(left.pongs > 0,
        "Left out: " + counted(left.pongs, "pong", "pongs")
            + " that answered a ping; pings are answered as they come (--exact sends the recorded ones).");
    add(left.closes > 0, "Left out: the answer to the server's Close; it is answered when it comes.");
    add(left.cut > 0,
        "Left out: " + counted(left.cut, "frame that is", "frames that are")
            + " not whole in the recording.");
    add(run.wasInflated(),
        "The server did not agree to the recorded compression: "
            + counted(left.inflated, "message was", "messages were") + " sent uncompressed.");
    add(left.notInflated > 0,
        "Not sent: " + counted(left.notInflated, "compressed message", "compressed messages")
            + " whose content the capture does not have.");
    add(tally.notSent > 0,
        "Not sent: " + counted(tally.notSent, "frame", "frames")
            + " behind the end of the connection or a Close.");
    add(tally.missingAnswers > 0,
        "Waited in vain for " + counted(tally.missingAnswers, "message", "messages") + " of the server.");
    add(run.endedByUs(), "The recording has no Close at this place: ended with 1000.");
    return text;
}

formats::Json sentJson(const ReplayRun &run)
{
    const capture::ReplayOmissions &left = run.replay().steps().omissions();
    const session::ReplayTally &tally = run.replay().tally();
    return {{"frames", tally.frames},          {"bytes", tally.bytes},
            {"notSent", tally.notSent},        {"missingAnswers", tally.missingAnswers},
            {"pongsLeftOut", left.pongs},      {"closesLeftOut", left.closes},
            {"cutLeftOut", left.cut},          {"sentUncompressed", run.wasInflated() ? left.inflated : 0},
            {"notInflated", left.notInflated}, {"endedByUs", run.endedByUs()}};
}

/// The same answers: whatever the server sent, and what became of the upgrade.
bool isAnsweredAlike(const capture::ExchangeDiff &diff)
{
    return diff.response.isSame() && diff.verdict.isSame() && diff.directions[1].isSame();
}

void printText(Output &output, const ReplayOptions &options, const Recorded &recorded,
               const capture::Reader &replayed, const ReplayRun &run, const capture::ExchangeDiff &diff)
{
    const session::ReplayTally &tally = run.replay().tally();
    output.print("Sent again: " + exchangeName(*recorded.reader, recorded.exchange) + ", to "
                 + doctor::shown(options.url.text()) + ": " + counted(tally.frames, "frame", "frames") + ", "
                 + diagram::sizeText(tally.bytes) + ".\n");
    output.print(omissionsText(run));
    const DiffSides sides{*recorded.reader, replayed, "the recording", "the replay", false};
    output.print("\n");
    printHeadDiff(output, "Response", diff.response, sides);
    printVerdictDiff(output, diff.verdict);
    if (!diff.directions[0].isSame())
        printDirectionDiff(output, hop::Direction::FromLeft, diff.directions[0], sides);
    printDirectionDiff(output, hop::Direction::FromRight, diff.directions[1], sides);
    output.print('\n' + output.strong(isAnsweredAlike(diff) ? "The same answers." : "Not the same answers.")
                 + '\n');
    if (!options.capturePath.empty())
        output.print("Capture: " + doctor::shown(options.capturePath, 1000) + '\n');
}

void printJson(Output &output, const ReplayOptions &options, const Recorded &recorded,
               const capture::Reader &replayed, const ReplayRun &run, const capture::ExchangeDiff &diff)
{
    formats::Json json;
    json["url"] = options.url.text();
    json["exchange"] = recorded.exchange.id.value;
    json["sent"] = sentJson(run);
    json["sameAnswers"] = isAnsweredAlike(diff);
    json["diff"] = formats::diffJson(*recorded.reader, replayed, diff);
    json["capture"] =
        options.capturePath.empty() ? formats::Json(nullptr) : formats::Json(options.capturePath);
    output.writeText(formats::write(json) + '\n');
}

ExitStatus report(const ReplayOptions &options, const Recorded &recorded, const capture::Reader &replayed,
                  const ReplayRun &run, Output &output)
{
    const SessionResult result = readResult(replayed);
    if (!result.exchange || result.isUnanswered()) {
        output.complain(options.url.text() + ": " + result.oneLine());
        return ExitStatus::Network;
    }
    capture::DiffOptions compare;
    compare.units.ignored = options.ignored;
    const capture::ExchangeDiff diff =
        capture::compareExchanges(*recorded.reader, recorded.exchange, replayed, *result.exchange, compare);
    if (options.format == Format::Json)
        printJson(output, options, recorded, replayed, run, diff);
    else
        printText(output, options, recorded, replayed, run, diff);
    for (const capture::Reader *reader : {&std::as_const(*recorded.reader), &replayed})
        if (statusOf(*reader, output) != ExitStatus::Ok)
            return ExitStatus::File;
    return isAnsweredAlike(diff) ? ExitStatus::Ok : ExitStatus::Broken;
}

/// The line on standard error, a few times a second.
std::function<void(const session::ReplayTally &)> progressOn(Output &output)
{
    auto sinceLast = std::make_shared<QElapsedTimer>();
    sinceLast->start();
    return [&output, sinceLast](const session::ReplayTally &tally) {
        if (sinceLast->elapsed() < kProgressMs)
            return;
        sinceLast->restart();
        output.progress(std::to_string(tally.frames) + " frames, " + diagram::sizeText(tally.bytes)
                        + " sent");
    };
}

} // namespace

ExitStatus replay(const ReplayOptions &options, Output &output)
{
    Recorded recorded{openCapture(options.path, output), {}};
    if (!recorded.reader)
        return ExitStatus::File;
    const auto exchange = chooseExchange(*recorded.reader, options.path, "--exchange", options.exchange);
    if (!exchange) {
        output.complain(exchange.error().sentence);
        return exchange.error().status;
    }
    recorded.exchange = exchange.value();
    const std::string key = plan::freshKey();
    auto plan = capture::replayPlan(*recorded.reader, recorded.exchange, options.url, key, {options.isExact});
    if (!plan) {
        output.complain(doctor::shown(options.path, 500) + ' ' + sentenceFor(plan.error()));
        return ExitStatus::Usage;
    }
    plan.value().timeouts = options.timeouts;
    plan.value().tls.verify = options.verifiesTls;
    const CaptureFile file(options.capturePath);
    if (file.path().empty()) {
        output.complain(
            "No private file for the session could be made: set TMPDIR to a folder that can be written.");
        return ExitStatus::File;
    }
    const capture::ReplayOptions steps{options.isExact};
    ReplayRun run({capture::ReplaySteps(*recorded.reader, recorded.exchange, steps), options.pace},
                  capture::agreedDeflate(*recorded.reader, recorded.exchange), options.pace.patience,
                  progressOn(output));
    if (!runSession(options, plan.value(), key, file.path(), run, output))
        return ExitStatus::File;
    const auto replayed = openCapture(file.path(), output);
    return replayed ? report(options, recorded, *replayed, run, output) : ExitStatus::File;
}

} // namespace hop101::cli

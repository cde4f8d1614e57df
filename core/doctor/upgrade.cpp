// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/doctor/upgrade.h"

#include "core/base/ascii.h"
#include "core/base/text.h"
#include "core/doctor/acceptmistake.h"
#include "core/doctor/intermediary.h"
#include "core/doctor/requestfaults.h"

#include <algorithm>
#include <cstdio>

namespace hop101::doctor {
namespace {

using rules::Rule;
using rules::Severity;

void addSentence(std::string &text, const std::string &sentence)
{
    if (!sentence.empty())
        text += (text.empty() ? "" : " ") + sentence;
}

std::string milliseconds(hop::Nanoseconds time)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", std::chrono::duration<double, std::milli>(time).count());
    return text;
}

/// The wait that a person would set: a silence so near to a whole number of seconds was most likely a limit.
std::optional<long> idleLimitSeconds(hop::Nanoseconds silence)
{
    const double seconds = std::chrono::duration<double>(silence).count();
    const long whole = static_cast<long>(seconds + 0.5);
    const double off = seconds - static_cast<double>(whole);
    // Proxies look at their timers late, never early.
    return whole >= 3 && off > -0.05 && off < 0.3 ? std::optional(whole) : std::nullopt;
}

std::size_t count(const Evidence &evidence, hop::Outcome outcome)
{
    const auto &all = evidence.verdict.results;
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [outcome](const hop::RuleResult &r) { return r.outcome == outcome; }));
}

/// Broken rules of at least this severity, in table order.
std::vector<Rule> brokenRules(const Evidence &evidence, Severity atLeast)
{
    std::vector<Rule> found;
    for (const hop::RuleResult &result : evidence.verdict.results) {
        if (result.outcome == hop::Outcome::Broken && rules::info(result.rule).severity >= atLeast)
            found.push_back(result.rule);
    }
    return found;
}

std::string titles(const std::vector<Rule> &broken, const Words &say)
{
    std::string text;
    for (const Rule rule : broken)
        text += (text.empty() ? "" : "; ") + say(rules::info(rule).title);
    return text;
}

std::string upgradedSentence(const Evidence &evidence, const Words &say)
{
    const std::vector<Rule> broken = brokenRules(evidence, Severity::Warning);
    const std::string held = std::to_string(count(evidence, hop::Outcome::Holds));
    if (broken.empty())
        return say(HOP101_TEXT("doctor", "All %1 handshake rules hold."), {held});
    if (broken.size() == 1)
        return say(HOP101_TEXT("doctor", "One handshake rule does not hold, %1 do."), {held});
    return say(HOP101_TEXT("doctor", "%1 handshake rules do not hold, %2 do."),
               {std::to_string(broken.size()), held});
}

std::string courseSentence(const Evidence &evidence, const Words &say)
{
    if (!evidence.answeredAfter)
        return {};
    const std::string after = milliseconds(*evidence.answeredAfter);
    const std::string frames = std::to_string(evidence.frames);
    if (evidence.hasMoreFrames)
        return say(HOP101_TEXT("doctor", "101 after %1 ms, then more than %2 frames."), {after, frames});
    if (evidence.frames == 1)
        return say(HOP101_TEXT("doctor", "101 after %1 ms, then one frame."), {after});
    if (evidence.frames == 0)
        return say(HOP101_TEXT("doctor", "101 after %1 ms."), {after});
    return say(HOP101_TEXT("doctor", "101 after %1 ms, then %2 frames."), {after, frames});
}

void addCourse(Diagnosis &d, const Evidence &evidence, const Words &say)
{
    for (const Rule rule : evidence.broken) {
        if (rules::info(rule).severity >= Severity::Warning)
            addSentence(d.detail, say(rules::info(rule).meaning));
    }
    const bool wasCut = std::find(evidence.broken.begin(), evidence.broken.end(), Rule::CloseBeforeEnd)
        != evidence.broken.end();
    const auto limit = idleLimitSeconds(evidence.silenceBeforeEnd);
    if (!wasCut || !limit)
        return;
    addSentence(d.detail,
                say(HOP101_TEXT("doctor",
                                "It came after %1 s of silence: most likely the idle limit of a proxy. Send "
                                "pings more often than that."),
                    {std::to_string(*limit)}));
    const auto who = evidence.response ? intermediaryOf(*evidence.response, {}) : std::nullopt;
    if (!who)
        return;
    if (auto fix = fixForIdle(*who, evidence.request ? evidence.request->target : std::string(), say))
        d.fixes.push_back(std::move(*fix));
}

// The sentences for a 101 that a client must not accept, by the first rule that it breaks.

std::string headerSentence(const Evidence &evidence, const char *header, const Words &say)
{
    const std::size_t lines = evidence.response->fields.count(header);
    const std::string value = shown(evidence.response->fields.combined(header), 80);
    if (lines == 0)
        return say(HOP101_TEXT("doctor", "The 101 has no %1 header."), {header});
    if (lines > 1)
        return say(HOP101_TEXT("doctor", "The 101 has more than one %1 header."), {header});
    return say(HOP101_TEXT("doctor", "The 101 says “%1: %2”."), {header, value});
}

std::string firstFault(const Evidence &evidence, Rule rule, const Words &say)
{
    const http::HeaderFields &fields = evidence.response->fields;
    switch (rule) {
    case Rule::UpgradeIsWebSocket:
        if (fields.count("Upgrade") == 0)
            return headerSentence(evidence, "Upgrade", say);
        return say(HOP101_TEXT("doctor", "The server switched to “%1”, not to websocket."),
                   {shown(fields.combined("Upgrade"), 60)});
    case Rule::ConnectionIsUpgrade:
        return headerSentence(evidence, "Connection", say);
    case Rule::AcceptPresent:
    case Rule::AcceptAtMostOnce:
        return headerSentence(evidence, "Sec-WebSocket-Accept", say);
    case Rule::AcceptIsRight:
        return say(HOP101_TEXT(
            "doctor", "The Sec-WebSocket-Accept of the 101 does not belong to the key that was sent."));
    case Rule::SubprotocolWasOffered:
        return say(HOP101_TEXT("doctor", "The server chose the subprotocol “%1”, which was not offered."),
                   {shown(fields.combined("Sec-WebSocket-Protocol"), 60)});
    case Rule::SubprotocolAtMostOnce:
        return headerSentence(evidence, "Sec-WebSocket-Protocol", say);
    case Rule::ExtensionWasOffered:
        return say(HOP101_TEXT("doctor", "The server uses the extension “%1”, which was not offered."),
                   {shown(fields.combined("Sec-WebSocket-Extensions"), 80)});
    default:
        return say(rules::info(rule).meaning);
    }
}

std::string acceptHint(const Evidence &evidence, const Words &say)
{
    const auto explained = explainAccept(evidence.request ? &*evidence.request : nullptr, &*evidence.response,
                                         evidence.earlierKeys);
    return explained && explained->mistake ? say(explained->mistake->sentence) : std::string();
}

} // namespace

Diagnosis diagnoseUpgraded(const Evidence &evidence, const Words &say)
{
    Diagnosis d{say(HOP101_TEXT("doctor", "Upgraded.")),
                upgradedSentence(evidence, say),
                courseSentence(evidence, say),
                {}};
    if (isRequestFaulty(evidence)) {
        addSentence(d.detail, requestFaults(evidence, say) + '.');
        addSentence(d.detail, say(HOP101_TEXT("doctor", "This server takes it; stricter ones do not.")));
    }
    addCourse(d, evidence, say);
    return d;
}

Diagnosis diagnoseBroken101(const Evidence &evidence, const Words &say)
{
    Diagnosis d{say(HOP101_TEXT("doctor", "Not upgraded.")), {}, {}, {}};
    std::vector<Rule> broken = brokenRules(evidence, Severity::Error);
    // The request's own faults come first in the table, but it is the 101 that ends the connection.
    std::stable_partition(broken.begin(), broken.end(),
                          [](Rule rule) { return rules::info(rule).stage == rules::Stage::Response; });
    if (broken.empty())
        return d;
    d.sentence = firstFault(evidence, broken.front(), say);
    if (broken.front() == Rule::AcceptIsRight)
        addSentence(d.detail, acceptHint(evidence, say));
    addSentence(d.detail, say(HOP101_TEXT("doctor", "A client must end the connection here.")));
    if (isRequestFaulty(evidence))
        addSentence(d.detail, requestFaults(evidence, say) + '.');
    const std::vector<Rule> others(broken.begin() + 1, broken.end());
    const bool hasMore = std::any_of(others.begin(), others.end(), [](Rule rule) {
        return rules::info(rule).stage == rules::Stage::Response;
    });
    if (hasMore)
        addSentence(d.detail, say(HOP101_TEXT("doctor", "Also broken: %1."), {titles(others, say)}));
    return d;
}

} // namespace hop101::doctor

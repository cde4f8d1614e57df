// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/reader.h"
#include "core/doctor/diagnosis.h"
#include "core/hop/verdict.h"

#include <QString>

#include <array>
#include <optional>
#include <vector>

namespace hop101::ui {

/// One rule, as a line of the verdict.
struct RuleLine
{
    hop::Outcome outcome = hop::Outcome::NotReached;
    rules::Severity severity = rules::Severity::None;
    QString title;
    QString meaning; ///< only where it is broken
    QString section;
    QString also; ///< further sections, may be empty
    QString found;
    QString expected;
    QString values; ///< in place of both: "sent “websocket”, arrived: nothing"
    base::EventId event; ///< whose bytes it is about
    base::ByteRange at;
    bool isAccept = false; ///< of Sec-WebSocket-Accept: the steps belong below it
    bool operator==(const RuleLine &) const = default;
};

/// One step from the key to the accept.
struct AcceptLine
{
    QString caption;
    QString value;
    bool operator==(const AcceptLine &) const = default;
};
struct AcceptLines
{
    std::vector<AcceptLine> lines;
    bool isRight = false;
    QString mistake; ///< how a wrong one came about, where that is known and not said above
    bool operator==(const AcceptLines &) const = default;
};

enum class StepState : std::uint8_t { NotReached, Waiting, Done, Broken };
/// One of the five steps of an upgrade.
struct Step
{
    StepState state = StepState::NotReached;
    base::EventId event; ///< none: nothing to select
    bool operator==(const Step &) const = default;
};
using FiveSteps = std::array<Step, 5>; ///< request sent, headers read, decided, answered, frames both ways

enum class Tone : std::uint8_t { Neutral, Good, Warning, Bad };

/// All that the verdict pane shows, as a value: what differs is drawn anew, and tests read it.
struct VerdictContent
{
    Tone tone = Tone::Neutral;
    QString lead;
    QString sentence;
    QString detail;
    bool hasSteps = false;
    FiveSteps steps;
    std::vector<RuleLine> shown; ///< broken ones first, then the few that tell most
    std::vector<RuleLine> holding; ///< folded away
    std::vector<RuleLine> notReached; ///< folded away
    std::vector<RuleLine> changes; ///< what else a proxy or a relay changed on the way, folded away
    bool isOfSelection = false; ///< findings are those of the selected event, not the first of the capture
    std::vector<RuleLine> findings; ///< of frames and of the course of the connection
    std::vector<doctor::Fix> fixes;
    std::optional<AcceptLines> accept; ///< none without a key
    QString agreed; ///< the extensions in plain words; empty where there are none
    QString note; ///< such as a certificate that somebody accepted
};
bool operator==(const VerdictContent &a, const VerdictContent &b);

/// The verdict of the exchange that `selected` belongs to, or of the latest where nothing is selected. The
/// cost does not follow the size of the capture.
VerdictContent verdictContent(const capture::Reader &reader, base::EventId selected);

} // namespace hop101::ui

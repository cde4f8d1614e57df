// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "core/doctor/diagnosis.h"
#include "core/formats/sessionsummary.h"

#include <optional>
#include <string>

namespace hop101::cli {

/// What a client session left in its capture, read after the end.
struct SessionResult
{
    base::HopId hop;
    std::optional<hop::Exchange> exchange; ///< the first; none where the connection failed before it
    hop::Verdict verdict;
    doctor::Diagnosis diagnosis;
    formats::SessionSummary summary;

    bool isUpgraded() const noexcept { return verdict.isUpgraded(); }
    /// No final response head came, and nothing else that could be judged as an answer.
    bool isUnanswered() const noexcept;
    /// Of `probe`: what became of the upgrade and of all that followed.
    ExitStatus status() const noexcept;
    /// Of `echo` and `record`: Ok only where the closing handshake was complete.
    ExitStatus closeStatus() const noexcept;
    /// Lead and sentence, and the detail where there is one, on one line.
    std::string oneLine() const;
};
SessionResult readResult(const capture::Reader &reader);

/// Lead, sentence, detail; each broken rule with what was found and expected; the fixes.
void printVerdict(Output &output, const capture::Reader &reader, const SessionResult &result);
/// The request and response heads as they were on the wire, and the start of a refusal's body.
void printHeads(Output &output, const capture::Reader &reader, const SessionResult &result);
/// What was received, and how the connection was closed.
void printCourse(Output &output, const capture::Reader &reader, const SessionResult &result);
/// The sequence diagram of events `from` to `to`, page by page.
void printDiagram(Output &output, const capture::Reader &reader, base::EventId from, base::EventId to);

/// "1 message", "12 messages".
std::string counted(std::uint64_t count, const char *one, const char *many);
/// "closed with 1000, clean"
std::string closeText(const formats::SessionSummary &summary);

} // namespace hop101::cli

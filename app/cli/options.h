// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/id.h"
#include "core/capture/exchangediff.h"
#include "core/capture/filter.h"
#include "core/capture/redactionrules.h"
#include "core/doctor/config/report.h"
#include "core/doctor/intermediary.h"
#include "core/formats/eventchoice.h"
#include "core/formats/import.h"
#include "core/formats/quoting.h"
#include "core/plan/plan.h"
#include "core/session/listening.h"
#include "core/session/path.h"
#include "core/session/replay.h"

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hop101::cli {

// What the arguments ask for, checked: one struct a subcommand.

enum class Format : std::uint8_t { Text, Json, Diagram };

struct ProbeOptions
{
    plan::Plan plan; ///< with the headers, frames and time-outs that were asked for
    plan::Url url;
    std::uint64_t receive = 0; ///< messages to wait for
    std::chrono::milliseconds timeout{10'000}; ///< for the messages of --receive
    std::string capturePath; ///< empty: a private one that is removed
    Format format = Format::Text;
    std::vector<std::string> notes{}; ///< of what --from had
};
struct EchoOptions
{
    plan::Plan plan;
    plan::Url url;
};
struct RecordOptions
{
    plan::Plan plan;
    plan::Url url;
    std::string capturePath;
    bool appends = false; ///< the capture is there, and gets another session
    std::string title; ///< of the session
    std::optional<std::uint64_t> count; ///< messages received
    std::optional<std::chrono::milliseconds> duration; ///< from the upgrade
    std::uint64_t maxBytes = 0; ///< of the capture; 0: no limit
    std::string thenPath; ///< where it goes on when the capture cannot be written any more; empty: nowhere
};
struct ServeOptions
{
    session::ListenPlan plan;
    std::string scenario = "echo";
    std::string capturePath; ///< empty: nothing is recorded
    bool isQuiet = false; ///< no line for each connection

    /// Only prints what scenarios there are.
    bool listsScenarios() const { return scenario == "list" || scenario == "help"; }
};
struct RelayOptions
{
    session::RelayPlan plan;
    std::string capturePath; ///< empty: nothing is recorded
    bool isQuiet = false; ///< no line for each connection
};
struct ShowOptions
{
    std::string path;
    base::EventId from{1};
    base::EventId to{std::numeric_limits<std::uint64_t>::max()};
    std::string filterText; ///< as it was given
    capture::Filter filter; ///< empty: every event
    std::string findText; ///< as it was given; empty: nothing is looked for
    std::optional<capture::TextPattern> find;
    Format format = Format::Text;
};
struct ExportOptions
{
    std::string path;
    formats::ExportFormat format = formats::ExportFormat::Har;
    bool isPayloads = false; ///< into the files of a folder; `format` does not count
    std::string picture; ///< "png" or "pdf", which `hop101` draws; empty: format
    bool isLetter = false, isUpright = false; ///< pdf
    formats::ExportOptions document;
    formats::EventChoice events;
    std::string outPath; ///< "-": standard output
    bool overwrites = false;
    bool keepsPart = false; ///< when it is interrupted, what was written until then
    bool isCapture = false; ///< a capture again: `format` does not count
    std::optional<capture::RedactionRules> redaction; ///< nothing: as it is
    bool isDryRun = false; ///< only the report of what would be redacted
    Format reportFormat = Format::Text; ///< of that report
};
struct PayloadOptions
{
    std::string path;
    base::EventId event;
    std::string outPath; ///< "-": standard output
    bool asSent = false; ///< compressed messages as they went over the wire
};
struct NoteOptions
{
    std::string path;
    base::EventId event;
    std::optional<std::string> text; ///< empty: removes what is there
    std::optional<bool> bookmark; ///< none: as it is, or where there is no text either, set
};
struct VerifyOptions
{
    std::string path;
    Format format = Format::Text;
};

struct DiffOptions
{
    std::string leftPath, rightPath;
    bool ofHops = false; ///< the two sides of a relay or path check, in the one capture leftPath
    std::optional<std::uint64_t> leftExchange, rightExchange; ///< nothing: the first that was upgraded
    capture::DiffOptions compare;
    Format format = Format::Text;
};

enum class SqlFormat : std::uint8_t { Table, Json, Csv };
struct SqlOptions
{
    std::string path;
    std::string query;
    SqlFormat format = SqlFormat::Table;
};

struct DoctorOptions
{
    enum class Form : std::uint8_t { Text, Json, Diff };

    std::string path; ///< of a configuration of a proxy
    doctor::config::Question question;
    Form form = Form::Text;
};

struct ReplayOptions
{
    std::string path;
    plan::Url url;
    std::optional<std::uint64_t> exchange; ///< nothing: the first that was upgraded
    session::ReplayPace pace;
    bool isExact = false;
    bool verifiesTls = true;
    plan::Timeouts timeouts;
    capture::Ignored ignored; ///< when the answers are compared
    std::string capturePath; ///< empty: a private one that is removed
    Format format = Format::Text;
};

struct PathOptions
{
    session::PathPlan plan;
    std::optional<doctor::Intermediary> product; ///< none: as it shows itself
    std::string capturePath; ///< empty: a private one that is removed
    Format format = Format::Text;
};

struct SnippetOptions
{
    plan::Plan plan;
    plan::Url url;
    std::string as; ///< one of snippetWords()
    formats::Shell shell = formats::Shell::Bash;
    std::optional<doctor::config::Version> proxyVersion; ///< of a proxy; nothing: Debian 12's
    std::uint16_t listen = 8080; ///< where a proxy listens
    std::string outPath; ///< empty or "-": standard output
    std::vector<std::string> notes{}; ///< of what --from had
};

struct ImportOptions
{
    std::string path;
    std::string outPath; ///< of the capture
    Format format = Format::Text; ///< of what is said
    formats::ImportOptions how;
};

using Command =
    std::variant<ProbeOptions, EchoOptions, RecordOptions, ServeOptions, RelayOptions, ShowOptions,
                 ExportOptions, PayloadOptions, NoteOptions, VerifyOptions, DiffOptions, SqlOptions,
                 ReplayOptions, DoctorOptions, PathOptions, SnippetOptions, ImportOptions>;

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/import.h"

#include "core/base/text.h"
#include "core/formats/har/harimport.h"
#include "core/formats/importrun.h"
#include "core/formats/jsonlines.h"
#include "core/formats/mitmproxy/mitmproxyimport.h"
#include "core/formats/pcap/pcapimport.h"
#include "core/formats/sniff.h"

#include <algorithm>
#include <array>

namespace hop101::formats {
namespace {

constexpr std::array<ImportFormatInfo, 5> kFormats{{
    {ImportFormat::Har, "har", HOP101_TEXT("import", "HTTP Archive (HAR)"), "*.har *.zhar"},
    {ImportFormat::Pcap, "pcap", HOP101_TEXT("import", "Packets (pcap)"), "*.pcap *.cap *.dump *.pcap.gz"},
    {ImportFormat::Pcapng, "pcapng", HOP101_TEXT("import", "Packets (pcapng)"), "*.pcapng *.pcapng.gz"},
    {ImportFormat::Mitmproxy, "mitmproxy", HOP101_TEXT("import", "Flows of mitmproxy"),
     "*.flow *.flows *.mitm"},
    {ImportFormat::JsonLines, "jsonl", HOP101_TEXT("import", "JSON Lines of Hop101"), "*.jsonl"},
}};

// Each format is a function in a file of its own and a line here.
std::optional<ImportError> readFormat(ImportRun &run)
{
    switch (run.report().format) {
    case ImportFormat::Har:
        return importHar(run);
    case ImportFormat::Pcap:
    case ImportFormat::Pcapng:
        return pcap::importPackets(run);
    case ImportFormat::JsonLines:
        return importJsonLines(run);
    case ImportFormat::Mitmproxy:
        return importMitmproxy(run);
    }
    return std::nullopt;
}

/// What was read, into the capture.
base::Result<ImportReport, ImportError> record(ImportRun &run, const ImportWatch &watch)
{
    ImportReport &report = run.report();
    ImportSource &source = run.source();
    const bool wasCancelled = report.isCancelled;
    const auto tell = [&](std::uint64_t done, std::uint64_t all, std::uint64_t events) {
        const bool goesOn = !watch || watch({source.fileBytesRead(), source.fileBytes(), all, done, events});
        report.isCancelled = report.isCancelled || !goesOn;
        return goesOn || wasCancelled;
    };
    const auto events = run.stage().finish(tell);
    if (!events)
        return events.error();
    report.events = events.value();
    report.connections = run.stage().connectionCount();
    run.endRemarks();
    return std::move(report);
}

/// An import that does not end with a capture, whatever there is.
std::optional<ImportError> whyNoCapture(ImportRun &run)
{
    const ImportReport &report = run.report();
    const std::string &path = run.source().path();
    if (report.isCancelled && (!run.options().keepsPartial || run.stage().connectionCount() == 0))
        return ImportError{ImportFault::Cancelled, path, {}, {}};
    if (run.stage().connectionCount() > 0)
        return std::nullopt;
    std::string detail;
    if (report.broken)
        detail = "at byte " + std::to_string(report.broken->offset) + ": " + report.broken->expected;
    else if (report.streamsWithoutHandshake > 0)
        detail = std::to_string(report.streamsWithoutHandshake)
            + (report.streamsWithoutHandshake == 1
                   ? " that looks like WebSocket begins after its handshake: treat it as WebSocket to read "
                     "it, "
                     "--treat-as-websocket on the command line"
                   : " that look like WebSocket begin after their handshake: treat them as WebSocket to read "
                     "them, --treat-as-websocket on the command line");
    else if (!report.remarks.empty()) {
        const auto loss = std::ranges::find_if(report.remarks, &ImportRemark::isLoss);
        detail = (loss == report.remarks.end() ? report.remarks.begin() : loss)->sentence;
    }
    if (detail.ends_with('.'))
        detail.pop_back(); // it stands within a sentence
    return ImportError{ImportFault::NothingThere, path, std::move(detail), {}, report.streamsWithoutHandshake,
                       report.streamsWithoutKeys};
}

std::string withDetail(std::string sentence, const std::string &detail)
{
    return detail.empty() ? sentence : sentence + " (" + detail + ")";
}

} // namespace

base::Result<ImportReport, ImportError> importInto(ImportStage &stage, ImportSource &source,
                                                   ImportFormat format, const ImportOptions &options,
                                                   const ImportWatch &watch)
{
    ImportReport report;
    report.format = format;
    ImportRun run(source, stage, options, watch, report);
    if (auto error = readFormat(run))
        return std::move(*error);
    // What the reader of the format saw is an end; the source knows why.
    if (source.fault() && !report.isCancelled)
        report.broken = source.fault();
    if (auto error = whyNoCapture(run))
        return std::move(*error);
    auto done = record(run, watch);
    if (done && done.value().isCancelled && !options.keepsPartial)
        return ImportError{ImportFault::Cancelled, source.path(), {}, {}};
    return done;
}

std::span<const ImportFormatInfo> importFormats() noexcept
{
    return kFormats;
}

const ImportFormatInfo &info(ImportFormat format) noexcept
{
    return kFormats[static_cast<std::size_t>(format)];
}

std::string describe(const ImportError &error)
{
    const std::string path = error.path.empty() ? "The text" : error.path;
    switch (error.fault) {
    case ImportFault::CannotRead:
        return withDetail(path + " cannot be read: check its name and rights", error.detail) + '.';
    case ImportFault::NotRecognised:
        return withDetail(path + " is no file that can be imported", error.detail)
            + ": give a HAR, pcap, pcapng, mitmproxy or JSON Lines file.";
    case ImportFault::Empty:
        return path + " is empty: save it again in the program that it comes from.";
    case ImportFault::NothingThere:
        return path + " holds no connection that could be shown: "
            + (error.detail.empty() ? "record it again while the connection is made" : error.detail) + '.';
    case ImportFault::Capture:
        return error.capture ? capture::describe(*error.capture) : "The capture cannot be written.";
    case ImportFault::KeyLog:
        return withDetail(path + " cannot be used as a key log", error.detail)
            + ": give the file that SSLKEYLOGFILE named while the connection was made.";
    case ImportFault::Cancelled:
        return "The import was cancelled, and nothing of it was kept.";
    }
    return {};
}

base::Result<ImportReport, ImportError> importFile(const std::string &path, const std::string &capturePath,
                                                   const ImportOptions &options, const ImportWatch &watch)
{
    auto source = ImportSource::open(path);
    if (!source)
        return source.error();
    const std::string_view start = source.value()->start();
    if (start.empty() && !source.value()->fault())
        return ImportError{ImportFault::Empty, path, {}, {}};
    const auto format = options.format ? options.format : sniffFormat(start);
    if (!format)
        return ImportError{ImportFault::NotRecognised, path, whatItLooksLike(start), {}};
    auto stage = ImportStage::create(capturePath, *format, path, options.overwrites);
    if (!stage)
        return stage.error();
    auto done = importInto(*stage.value(), *source.value(), *format, options, watch);
    return done;
}

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/capture/reader.h"
#include "core/diagram/rowtext.h"
#include "core/formats/capturejson.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hop101::formats {

/// What a capture can be written as, as a stream of bytes. PNG and PDF are drawn by the programs; raw
/// payloads are a folder of files.
enum class ExportFormat : std::uint8_t { Har, Pcapng, JsonLines, Markdown, Mermaid, PlantUml, Svg, Text };

struct ExportFormatInfo
{
    ExportFormat format;
    const char *name; ///< on the command line: "har"
    const char *title; ///< for people, English, marked for translation in context "export"
    const char *suffix; ///< without a dot
    bool isText; ///< UTF-8 that a clipboard can hold
};
/// Every format once, in the order of the enumeration.
std::span<const ExportFormatInfo> exportFormats() noexcept;
const ExportFormatInfo &info(ExportFormat format) noexcept;
/// By its name on the command line.
std::optional<ExportFormat> exportFormatOf(std::string_view name) noexcept;

/// What is exported. The reader is of the export's thread.
struct ExportSource
{
    const capture::Reader &reader;
    /// The events that are wanted, ascending; may be called several times and gives the same each time.
    EventSource events;
    std::uint64_t eventCount = 0; ///< how many those are, at most; for progress
    bool isWhole = true; ///< every event of the capture
    std::string filter; ///< as the user wrote it, for the document to say; empty: none
};
/// All events of a capture.
ExportSource wholeCapture(const capture::Reader &reader);

struct ExportOptions
{
    bool hasAllFrames = false; ///< HAR: rows for control frames, too
    bool isDecoded = false; ///< pcapng: messages inflated, RSV1 off, one frame a fragment; else as sent
    bool isDark = false; ///< pictures: the colours of the dark window
    std::uint64_t rowsPerFile = 0; ///< pictures; 0: as many as most programs can show
    std::string captureName; ///< the file's, for a heading; may be empty
    diagram::Translate translate = nullptr; ///< words for people; null: English
};

struct ExportProgress
{
    std::uint64_t events = 0; ///< done
    std::uint64_t bytes = 0; ///< written
};

/// What an export is told and tells while it runs: where the bytes go, how far it is, whether to go on.
/// Writers call write() for bytes and next() once an event; both return false when the export is to end.
class ExportRun
{
public:
    using Sink = std::function<bool(std::string_view)>; ///< false: cannot be written
    using Watch = std::function<bool(const ExportProgress &)>; ///< false: cancelled

    /// `watch` may be empty; it is asked at most once in 256 events or 1 MiB.
    ExportRun(Sink sink, Watch watch) : m_sink(std::move(sink)), m_watch(std::move(watch)) { }

    /// A format that needs several files asks for each after the first; without this there is one.
    void setNextFile(std::function<bool()> next) { m_next = std::move(next); }

    bool write(std::string_view bytes);
    /// What is written from now on goes into another file. False: there is none, or it cannot be made.
    bool nextFile();
    /// One more event is done.
    bool next();
    /// What the file leaves out or says otherwise than the capture: one sentence for people, each once.
    void remark(const std::string &sentence);

    bool isGoing() const noexcept { return !m_isCancelled && !m_hasFailed; }
    bool isCancelled() const noexcept { return m_isCancelled; }
    bool hasFailed() const noexcept { return m_hasFailed; } ///< the sink said no
    const ExportProgress &progress() const noexcept { return m_progress; }
    const std::vector<std::string> &remarks() const noexcept { return m_remarks; }

private:
    bool ask();

    Sink m_sink;
    Watch m_watch;
    std::function<bool()> m_next;
    ExportProgress m_progress;
    std::uint64_t m_nextEvents = 256, m_nextBytes = std::uint64_t{1} << 20U;
    std::vector<std::string> m_remarks;
    bool m_isCancelled = false;
    bool m_hasFailed = false;
};

/// Writes the document, piece by piece: memory follows neither the number of events nor the size of a
/// message. True where it came to its end; else run tells why not.
bool exportCapture(ExportFormat format, const ExportSource &source, const ExportOptions &options,
                   ExportRun &run);

} // namespace hop101::formats

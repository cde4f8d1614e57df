// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/export.h"

#include "core/base/text.h"
#include "core/diagram/sequencetext.h"
#include "core/formats/har/harexport.h"
#include "core/formats/jsonlines.h"
#include "core/formats/markdownreport.h"
#include "core/formats/pcap/pcapngexport.h"
#include "core/formats/plaintext.h"
#include "core/formats/svgexport.h"

#include <algorithm>
#include <array>

namespace hop101::formats {
namespace {

constexpr std::array<ExportFormatInfo, 8> kFormats{{
    {ExportFormat::Har, "har", HOP101_TEXT("export", "HTTP Archive (HAR)"), "har", true},
    {ExportFormat::Pcapng, "pcapng", HOP101_TEXT("export", "Packets for Wireshark (pcapng)"), "pcapng",
     false},
    {ExportFormat::JsonLines, "jsonl", HOP101_TEXT("export", "JSON Lines, one event a line"), "jsonl", true},
    {ExportFormat::Markdown, "markdown", HOP101_TEXT("export", "Report (Markdown)"), "md", true},
    {ExportFormat::Mermaid, "mermaid", HOP101_TEXT("export", "Diagram (Mermaid)"), "mmd", true},
    {ExportFormat::PlantUml, "plantuml", HOP101_TEXT("export", "Diagram (PlantUML)"), "puml", true},
    {ExportFormat::Svg, "svg", HOP101_TEXT("export", "Picture (SVG)"), "svg", true},
    {ExportFormat::Text, "text", HOP101_TEXT("export", "Plain text"), "txt", true},
}};

} // namespace

std::span<const ExportFormatInfo> exportFormats() noexcept
{
    return kFormats;
}

const ExportFormatInfo &info(ExportFormat format) noexcept
{
    return kFormats[static_cast<std::size_t>(format)];
}

std::optional<ExportFormat> exportFormatOf(std::string_view name) noexcept
{
    const auto found = std::ranges::find(kFormats, name, &ExportFormatInfo::name);
    return found == kFormats.end() ? std::nullopt : std::optional(found->format);
}

ExportSource wholeCapture(const capture::Reader &reader)
{
    const std::uint64_t count = reader.eventCount();
    const auto events = [&reader, count](const std::function<bool(const hop::Event &)> &visit) {
        std::array<hop::Event, 256> page;
        for (std::uint64_t next = 1; next <= count;) {
            const std::size_t wanted = std::min<std::uint64_t>(page.size(), count - next + 1);
            const std::size_t got = reader.events({next}, std::span(page).first(wanted));
            for (std::size_t i = 0; i < got; ++i) {
                if (!visit(page[i]))
                    return;
            }
            if (got == 0)
                return;
            next += got;
        }
    };
    return {reader, events, count, true, {}};
}

bool ExportRun::write(std::string_view bytes)
{
    if (!isGoing())
        return false;
    m_hasFailed = !m_sink(bytes);
    m_progress.bytes += bytes.size();
    return ask();
}

bool ExportRun::nextFile()
{
    if (!isGoing() || !m_next)
        return false;
    m_hasFailed = !m_next();
    return isGoing();
}

bool ExportRun::next()
{
    ++m_progress.events;
    return ask();
}

void ExportRun::remark(const std::string &sentence)
{
    if (std::ranges::find(m_remarks, sentence) == m_remarks.end())
        m_remarks.push_back(sentence);
}

bool ExportRun::ask()
{
    constexpr std::uint64_t kEvents = 256;
    constexpr std::uint64_t kBytes = std::uint64_t{1} << 20U;
    if (!isGoing() || !m_watch || (m_progress.events < m_nextEvents && m_progress.bytes < m_nextBytes))
        return isGoing();
    m_nextEvents = m_progress.events + kEvents;
    m_nextBytes = m_progress.bytes + kBytes;
    m_isCancelled = !m_watch(m_progress);
    return isGoing();
}

namespace {

/// The events of a diagram, each of them counted as it is looked at.
diagram::SequenceSource sequenceOf(const ExportSource &source, ExportRun &run)
{
    const auto events = [&source, &run](const std::function<bool(const hop::Event &)> &visit) {
        source.events([&](const hop::Event &event) { return visit(event) && run.next(); });
    };
    return {source.reader, events, source.isWhole, source.filter};
}

/// Where connections take turns, each has its own place in the index of the bytes.
void makeRoomForConnections(const capture::Reader &reader)
{
    constexpr std::uint64_t kEach = 64 * 1024;
    constexpr std::uint64_t kLeast = 2 * 1024 * 1024, kMost = 32 * 1024 * 1024;
    reader.setCacheBytes(std::clamp(reader.hops().size() * kEach, kLeast, kMost));
}

} // namespace

// Each format is a file of its own and a line here.
bool exportCapture(ExportFormat format, const ExportSource &source, const ExportOptions &options,
                   ExportRun &run)
{
    makeRoomForConnections(source.reader);
    switch (format) {
    case ExportFormat::JsonLines:
        return writeJsonLines(source, options, run);
    case ExportFormat::Markdown:
        return writeMarkdownReport(source, options, run);
    case ExportFormat::Text:
        return writePlainText(source, options, run);
    case ExportFormat::Mermaid:
        return run.write(diagram::mermaidText(sequenceOf(source, run), options.translate));
    case ExportFormat::PlantUml:
        return run.write(diagram::plantUmlText(sequenceOf(source, run), options.translate));
    case ExportFormat::Svg:
        return exportSvg(source, options, run);
    case ExportFormat::Pcapng:
        return pcap::writePcapng(source, options, run);
    case ExportFormat::Har:
        return exportHar(source, options, run);
    }
    return false;
}

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/importedfrom.h"
#include "app/cli/opencapture.h"
#include "app/cli/report.h"
#include "core/capture/filterscan.h"
#include "core/capture/redact.h"
#include "core/capture/textsearch.h"
#include "core/diagram/rowtext.h"
#include "core/diagram/sequencelayout.h"
#include "core/doctor/diagnosis.h"
#include "core/formats/capturejson.h"

#include <algorithm>
#include <array>
#include <ctime>

namespace hop101::cli {
namespace {

constexpr std::size_t kNumberWidth = 7;
constexpr std::size_t kTimeWidth = 12;
constexpr std::size_t kMaxExchanges = 20;
constexpr std::size_t kMaxSessionLines = 20;
constexpr std::size_t kMaxNoteLine = 300;

std::string rightAligned(const std::string &text, std::size_t width)
{
    // Grouping may be by narrow spaces of more than one byte: count characters.
    const auto characters = static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
    return std::string(characters < width ? width - characters : 0, ' ') + text;
}

std::string localTime(std::chrono::system_clock::time_point time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    char text[40] = "";
    if (localtime_r(&seconds, &parts))
        std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    return text;
}

/// A line each; nothing for a single one without a title.
void printSessions(Output &output, const capture::Reader &reader)
{
    const std::vector<capture::Session> &sessions = reader.sessions();
    const bool hasMany = sessions.size() > 1;
    for (std::size_t i = 0; i < std::min(sessions.size(), kMaxSessionLines); ++i) {
        const capture::Session &session = sessions[i];
        if (!hasMany && session.title.empty())
            continue;
        std::string line = hasMany ? "Session " + std::to_string(session.id.value) + ": " : "Title: ";
        line += output.strong(doctor::shown(session.title, 200));
        if (hasMany) {
            line += (session.title.empty() ? "recorded " : ", recorded ") + localTime(session.created)
                + ", from event " + std::to_string(session.firstEvent.value);
            line += session.isComplete ? "" : ", not finished";
        }
        output.print(line + '\n');
    }
    if (sessions.size() > kMaxSessionLines)
        output.print("... and " + std::to_string(sessions.size() - kMaxSessionLines) + " more sessions\n");
}

/// "Exchange 3 (hop 2, session 1): "
std::string placeOf(const capture::Reader &reader, const hop::Exchange &exchange)
{
    std::string place;
    if (reader.hops().size() > 1)
        place = "hop " + std::to_string(exchange.hop.value);
    if (reader.sessions().size() > 1)
        place += (place.empty() ? "session " : ", session ")
            + std::to_string(reader.sessionOf(exchange.hop).id.value);
    return "Exchange " + std::to_string(exchange.id.value) + (place.empty() ? "" : " (" + place + ")") + ": ";
}

void printSummary(Output &output, const capture::Reader &reader)
{
    const capture::CaptureInfo info = reader.info();
    std::string line = std::to_string(reader.eventCount()) + (reader.eventCount() == 1 ? " event" : " events")
        + ", recorded " + localTime(info.created) + " by " + doctor::shown(info.creator, 60);
    if (!info.isComplete)
        line += ", not finished";
    output.print(line + '\n');
    printSessions(output, reader);
    printImportedFrom(output, reader);
    if (const auto mark = capture::redactionMark(reader))
        output.print("This copy was " + doctor::shown(describe(*mark), 300) + ".\n");
    const std::vector<hop::Exchange> exchanges = reader.exchanges();
    for (std::size_t i = 0; i < std::min(exchanges.size(), kMaxExchanges); ++i) {
        const doctor::Diagnosis diagnosis = doctor::diagnose(reader, exchanges[i]);
        const std::string name = exchanges.size() == 1 ? "" : placeOf(reader, exchanges[i]);
        output.print(name + output.strong(diagnosis.lead) + ' ' + diagnosis.sentence + '\n');
    }
    if (exchanges.size() > kMaxExchanges)
        output.print("... and " + std::to_string(exchanges.size() - kMaxExchanges) + " more exchanges\n");
    output.print("\n");
}

void printRow(Output &output, const capture::Reader &reader, const hop::Event &event, bool hasManyHops)
{
    const diagram::RowText text = diagram::rowText(reader, event, nullptr, diagram::Detail::Full);
    std::string line = rightAligned(std::to_string(event.id.value), kNumberWidth)
        + rightAligned(diagram::timeText(event.time), kTimeWidth) + "  ";
    if (hasManyHops)
        line += "hop " + std::to_string(event.hop.value) + "  ";
    line += event.direction == hop::Direction::FromLeft ? "→ " : "← ";
    output.print(line + output.strong(text.kind) + (text.detail.empty() ? "" : "  " + text.detail) + '\n');
    if (const auto note = reader.note(event.id)) {
        const std::string words = doctor::shown(note->text, kMaxNoteLine);
        output.print(std::string(kNumberWidth + kTimeWidth + 4, ' ')
                     + (note->isBookmarked ? "Bookmark" : "Note") + (words.empty() ? "" : ": " + words)
                     + '\n');
    }
    if (event.severity == rules::Severity::None)
        return;
    for (const hop::Finding &finding : reader.findings(event.id)) {
        const rules::RuleInfo &rule = rules::info(finding.rule);
        output.print(std::string(kNumberWidth + kTimeWidth + 4, ' ') + output.mark(rule.severity) + ' '
                     + rule.title + ": " + rule.meaning + "  (" + rule.section + ")\n");
    }
}

using Visit = std::function<bool(const hop::Event &)>;

void visitRange(const capture::Reader &reader, base::EventId from, base::EventId to, const Visit &visit)
{
    std::array<hop::Event, 256> page;
    for (std::uint64_t next = from.value; next <= to.value;) {
        const std::size_t wanted = std::min<std::uint64_t>(page.size(), to.value - next + 1);
        const std::size_t got = reader.events({next}, std::span(page).first(wanted));
        for (std::size_t i = 0; i < got; ++i) {
            if (!visit(page[i]))
                return;
        }
        if (got == 0)
            return;
        next += got;
    }
}

/// Hits are given as they are found.
void visitHits(const capture::Reader &reader, const capture::Filter &filter, base::EventId from,
               base::EventId to, const Visit &visit)
{
    capture::FilterScan scan(reader, filter);
    scan.run(from, to, [&](const capture::BlockHits &hits) {
        return capture::visitRows(hits.bits,
                                  [&](std::size_t row) { return visit(reader.event({hits.first + row})); });
    });
}

/// How many rows there were.
std::uint64_t printTable(Output &output, const capture::Reader &reader, const formats::EventSource &events)
{
    const bool hasManyHops = reader.hops().size() > 1;
    std::uint64_t count = 0;
    events([&](const hop::Event &event) {
        printRow(output, reader, event, hasManyHops);
        ++count;
        return output.isGood();
    });
    return count;
}

/// Page by page: a diagram of many pages has lanes at the top of each.
std::uint64_t printDiagramOf(Output &output, const capture::Reader &reader,
                             const formats::EventSource &events)
{
    constexpr std::size_t kPage = 500;
    std::vector<base::EventId> page;
    base::EventId before;
    std::uint64_t printed = 0;
    const auto print = [&] {
        const auto layout =
            diagram::SequenceLayout::build(reader, page, before, printed, reader.eventCount());
        output.print(diagram::renderTerminal(layout, output.terminal()));
        printed += page.size();
        before = page.back();
        page.clear();
    };
    events([&](const hop::Event &event) {
        page.push_back(event.id);
        if (page.size() == kPage)
            print();
        return output.isGood();
    });
    if (!page.empty())
        print();
    return printed;
}

void printCount(Output &output, const capture::Reader &reader, std::uint64_t count)
{
    output.print('\n' + std::to_string(count) + " of " + std::to_string(reader.eventCount())
                 + " events match.\n");
}

/// Each hit once an event and place: where it is, and the event's row.
ExitStatus showFound(const ShowOptions &options, const capture::Reader &reader, Output &output)
{
    capture::TextSearch search(reader, *options.find);
    const bool hasManyHops = reader.hops().size() > 1;
    const bool isJson = options.format == Format::Json;
    std::uint64_t hits = 0;
    std::uint64_t events = 0;
    base::EventId shown;
    search.run(options.from, {std::min(options.to.value, reader.eventCount())},
               [&](const capture::TextHit &hit) {
                   if (isJson) {
                       output.writeText(std::string(hits == 0 ? "{\"hits\": [" : ",") + "\n  {\"event\": "
                                        + std::to_string(hit.event.value) + ", \"message\": "
                                        + (hit.message ? std::to_string(hit.message.value) : "null")
                                        + ", \"offset\": " + std::to_string(hit.offset)
                                        + ", \"size\": " + std::to_string(hit.size) + '}');
                   } else if (hit.event != shown) {
                       printRow(output, reader, reader.event(hit.event), hasManyHops);
                   }
                   events += hit.event != shown ? 1 : 0;
                   shown = hit.event;
                   ++hits;
                   return output.isGood();
               });
    if (isJson)
        output.writeText(hits == 0 ? "{\"hits\": []}\n" : "\n]}\n");
    else
        output.print((hits > 0 ? "\n" : "") + counted(hits, "place", "places") + " in "
                     + counted(events, "event", "events") + ".\n");
    return statusOf(reader, output);
}

} // namespace

ExitStatus show(const ShowOptions &options, Output &output)
{
    const auto reader = openCapture(options.path, output);
    if (!reader)
        return ExitStatus::File;
    if (options.find)
        return showFound(options, *reader, output);
    const base::EventId last{std::min(options.to.value, reader->eventCount())};
    const bool isFiltered = !options.filter.isEmpty();
    const formats::EventSource events = [&](const Visit &visit) {
        if (isFiltered)
            visitHits(*reader, options.filter, options.from, last, visit);
        else
            visitRange(*reader, options.from, last, visit);
    };
    std::uint64_t count = 0;
    switch (options.format) {
    case Format::Json:
        formats::writeCaptureJson(*reader, events, options.filterText,
                                  [&output](std::string_view text) { return output.writeText(text); });
        return statusOf(*reader, output);
    case Format::Diagram:
        if (isFiltered)
            count = printDiagramOf(output, *reader, events);
        else
            printDiagram(output, *reader, options.from, last);
        break;
    case Format::Text:
        printSummary(output, *reader);
        count = printTable(output, *reader, events);
        break;
    }
    if (isFiltered)
        printCount(output, *reader, count);
    return statusOf(*reader, output);
}

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/markdownreport.h"

#include "core/base/text.h"
#include "core/capture/content.h"
#include "core/diagram/excerpt.h"
#include "core/diagram/quantitytext.h"
#include "core/diagram/sequencetext.h"
#include "core/formats/markdowntext.h"
#include "core/formats/reportfacts.h"

#include <algorithm>
#include <set>

namespace hop101::formats {
namespace {

// What each part takes at most, in bytes, so that they stay below kMaxReport together.
constexpr std::size_t kHeadsBytes = 10'000, kWhyBytes = 8'000, kDiagramUnits = 20'000, kFramesBytes = 12'000,
                      kFindingsBytes = 6'000, kNotesBytes = 4'000;
static_assert(kHeadsBytes + kWhyBytes + kDiagramUnits + kFramesBytes + kFindingsBytes + kNotesBytes + 5'000
              < kMaxReport);

constexpr std::size_t kMaxExchanges = 5; ///< told in full; of others there is a line
constexpr std::size_t kMaxHops = 10'000;
constexpr std::size_t kMaxLine = 300, kMaxValue = 160, kMaxPayload = 80, kMaxNote = 1000;
constexpr std::size_t kMaxFindings = 60, kMaxNotes = 200;
constexpr std::uint64_t kMaxBody = 1024;
constexpr diagram::ExcerptLimits kFrameRows{60, 20, 40};

/// Rows until there is no more room.
class Part
{
public:
    explicit Part(std::size_t room) : m_room(room) { }
    /// False where it had no room; then it and all after it are counted.
    bool add(const std::string &text)
    {
        if (m_leftOut > 0 || m_text.size() + text.size() > m_room) {
            ++m_leftOut;
            return false;
        }
        m_text += text;
        return true;
    }
    const std::string &text() const noexcept { return m_text; }
    std::uint64_t leftOut() const noexcept { return m_leftOut; }

private:
    std::size_t m_room;
    std::string m_text;
    std::uint64_t m_leftOut = 0;
};

const char *mark(rules::Severity severity) noexcept
{
    return severity == rules::Severity::Error ? "✗" : severity == rules::Severity::Warning ? "⚠" : "ℹ";
}

class Report
{
public:
    Report(const ExportSource &source, const ExportOptions &options, ExportRun &run)
        : m_source(source), m_reader(source.reader), m_words(options.translate), m_run(run)
    { }

    bool write()
    {
        gather();
        const ReportFacts facts = reportFacts(m_source, hopsOf(m_source, kMaxHops), kMaxExchanges, m_words);
        Part why(kWhyBytes), heads(kHeadsBytes);
        for (const ReportedExchange &exchange : facts.exchanges) {
            addOutcome(why, exchange.diagnosis, facts.exchanges.size() > 1 ? &exchange : nullptr);
            addRules(why, exchange.verdict);
            addFixes(why, exchange.diagnosis);
            addHeads(heads, exchange, facts.exchanges.size() > 1);
        }
        if (facts.failure)
            addOutcome(why, *facts.failure, nullptr);
        return m_run.write(title(facts)) && m_run.write(why.text()) && m_run.write(more(facts))
            && m_run.write(heads.text() + cut(heads)) && m_run.write(diagramPart()) && m_run.write(frames())
            && m_run.write(findings()) && m_run.write(notes());
    }

private:
    /// The one pass that counts: which rows show, what broke a rule, which notes are of these events.
    void gather()
    {
        std::vector<capture::Note> all =
            m_reader.notes({1}, {m_reader.eventCount()}, kMaxNotes, 4 * kMaxNote);
        m_excerpt = diagram::excerptOf(
            [&](const std::function<bool(const hop::Event &)> &visit) {
                auto next = all.begin();
                m_source.events([&](const hop::Event &event) {
                    while (next != all.end() && next->event < event.id)
                        ++next;
                    if (next != all.end() && next->event == event.id)
                        m_notes.push_back(*next);
                    if (event.severity != rules::Severity::None && ++m_eventsWithFindings <= kMaxFindings)
                        m_broken.push_back(event.id);
                    return visit(event) && m_run.next();
                });
            },
            kFrameRows);
    }

    std::string title(const ReportFacts &facts) const
    {
        const std::string subject = facts.title.empty() ? "" : ": " + markdown::code(facts.title, kMaxLine);
        std::string text = "# " + m_words(HOP101_TEXT("export", "HTTP upgrade")) + subject + "\n\n";
        std::string parties;
        for (const std::string &party : facts.parties)
            parties += (parties.empty() ? "" : " → ") + markdown::prose(doctor::shown(party, kMaxValue));
        text += parties + "  \n"
            + m_words(HOP101_TEXT("export", "Recorded %1 by %2"),
                      {facts.created, markdown::prose(doctor::shown(facts.creator, 60))})
            + "  \n" + counts(facts) + "\n\n";
        if (!facts.damage.empty())
            text += "⚠ " + markdown::prose(doctor::shown(facts.damage, kMaxLine)) + "\n\n";
        return text;
    }
    std::string counts(const ReportFacts &facts) const
    {
        const std::string all = diagram::countText(facts.allEvents);
        if (m_source.isWhole)
            return m_words(HOP101_TEXT("export", "%1 events"), {all});
        const std::string part =
            m_words(HOP101_TEXT("export", "%1 of %2 events"), {diagram::countText(m_excerpt.total), all});
        return m_source.filter.empty() ? part : part + ": " + markdown::code(m_source.filter, kMaxLine);
    }
    std::string heading(const char *level, const std::string &text) const
    {
        return std::string(level) + ' ' + text + "\n\n";
    }
    std::string nameOf(const ReportedExchange &exchange) const
    {
        return m_words(HOP101_TEXT("export", "Exchange %1"), {std::to_string(exchange.exchange.id.value)});
    }
    void addOutcome(Part &part, const doctor::Diagnosis &diagnosis, const ReportedExchange *named) const
    {
        std::string text;
        if (named)
            text = heading("##",
                           nameOf(*named)
                               + (named->url.empty() ? "" : ": " + markdown::code(named->url, kMaxLine)));
        text += "**" + markdown::prose(diagnosis.lead) + "** " + markdown::prose(diagnosis.sentence) + "\n\n";
        if (!diagnosis.detail.empty())
            text += markdown::prose(diagnosis.detail) + "\n\n";
        part.add(text);
    }
    void addRules(Part &part, const hop::Verdict &verdict) const
    {
        std::string rows;
        for (const hop::RuleResult &result : verdict.results) {
            if (result.outcome == hop::Outcome::Broken)
                rows += ruleRow({}, result.rule, {result.found, result.expected});
        }
        if (!rows.empty())
            part.add(heading("###", m_words(HOP101_TEXT("export", "Why"))) + ruleHead(false) + rows + '\n');
    }
    std::string ruleHead(bool hasEvent) const
    {
        std::vector<std::string> cells{
            "", m_words(HOP101_TEXT("export", "Rule")), m_words(HOP101_TEXT("export", "Section")),
            m_words(HOP101_TEXT("export", "Found")), m_words(HOP101_TEXT("export", "Expected"))};
        if (hasEvent)
            cells.insert(cells.begin(), m_words(HOP101_TEXT("export", "Event")));
        return markdown::tableHead(cells);
    }
    std::string ruleRow(const std::string &event, rules::Rule which, const hop::FoundExpected &values) const
    {
        const rules::RuleInfo &rule = rules::info(which);
        std::vector<std::string> cells{mark(rule.severity),
                                       markdown::prose(m_words.rule(rule.title)) + ": "
                                           + markdown::prose(m_words.rule(rule.meaning)),
                                       rule.section, markdown::codeCell(values.found, kMaxValue),
                                       markdown::codeCell(values.expected, kMaxValue)};
        if (!event.empty())
            cells.insert(cells.begin(), event);
        return markdown::tableRow(cells);
    }
    void addFixes(Part &part, const doctor::Diagnosis &diagnosis) const
    {
        constexpr std::size_t kMost = 3;
        for (std::size_t i = 0; i < std::min(diagnosis.fixes.size(), kMost); ++i)
            part.add(heading("###", markdown::prose(doctor::shown(diagnosis.fixes[i].title, kMaxValue)))
                     + markdown::fenced(diagnosis.fixes[i].text, "") + '\n');
    }
    std::string more(const ReportFacts &facts) const
    {
        if (facts.moreExchanges == 0)
            return {};
        return m_words(HOP101_TEXT("export", "… %1 more exchanges"),
                       {diagram::countText(facts.moreExchanges)})
            + "\n\n";
    }
    std::string cut(const Part &part) const
    {
        return part.leftOut() == 0
            ? std::string()
            : '\n' + m_words(HOP101_TEXT("export", "… %1 more lines"), {diagram::countText(part.leftOut())})
                + "\n\n";
    }

    void addHeads(Part &part, const ReportedExchange &exchange, bool isNamed) const
    {
        const std::string of = isNamed ? ", " + nameOf(exchange) : std::string();
        if (exchange.request)
            addHead(part, m_words(HOP101_TEXT("export", "Request")) + of,
                    exchange.request->method + ' ' + exchange.request->target + ' '
                        + exchange.request->version,
                    exchange.request->fields);
        if (!exchange.response)
            return;
        addHead(part, m_words(HOP101_TEXT("export", "Response")) + of,
                exchange.response->version + ' ' + std::to_string(exchange.response->status) + ' '
                    + exchange.response->reason,
                exchange.response->fields);
        addBody(part, exchange);
    }
    void addHead(Part &part, const std::string &name, const std::string &startLine,
                 const http::HeaderFields &fields) const
    {
        part.add(heading("##", name) + markdown::code(startLine, kMaxLine) + "\n\n"
                 + markdown::tableHead(
                     {m_words(HOP101_TEXT("export", "Header")), m_words(HOP101_TEXT("export", "Value"))}));
        for (const http::HeaderField &field : fields.lines)
            part.add(markdown::tableRow(
                {markdown::codeCell(field.name, kMaxValue), markdown::codeCell(field.value, kMaxLine)}));
        part.add("\n");
    }
    void addBody(Part &part, const ReportedExchange &exchange) const
    {
        constexpr std::uint64_t kSearch = 8;
        if (exchange.verdict.state != hop::ExchangeState::Refused)
            return;
        for (std::uint64_t id = exchange.exchange.response.value + 1;
             id <= exchange.exchange.response.value + kSearch; ++id) {
            const hop::Event event = m_reader.event({id});
            if (event.kind != hop::EventKind::Body || event.direction != hop::Direction::FromRight)
                continue;
            const base::Bytes bytes = m_reader.payload(event, 0, kMaxBody);
            const bool isCut = bytes.size() == kMaxBody;
            part.add(markdown::fenced(base::toText(bytes) + (isCut ? "\n…" : ""), "") + '\n');
            return;
        }
    }

    diagram::SequenceSource sequence() const
    {
        return {m_reader, m_source.events, m_source.isWhole, m_source.filter};
    }
    std::string diagramPart() const
    {
        return heading("##", m_words(HOP101_TEXT("export", "Diagram"))) + "```mermaid\n"
            + diagram::mermaidText(sequence(), m_words.translate(), kDiagramUnits) + "```\n\n";
    }

    std::string frameRow(const diagram::Row &row, const hop::Event &event) const
    {
        const diagram::Lane &from = m_layout.lanes[std::size_t(row.fromLeft ? row.left : row.right)];
        const std::string what = row.text.kind
            + (row.text.detail.empty() ? "" : "  " + doctor::shown(row.text.detail, kMaxPayload));
        const std::string sign = event.severity == rules::Severity::None ? "" : mark(event.severity);
        return markdown::tableRow({std::to_string(event.id.value), diagram::timeText(row.time),
                                   row.connection + (row.connection.empty() ? "" : " ")
                                       + markdown::prose(doctor::shown(from.name, 30)),
                                   markdown::codeCell(what, kMaxPayload + 60),
                                   event.wireSize < 0 ? "" : std::to_string(event.wireSize), sign});
    }
    /// Rows of the excerpt, and where it leaves out; without those of the middle that find no room.
    std::string frames()
    {
        m_layout = diagram::layoutOf(m_reader, m_excerpt, m_words.translate());
        std::vector<std::string> rows;
        std::size_t size = 0;
        for (const diagram::Row &row : m_layout.rows) {
            rows.push_back(frameRow(row, m_reader.event(row.event)));
            size += rows.back().size();
        }
        constexpr std::size_t kLeast = 2, kRoomForElisions = 2'500;
        while (size > kFramesBytes - kRoomForElisions && rows.size() > kLeast) {
            const std::size_t middle = rows.size() / 2 - (rows.size() % 2 == 0 ? 1 : 0);
            const bool isBroken = m_layout.rows[middle].severity >= rules::Severity::Warning;
            size -= rows[middle].size();
            m_excerpt.drop(middle, isBroken);
            rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(middle));
            m_layout.rows.erase(m_layout.rows.begin() + static_cast<std::ptrdiff_t>(middle));
        }
        std::string text = heading("##", m_words(HOP101_TEXT("export", "Events")))
            + markdown::tableHead({"#", "ms", m_words(HOP101_TEXT("export", "From")),
                                   m_words(HOP101_TEXT("export", "Event")),
                                   m_words(HOP101_TEXT("export", "Bytes")), ""});
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (m_excerpt.rows[i].leftOut > 0)
                text += markdown::tableRow(
                    {"…", "", "", diagram::leftOutText(m_excerpt.rows[i], m_words.translate()), "", ""});
            text += rows[i];
        }
        return text + '\n';
    }
    std::string findings() const
    {
        if (m_broken.empty())
            return {};
        Part part(kFindingsBytes);
        part.add(heading("##", m_words(HOP101_TEXT("export", "Findings"))) + ruleHead(true));
        std::uint64_t shown = 0;
        for (const base::EventId id : m_broken) {
            std::string rows;
            const hop::Event event = m_reader.event(id);
            for (const hop::Finding &finding : m_reader.findings(id))
                rows += ruleRow(std::to_string(id.value), finding.rule,
                                capture::foundAndExpected(m_reader, finding, event));
            shown += part.add(rows) ? 1 : 0;
        }
        const std::uint64_t rest = m_eventsWithFindings - shown;
        const std::string more = rest == 0 ? std::string()
                                           : '\n'
                + m_words(HOP101_TEXT("export", "… %1 more events with findings"), {diagram::countText(rest)})
                + '\n';
        return part.text() + more + '\n';
    }
    std::string notes() const
    {
        if (m_notes.empty())
            return {};
        Part part(kNotesBytes);
        part.add(heading("##", m_words(HOP101_TEXT("export", "Notes"))));
        for (const capture::Note &note : m_notes) {
            const std::string words = markdown::prose(doctor::shown(note.text, kMaxNote));
            part.add("- " + m_words(HOP101_TEXT("export", "Event")) + ' ' + std::to_string(note.event.value)
                     + (note.isBookmarked ? " ★" : "") + (words.empty() ? "" : ": " + words) + '\n');
        }
        return part.text() + cut(part);
    }

    const ExportSource &m_source;
    const capture::Reader &m_reader;
    const ReportWords m_words;
    ExportRun &m_run;
    diagram::Excerpt m_excerpt;
    diagram::SequenceLayout m_layout;
    std::vector<base::EventId> m_broken;
    std::uint64_t m_eventsWithFindings = 0;
    std::vector<capture::Note> m_notes;
};

} // namespace

bool writeMarkdownReport(const ExportSource &source, const ExportOptions &options, ExportRun &run)
{
    return Report(source, options, run).write();
}

} // namespace hop101::formats

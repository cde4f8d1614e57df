// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/plaintext.h"

#include "core/base/text.h"
#include "core/diagram/quantitytext.h"
#include "core/formats/reportfacts.h"

namespace hop101::formats {
namespace {

constexpr std::size_t kMaxExchanges = 20;
constexpr std::size_t kMaxHops = 10'000;
constexpr std::size_t kMaxTitle = 300;
constexpr std::size_t kMaxNote = 2000;
constexpr int kNumberWidth = 7, kTimeWidth = 12;

std::string rightAligned(const std::string &text, int width)
{
    // Groups are parted by a narrow space of three bytes.
    int characters = 0;
    for (const char c : text)
        characters += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
    return std::string(characters < width ? static_cast<std::size_t>(width - characters) : 0, ' ') + text;
}

/// Line by line, nothing in them obeyed.
std::string indented(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out += "    " + doctor::shown(text.substr(0, end), kMaxNote) + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

class PlainText
{
public:
    PlainText(const ExportSource &source, const ExportOptions &options, ExportRun &run)
        : m_source(source), m_reader(source.reader), m_words(options.translate), m_run(run),
          m_hasManyHops(source.reader.hops().size() > 1),
          m_hasNotes(!source.reader.notes({1}, {source.reader.eventCount()}, 1, 1).empty())
    { }

    bool write()
    {
        if (!m_run.write(head()))
            return false;
        m_source.events([this](const hop::Event &event) { return m_run.write(row(event)) && m_run.next(); });
        return m_run.isGoing();
    }

private:
    std::string head() const
    {
        const ReportFacts facts = reportFacts(m_source, hopsOf(m_source, kMaxHops), kMaxExchanges, m_words);
        std::string text;
        if (!facts.title.empty())
            text += doctor::shown(facts.title, kMaxTitle) + '\n';
        text += m_words(HOP101_TEXT("export", "Recorded %1 by %2"),
                        {facts.created, doctor::shown(facts.creator, 60)})
            + '\n';
        for (std::size_t i = 0; i < facts.parties.size(); ++i)
            text += (i > 0 ? " → " : "") + doctor::shown(facts.parties[i], kMaxTitle);
        text += '\n' + counts(facts.allEvents) + '\n';
        if (!facts.damage.empty())
            text += doctor::shown(facts.damage, 1000) + '\n';
        for (const ReportedExchange &exchange : facts.exchanges)
            text += outcome(exchange.diagnosis, facts.exchanges.size() > 1 ? &exchange : nullptr);
        if (facts.failure)
            text += outcome(*facts.failure, nullptr);
        if (facts.moreExchanges > 0)
            text += '\n'
                + m_words(HOP101_TEXT("export", "… %1 more exchanges"),
                          {diagram::countText(facts.moreExchanges)})
                + '\n';
        return text + '\n';
    }
    std::string counts(std::uint64_t all) const
    {
        if (m_source.isWhole)
            return m_words(HOP101_TEXT("export", "%1 events"), {diagram::countText(all)});
        const std::string part =
            m_words(HOP101_TEXT("export", "A part of %1 events"), {diagram::countText(all)});
        return m_source.filter.empty() ? part : part + ": " + doctor::shown(m_source.filter, kMaxTitle);
    }
    std::string outcome(const doctor::Diagnosis &diagnosis, const ReportedExchange *named) const
    {
        std::string text = "\n";
        if (named)
            text += m_words(HOP101_TEXT("export", "Exchange %1"), {std::to_string(named->exchange.id.value)})
                + (named->url.empty() ? "" : ", " + doctor::shown(named->url, kMaxTitle)) + ": ";
        text += diagnosis.lead + ' ' + diagnosis.sentence + '\n';
        if (!diagnosis.detail.empty())
            text += diagnosis.detail + '\n';
        for (const doctor::Fix &fix : diagnosis.fixes)
            text += fix.title + '\n' + indented(fix.text);
        return text;
    }
    std::string row(const hop::Event &event) const
    {
        const diagram::RowText words =
            diagram::rowText(m_reader, event, m_words.translate(), diagram::Detail::Full);
        std::string line = rightAligned(std::to_string(event.id.value), kNumberWidth)
            + rightAligned(diagram::timeText(event.time), kTimeWidth) + " ms  ";
        if (m_hasManyHops)
            line += '#' + std::to_string(event.hop.value) + ' ';
        line += event.direction == hop::Direction::FromLeft ? "→ " : "← ";
        line += words.kind + (words.detail.empty() ? "" : "  " + words.detail) + '\n';
        return line + findings(event) + note(event);
    }
    std::string findings(const hop::Event &event) const
    {
        std::string text;
        if (event.severity == rules::Severity::None)
            return text;
        for (const hop::Finding &finding : m_reader.findings(event.id)) {
            const rules::RuleInfo &rule = rules::info(finding.rule);
            const char *mark = rule.severity == rules::Severity::Error ? "✗ "
                : rule.severity == rules::Severity::Warning            ? "! "
                                                                       : "i ";
            text += margin() + mark + m_words.rule(rule.title) + ": " + m_words.rule(rule.meaning) + "  ("
                + rule.section + ")\n";
        }
        return text;
    }
    std::string note(const hop::Event &event) const
    {
        const auto note = m_hasNotes ? m_reader.note(event.id) : std::nullopt;
        if (!note)
            return {};
        const std::string words = doctor::shown(note->text, kMaxNote);
        return margin() + (note->isBookmarked ? "★ " : "✎ ") + words + '\n';
    }
    static std::string margin() { return std::string(kNumberWidth + kTimeWidth + 7, ' '); }

    const ExportSource &m_source;
    const capture::Reader &m_reader;
    const ReportWords m_words;
    ExportRun &m_run;
    const bool m_hasManyHops;
    const bool m_hasNotes;
};

} // namespace

bool writePlainText(const ExportSource &source, const ExportOptions &options, ExportRun &run)
{
    return PlainText(source, options, run).write();
}

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/pcap/pcapngcomments.h"

#include "core/base/text.h"
#include "core/capture/content.h"

#include <algorithm>
#include <limits>

namespace hop101::formats::pcap {
namespace {

constexpr std::size_t kNotesAhead = 64;
constexpr std::size_t kNoteBytes = 8000;

} // namespace

std::vector<std::string> PcapngComments::of(const hop::Event &event)
{
    std::vector<std::string> comments;
    if (event.severity != rules::Severity::None)
        addFindings(event, comments);
    addNote(event.id, comments);
    return comments;
}

void PcapngComments::addFindings(const hop::Event &event, std::vector<std::string> &to) const
{
    for (const hop::Finding &finding : m_reader.findings(event.id, event.id, kMaxFindingComments)) {
        const rules::RuleInfo &rule = rules::info(finding.rule);
        const std::string meaning = m_translate ? m_translate("rule", rule.meaning) : rule.meaning;
        const auto [found, expected] = capture::foundAndExpected(m_reader, finding, event);
        std::string text = std::string(rules::severityName(rule.severity)) + " (" + rule.id + ", "
            + rule.section + "): " + meaning;
        if (!found.empty())
            text += " Found: " + found;
        if (!expected.empty())
            text += (found.empty() ? " Expected: " : "; expected: ") + expected;
        to.push_back(std::move(text));
    }
}

void PcapngComments::addNote(base::EventId event, std::vector<std::string> &to)
{
    if (event.value > m_knownTo) {
        const base::EventId last{std::numeric_limits<std::int64_t>::max()};
        m_notes = m_reader.notes(event, last, kNotesAhead, kNoteBytes);
        m_knownTo = m_notes.size() < kNotesAhead ? last.value : m_notes.back().event.value;
    }
    const auto note = std::ranges::find(m_notes, event, &capture::Note::event);
    if (note == m_notes.end())
        return;
    to.push_back(note->text.empty() ? std::string("bookmarked") : "note: " + note->text);
}

} // namespace hop101::formats::pcap

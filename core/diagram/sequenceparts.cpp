// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/sequenceparts.h"

#include "core/base/text.h"
#include "core/diagram/quantitytext.h"
#include "core/diagram/textwidth.h"
#include "core/diagram/visibletext.h"

namespace hop101::diagram {
namespace {

constexpr int kLabelColumns = 100; ///< of the detail: wider makes a picture that nobody can read
constexpr std::size_t kNoteCharacters = 200;
constexpr std::size_t kFilterCharacters = 200;

std::string replaced(std::string text, const char *place, const std::string &value)
{
    if (const auto at = text.find(place); at != std::string::npos)
        text.replace(at, 2, value);
    return text;
}

class Parts
{
public:
    Parts(const SequenceSource &source, Translate translate) : m_reader(source.reader), m_translate(translate)
    { }

    std::string scope(const SequenceSource &source, std::uint64_t shown) const
    {
        if (source.isWhole)
            return {};
        const std::string counts =
            replaced(replaced(word(HOP101_TEXT("excerpt", "%1 of %2 events")), "%1", countText(shown)), "%2",
                     countText(m_reader.eventCount()));
        return source.filter.empty() ? counts : counts + ": " + visible(source.filter, kFilterCharacters);
    }
    SequenceRow row(const Row &row, const Excerpt::Row &chosen) const
    {
        SequenceRow made{row.left, row.right, row.fromLeft, false, row.style, label(row), {}, {}, {}, false};
        made.isSeam = row.isSeam && m_reader.event(row.event).kind == hop::EventKind::ProtocolSwitched;
        if (chosen.leftOut > 0)
            made.leftOut = leftOutText(chosen, m_translate);
        if (row.silenceBefore)
            made.silence = replaced(word(HOP101_TEXT("excerpt", "%1 of silence")), "%1",
                                    durationText(*row.silenceBefore));
        made.isBroken = row.severity == rules::Severity::Error || row.severity == rules::Severity::Warning;
        if (!row.findingTitle.empty())
            made.remarks.push_back(mark(row.severity) + row.findingTitle);
        if (row.hasNote)
            made.remarks.push_back(note(row.event));
        return made;
    }

private:
    std::string word(const char *text) const
    {
        return m_translate ? m_translate("excerpt", text) : std::string(text);
    }
    static std::string visible(std::string_view text, std::size_t limit)
    {
        return visibleText(base::asBytes(text), limit);
    }
    static std::string mark(rules::Severity severity)
    {
        return severity == rules::Severity::Error ? "✗ " : severity == rules::Severity::Warning ? "⚠ " : "ℹ ";
    }
    static std::string label(const Row &row)
    {
        std::string text = '+' + timeText(row.time) + " ms";
        for (const std::string &part : {row.connection, row.text.kind}) {
            if (!part.empty())
                text += " · " + elidedTo(part, kLabelColumns, "…");
        }
        if (!row.text.detail.empty())
            text += " · " + elidedTo(row.text.detail, kLabelColumns, "…");
        if (row.roundTrip)
            text += " ↩ " + timeText(*row.roundTrip) + " ms";
        return text + (row.isBookmarked ? " ★" : "");
    }
    std::string note(base::EventId event) const
    {
        const auto notes = m_reader.notes(event, event, 1, 4 * kNoteCharacters);
        return notes.empty() ? std::string() : "✎ " + visible(notes.front().text, kNoteCharacters);
    }

    const capture::Reader &m_reader;
    const Translate m_translate;
};

} // namespace

SequenceParts partsOf(const SequenceSource &source, const Excerpt &excerpt, Translate translate)
{
    const SequenceLayout layout = layoutOf(source.reader, excerpt, translate);
    const Parts parts(source, translate);
    SequenceParts made{layout.lanes, {}, parts.scope(source, excerpt.total)};
    made.rows.reserve(layout.rows.size());
    for (std::size_t i = 0; i < layout.rows.size() && i < excerpt.rows.size(); ++i)
        made.rows.push_back(parts.row(layout.rows[i], excerpt.rows[i]));
    return made;
}

} // namespace hop101::diagram

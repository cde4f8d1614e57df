// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagram/excerpt.h"

#include "core/base/text.h"
#include "core/diagram/quantitytext.h"

#include <cassert>
#include <deque>

namespace hop101::diagram {
namespace {

bool isBroken(const hop::Event &event) noexcept
{
    return event.severity == rules::Severity::Error || event.severity == rules::Severity::Warning;
}

/// What a reader looks for between the start and the end.
bool isMarked(const hop::Event &event) noexcept
{
    switch (event.kind) {
    case hop::EventKind::RequestHead:
    case hop::EventKind::ResponseHead:
    case hop::EventKind::ProtocolSwitched:
    case hop::EventKind::Closed:
    case hop::EventKind::Failed:
    case hop::EventKind::Gap:
        return true;
    case hop::EventKind::Frame:
        return event.opcode() == websocket::Opcode::Close || isBroken(event);
    default:
        return isBroken(event);
    }
}

/// Events go through the tail; what falls out of it is marked and kept, or left out.
class Chooser
{
public:
    explicit Chooser(const ExcerptLimits &limits) : m_limits(limits) { }

    void take(const hop::Event &event)
    {
        ++m_excerpt.total;
        if (m_excerpt.rows.size() < m_limits.first && m_tail.empty()) {
            m_excerpt.rows.push_back({event.id});
            return;
        }
        m_tail.push_back({event.id, isBroken(event), isMarked(event)});
        if (m_tail.size() > m_limits.last)
            leaveTail();
    }
    Excerpt finish()
    {
        for (const Waiting &waiting : m_tail)
            keep(waiting);
        return std::move(m_excerpt);
    }

private:
    struct Waiting
    {
        base::EventId event;
        bool isBroken = false;
        bool isMarked = false;
    };
    void leaveTail()
    {
        const Waiting waiting = m_tail.front();
        m_tail.pop_front();
        if (waiting.isMarked && m_kept < m_limits.marked) {
            ++m_kept;
            keep(waiting);
        } else {
            ++m_leftOut;
            m_leftOutBroken += waiting.isBroken ? 1 : 0;
        }
    }
    void keep(const Waiting &waiting)
    {
        m_excerpt.rows.push_back({waiting.event, m_leftOut, m_leftOutBroken});
        m_leftOut = m_leftOutBroken = 0;
    }

    const ExcerptLimits m_limits;
    Excerpt m_excerpt;
    std::deque<Waiting> m_tail;
    std::size_t m_kept = 0;
    std::uint64_t m_leftOut = 0, m_leftOutBroken = 0;
};

std::string replaced(std::string text, const char *place, const std::string &value)
{
    if (const auto at = text.find(place); at != std::string::npos)
        text.replace(at, 2, value);
    return text;
}

} // namespace

void Excerpt::drop(std::size_t row, bool isBroken)
{
    assert(row + 1 < rows.size());
    Row &after = rows[row + 1];
    after.leftOut += rows[row].leftOut + 1;
    after.leftOutBroken += rows[row].leftOutBroken + (isBroken ? 1 : 0);
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(row));
}

Excerpt excerptOf(const Events &events, const ExcerptLimits &limits)
{
    assert(limits.last > 0); // else what is left out at the end would stand nowhere
    Chooser chooser(limits);
    events([&chooser](const hop::Event &event) {
        chooser.take(event);
        return true;
    });
    return chooser.finish();
}

SequenceLayout layoutOf(const capture::Reader &reader, const Excerpt &excerpt, Translate translate)
{
    std::vector<base::EventId> events;
    events.reserve(excerpt.rows.size());
    for (const Excerpt::Row &row : excerpt.rows)
        events.push_back(row.event);
    SequenceLayout layout = SequenceLayout::build(reader, events, {}, 0, excerpt.total, translate);
    for (std::size_t i = 0; i < layout.rows.size() && i < excerpt.rows.size(); ++i) {
        if (excerpt.rows[i].leftOut > 0)
            layout.rows[i].silenceBefore.reset();
    }
    return layout;
}

std::string leftOutText(const Excerpt::Row &row, Translate translate)
{
    const auto word = [translate](const char *text) {
        return translate ? translate("excerpt", text) : std::string(text);
    };
    const std::string count = countText(row.leftOut);
    if (row.leftOutBroken > 0)
        return replaced(
            replaced(word(HOP101_TEXT("excerpt", "… %1 more events, %2 of them with findings")), "%1", count),
            "%2", countText(row.leftOutBroken));
    if (row.leftOut == 1)
        return word(HOP101_TEXT("excerpt", "… 1 more event"));
    return replaced(word(HOP101_TEXT("excerpt", "… %1 more events")), "%1", count);
}

} // namespace hop101::diagram

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/picturepages.h"

#include "core/base/text.h"
#include "core/diagram/visibletext.h"
#include "core/doctor/diagnosis.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

namespace hop101::formats {

namespace {

constexpr std::size_t kAbove = 4; // rows read above the first, so that a round trip keeps its partner
constexpr std::size_t kMaxTitle = 200;

std::string visible(const std::string &text)
{
    return diagram::visibleText(base::asBytes(text), kMaxTitle);
}

/// "12,340".
std::string grouped(std::uint64_t value)
{
    std::string text = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), "\u202F");
    return text;
}

std::string filled(std::string pattern, std::initializer_list<std::string> values)
{
    int number = 1;
    for (const std::string &value : values) {
        const std::string place = "%" + std::to_string(number++);
        if (const auto at = pattern.find(place); at != std::string::npos)
            pattern.replace(at, place.size(), value);
    }
    return pattern;
}

std::string dateOf(std::chrono::system_clock::time_point time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    std::array<char, 32> text{};
    if (seconds <= 0 || !gmtime_r(&seconds, &parts))
        return {};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", &parts)};
}

std::uint64_t countOf(const ExportSource &source)
{
    if (source.isWhole)
        return source.eventCount;
    std::uint64_t count = 0;
    source.events([&count](const hop::Event &) { return ++count > 0; });
    return count;
}

/// As it is called; else where it went; else as its file is called.
std::string titleOf(const capture::Reader &reader, const std::string &captureName)
{
    if (const std::string title = reader.info().title; !title.empty())
        return visible(title);
    for (const auto &hop : reader.hops()) {
        if (!hop.url.empty())
            return visible(hop.url);
    }
    return visible(captureName);
}

/// As over the verdict pane.
diagram::Token inkOf(hop::ExchangeState state)
{
    if (state == hop::ExchangeState::Waiting || state == hop::ExchangeState::Tunnelled)
        return diagram::Token::Text;
    return state == hop::ExchangeState::Upgraded ? diagram::Token::Holds : diagram::Token::Broken;
}

} // namespace

/// Collects the events of a page and hands it on.
class PicturePages::Cutter
{
public:
    Cutter(const PicturePages &pages, std::uint64_t rowsPerPage,
           const std::function<bool(const PicturePage &)> &draw)
        : m_pages(pages), m_rowsPerPage(rowsPerPage), m_draw(draw)
    { }

    bool add(base::EventId event)
    {
        m_events.push_back(event);
        return m_events.size() < m_above + m_rowsPerPage || flush();
    }
    bool finish() { return m_number > 1 && m_events.size() <= m_above ? true : flush(); }

private:
    bool flush()
    {
        const ExportSource &source = m_pages.m_source;
        PicturePage page;
        page.firstRow = m_firstRow;
        page.rowCount = m_events.size() - m_above;
        page.number = m_number++;
        page.pageCount = std::max(m_pages.pageCount(m_rowsPerPage), page.number);
        page.layout = diagram::SequenceLayout::build(source.reader, m_events, m_before, m_firstRow - m_above,
                                                     m_pages.m_rowCount, m_pages.m_translate);
        page.heading = m_pages.m_heading;
        page.heading.facts = m_pages.factsOf(page.firstRow, page.rowCount);
        if (page.pageCount > 1)
            page.heading.place = std::to_string(page.number) + " / " + std::to_string(page.pageCount);
        m_firstRow += page.rowCount;
        keepLast();
        return m_draw(page);
    }
    void keepLast()
    {
        const std::size_t kept = std::min(kAbove, m_events.size());
        if (m_events.size() > kept)
            m_before = m_events[m_events.size() - kept - 1];
        m_events.erase(m_events.begin(), m_events.end() - static_cast<std::ptrdiff_t>(kept));
        m_above = kept;
    }

    const PicturePages &m_pages;
    std::uint64_t m_rowsPerPage;
    const std::function<bool(const PicturePage &)> &m_draw;
    std::vector<base::EventId> m_events; ///< those above the page, then its own
    std::size_t m_above = 0;
    base::EventId m_before;
    std::uint64_t m_firstRow = 0;
    std::uint64_t m_number = 1;
};

PicturePages::PicturePages(const ExportSource &source, std::string captureName, diagram::Translate translate)
    : m_source(source), m_captureName(std::move(captureName)), m_translate(translate),
      m_rowCount(countOf(source))
{
    m_heading.title = titleOf(source.reader, m_captureName);
    readVerdict();
}

/// The sentence of the verdict, where there is one exchange that the picture is about. A tunnel is the way to
/// it.
void PicturePages::readVerdict()
{
    std::vector<hop::Exchange> exchanges = m_source.reader.exchanges();
    const auto isTunnel = [](const hop::Exchange &each) {
        return each.state == hop::ExchangeState::Tunnelled;
    };
    if (!std::ranges::all_of(exchanges, isTunnel))
        std::erase_if(exchanges, isTunnel);
    if (exchanges.empty() || diagram::hasParallelHops(m_source.reader))
        return;
    const hop::Exchange &first = exchanges.front();
    const bool isOnly = std::none_of(exchanges.begin() + 1, exchanges.end(),
                                     [&first](const hop::Exchange &each) { return each.hop == first.hop; });
    if (!isOnly)
        return;
    const diagram::Translate translate = m_translate;
    const doctor::Diagnosis diagnosis =
        doctor::diagnose(m_source.reader, first, [translate](const char *text) {
            return translate ? translate("doctor", text) : std::string(text);
        });
    m_heading.lead = diagnosis.lead;
    m_heading.sentence = diagnosis.sentence;
    m_heading.leadInk = inkOf(first.state);
}

std::string PicturePages::words(const char *text) const
{
    return m_translate ? m_translate("picture", text) : text;
}

std::uint64_t PicturePages::pageCount(std::uint64_t rowsPerPage) const noexcept
{
    return std::max<std::uint64_t>((m_rowCount + rowsPerPage - 1) / rowsPerPage, 1);
}

std::size_t PicturePages::laneCount() const
{
    return diagram::SequenceLayout::build(m_source.reader, 0, 0).lanes.size();
}

std::string PicturePages::factsOf(std::uint64_t firstRow, std::uint64_t rows) const
{
    const std::string name = visible(m_captureName);
    std::vector<std::string> parts{name == m_heading.title ? std::string() : name,
                                   dateOf(m_source.reader.info().created)};
    if (rows == m_rowCount)
        parts.push_back(filled(words(HOP101_TEXT("picture", "%1 events")), {grouped(rows)}));
    else
        parts.push_back(filled(words(HOP101_TEXT("picture", "events %1 to %2 of %3")),
                               {grouped(firstRow + 1), grouped(firstRow + rows), grouped(m_rowCount)}));
    if (!m_source.filter.empty())
        parts.push_back(filled(words(HOP101_TEXT("picture", "filter: %1")), {visible(m_source.filter)}));
    else if (!m_source.isWhole)
        parts.push_back(words(HOP101_TEXT("picture", "a selection")));
    std::string facts;
    for (const std::string &part : parts) {
        if (!part.empty())
            facts += (facts.empty() ? "" : "  ·  ") + part;
    }
    return facts;
}

bool PicturePages::forEach(std::uint64_t rowsPerPage, ExportRun &run,
                           const std::function<bool(const PicturePage &)> &draw) const
{
    Cutter cutter(*this, std::max<std::uint64_t>(rowsPerPage, 1), draw);
    bool isGoing = true;
    m_source.events([&](const hop::Event &event) {
        isGoing = cutter.add(event.id) && run.next();
        return isGoing;
    });
    return isGoing && cutter.finish() && run.isGoing();
}

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/reportfacts.h"

#include "core/base/text.h"
#include "core/capture/content.h"
#include "core/diagram/sequencelayout.h"

#include <algorithm>
#include <ctime>
#include <set>

namespace hop101::formats {
namespace {

std::string utcText(std::chrono::system_clock::time_point time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    char text[40] = "";
    if (gmtime_r(&seconds, &parts))
        std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &parts);
    return text;
}

doctor::Translate inContext(diagram::Translate translate, const char *context)
{
    return [translate, context](const char *text) {
        return translate ? translate(context, text) : std::string(text);
    };
}

const capture::Hop *hopOf(const capture::Reader &reader, base::HopId id)
{
    const auto found = std::ranges::find(reader.hops(), id, &capture::Hop::id);
    return found == reader.hops().end() ? nullptr : &*found;
}

ReportedExchange reported(const capture::Reader &reader, const hop::Exchange &exchange,
                          const ReportWords &words)
{
    const capture::Hop *hop = hopOf(reader, exchange.hop);
    return {exchange,
            hop ? hop->url : std::string(),
            capture::verdictOf(reader, exchange),
            doctor::diagnose(reader, exchange, words.doctor()),
            exchange.request ? capture::requestHead(reader, reader.event(exchange.request)) : std::nullopt,
            exchange.response ? capture::responseHead(reader, reader.event(exchange.response))
                              : std::nullopt};
}

/// Of a connection that never came to a request: its first event that failed.
std::optional<doctor::Diagnosis> failureOf(const capture::Reader &reader, const ReportWords &words)
{
    constexpr std::uint64_t kSearch = 1000;
    for (std::uint64_t id = 1; id <= std::min(reader.eventCount(), kSearch); ++id) {
        const hop::Event event = reader.event({id});
        if (event.kind == hop::EventKind::Failed)
            return doctor::diagnoseFailure(static_cast<hop::FailStage>(event.code), reader.signalText(event),
                                           words.doctor());
    }
    return std::nullopt;
}

/// A lane is named once, however many sessions it spoke in.
std::vector<std::string> partiesOf(const capture::Reader &reader)
{
    std::vector<std::string> names;
    for (const diagram::Lane &lane : diagram::SequenceLayout::build(reader, 0, 1).lanes)
        names.push_back(lane.name + (lane.address.empty() ? "" : " (" + lane.address + ')'));
    return names;
}

} // namespace

ReportWords::ReportWords(diagram::Translate of)
    : m_translate(of), m_own(inContext(of, "export")), m_doctor(inContext(of, "doctor"))
{ }

std::string ReportWords::operator()(const char *text, std::initializer_list<std::string> values) const
{
    return doctor::Words(m_own)(text, values);
}

std::string ReportWords::rule(const char *text) const
{
    return m_translate ? m_translate("rule", text) : std::string(text);
}

ReportFacts reportFacts(const ExportSource &source, const std::vector<base::HopId> &hops,
                        std::size_t maxExchanges, const ReportWords &words)
{
    const capture::Reader &reader = source.reader;
    const capture::CaptureInfo info = reader.info();
    ReportFacts facts;
    facts.title = info.title;
    facts.creator = info.creator;
    facts.created = utcText(info.created);
    facts.parties = partiesOf(reader);
    facts.allEvents = reader.eventCount();
    if (reader.damage())
        facts.damage = capture::describe(*reader.damage());
    for (const hop::Exchange &exchange : reader.exchanges()) {
        if (!hops.empty() && std::ranges::find(hops, exchange.hop) == hops.end())
            continue;
        if (facts.exchanges.size() < maxExchanges)
            facts.exchanges.push_back(reported(reader, exchange, words));
        else
            ++facts.moreExchanges;
    }
    if (facts.exchanges.empty())
        facts.failure = failureOf(reader, words);
    if (facts.title.empty() && !facts.exchanges.empty())
        facts.title = facts.exchanges.front().url;
    for (const capture::Hop &hop : reader.hops()) {
        if (facts.title.empty()) // of a relay the first has none
            facts.title = hop.url;
    }
    return facts;
}

std::vector<base::HopId> hopsOf(const ExportSource &source, std::size_t limit)
{
    std::set<base::HopId> seen;
    if (source.isWhole || source.reader.hops().size() < 2)
        return {};
    source.events([&](const hop::Event &event) {
        seen.insert(event.hop);
        return seen.size() < limit;
    });
    return {seen.begin(), seen.end()};
}

} // namespace hop101::formats

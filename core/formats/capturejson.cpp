// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/capturejson.h"

#include "core/formats/eventjson.h"
#include "core/formats/exchangejson.h"

#include <array>
#include <ctime>

namespace hop101::formats {
namespace {

using Sink = std::function<bool(std::string_view)>;

/// "2026-11-22T10:42:07Z"
std::string utcText(std::chrono::system_clock::time_point time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    char text[32] = "";
    if (gmtime_r(&seconds, &parts))
        std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

Json partiesJson(const capture::Reader &reader)
{
    Json list = Json::array();
    for (const capture::Party &party : reader.parties())
        list.push_back({{"party", party.id.value},
                        {"session", party.session.value},
                        {"name", party.name},
                        {"address", party.address}});
    return list;
}

Json hopsJson(const capture::Reader &reader)
{
    Json list = Json::array();
    for (const capture::Hop &hop : reader.hops())
        list.push_back({{"hop", hop.id.value},
                        {"session", hop.session.value},
                        {"left", hop.left.value},
                        {"right", hop.right.value},
                        {"url", hop.url}});
    return list;
}

Json sessionsJson(const capture::Reader &reader)
{
    Json list = Json::array();
    for (const capture::Session &session : reader.sessions())
        list.push_back({{"session", session.id.value},
                        {"title", session.title},
                        {"creator", session.creator},
                        {"created", utcText(session.created)},
                        {"firstNs", session.firstTime.count()},
                        {"firstEvent", session.firstEvent.value},
                        {"complete", session.isComplete}});
    return list;
}

Json headJson(const capture::Reader &reader)
{
    const capture::CaptureInfo info = reader.info();
    Json json = {
        {"creator", info.creator},
        {"title", info.title},
        {"created", utcText(info.created)},
        {"complete", info.isComplete},
        {"damage", reader.damage() ? Json(capture::describe(*reader.damage())) : Json()},
        {"format", info.format},
        {"eventCount", reader.eventCount()},
        {"sessions", sessionsJson(reader)},
        {"parties", partiesJson(reader)},
        {"hops", hopsJson(reader)},
        {"exchanges", Json::array()},
    };
    for (const hop::Exchange &exchange : reader.exchanges())
        json["exchanges"].push_back(exchangeSummary(reader, exchange));
    return json;
}

/// Page by page.
void visitRange(const capture::Reader &reader, base::EventId from, base::EventId to,
                const std::function<bool(const hop::Event &)> &visit)
{
    std::array<hop::Event, 256> page;
    for (std::uint64_t next = std::max<std::uint64_t>(from.value, 1); next <= to.value;) {
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

bool writeEvents(const capture::Reader &reader, const EventSource &events, const Sink &sink)
{
    bool isFirst = true;
    bool isWritten = true;
    events([&](const hop::Event &event) {
        isWritten = sink((isFirst ? "\n    " : ",\n    ") + write(eventJson(reader, event), -1));
        isFirst = false;
        return isWritten;
    });
    return isWritten && sink(isFirst ? "]" : "\n  ]");
}

} // namespace

bool writeCaptureJson(const capture::Reader &reader, base::EventId from, base::EventId to, const Sink &sink)
{
    return writeCaptureJson(
        reader, [&](const auto &visit) { visitRange(reader, from, to, visit); }, {}, sink);
}

bool writeCaptureJson(const capture::Reader &reader, const EventSource &events, const std::string &filter,
                      const Sink &sink)
{
    Json json = headJson(reader);
    if (!filter.empty())
        json["filter"] = filter;
    std::string head = write(json);
    // Opens the object again, so that the events can follow one by one.
    head.erase(head.rfind("\n}"));
    return sink(head + ",\n  \"events\": [") && writeEvents(reader, events, sink) && sink("\n}\n");
}

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/redactionjson.h"

#include "core/formats/json.h"

namespace hop101::formats {

namespace {

Json idOrNull(std::uint64_t id)
{
    return id == 0 ? Json(nullptr) : Json(id);
}

Json itemOf(const capture::Redaction &item)
{
    Json json;
    json["event"] = idOrNull(item.event.value);
    json["hop"] = idOrNull(item.hop.value);
    json["from"] = item.event ? Json(item.direction == hop::Direction::FromLeft ? "left" : "right") : Json();
    json["place"] = capture::nameOf(item.place);
    json["name"] = item.name;
    json["count"] = item.count;
    json["bytes"] = item.bytes;
    return json;
}

} // namespace

std::string redactionJson(const capture::RedactionReport &report, bool isPreview, const std::string &copy)
{
    Json json;
    json["preview"] = isPreview;
    json["output"] = copy.empty() ? Json(nullptr) : Json(copy);
    json["secrets"] = report.count;
    json["bytes"] = report.bytes;
    Json places = Json::object();
    for (std::size_t i = 0; i < capture::kRedactionPlaces; ++i) {
        if (report.countAt[i] > 0)
            places[capture::nameOf(static_cast<capture::RedactionPlace>(i))] = report.countAt[i];
    }
    json["places"] = std::move(places);
    json["events"] = report.events;
    json["recompressedFrames"] = report.recompressed;
    json["changedEvents"] = report.changedEvents;
    Json changed = Json::array();
    for (const base::EventId event : report.changed)
        changed.push_back(event.value);
    json["firstChangedEvents"] = std::move(changed);
    json["partial"] = report.isPartial;
    Json items = Json::array();
    for (const capture::Redaction &item : report.items)
        items.push_back(itemOf(item));
    json["items"] = std::move(items);
    json["moreItems"] = report.isCut;
    return write(json) + '\n';
}

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/configjson.h"

#include "core/doctor/config/edits.h"

namespace hop101::formats {
namespace {

using namespace doctor::config;

const char *word(Weight weight)
{
    return weight == Weight::Loses ? "loses" : weight == Weight::Warns ? "warns" : "notes";
}

Json placeJson(const Tree &tree, const Place &at)
{
    return {{"file", tree.files[at.file].path}, {"line", at.line}, {"column", at.column}};
}

Json defectsJson(const Tree &tree, const std::vector<Defect> &defects)
{
    Json list = Json::array();
    for (const Defect &defect : defects)
        list.push_back(
            {{"id", defect.id}, {"at", placeJson(tree, defect.at)}, {"sentence", defect.sentence}});
    return list;
}

Json causeJson(const Tree &tree, const Cause &cause)
{
    return {{"id", cause.id},
            {"weight", word(cause.weight)},
            {"at", placeJson(tree, cause.at)},
            {"sentence", cause.sentence},
            {"hasFix", !cause.edits.empty()}};
}

Json proxyPlaceJson(const Tree &tree, const ProxyPlace &place)
{
    Json causes = Json::array();
    std::vector<Edit> edits;
    for (const Cause &cause : place.causes) {
        causes.push_back(causeJson(tree, cause));
        if (cause.weight == Weight::Loses)
            edits.insert(edits.end(), cause.edits.begin(), cause.edits.end());
    }
    Json json = {{"title", place.title},
                 {"backend", place.backend},
                 {"at", placeJson(tree, place.at)},
                 {"passes", place.passes()},
                 {"isMeantForHttp", place.isMeantForHttp},
                 {"causes", causes}};
    json["corrected"] = edits.empty() ? Json(nullptr) : Json(corrected(tree, place.block, edits));
    Json more = Json::array();
    for (const ElsewhereEdit &edit : elsewhere(tree, place.block, edits))
        more.push_back({{"at", placeJson(tree, edit.at)}, {"text", edit.text}});
    json["elsewhere"] = more;
    return json;
}

} // namespace

Json configJson(const Report &report)
{
    Json files = Json::array();
    for (const File &file : report.tree.files)
        files.push_back(file.path);
    Json places = Json::array();
    for (const ProxyPlace &place : report.places)
        places.push_back(proxyPlaceJson(report.tree, place));
    return {{"product", doctor::config::word(report.product)},
            {"version", report.version.text()},
            {"versionAssumed", !report.isVersionKnown},
            {"files", files},
            {"lost", report.isLost()},
            {"defects", defectsJson(report.tree, report.tree.defects)},
            {"unread", defectsJson(report.tree, report.tree.unread)},
            {"places", places},
            {"asked", report.asked ? causeJson(report.tree, *report.asked) : Json(nullptr)},
            {"diff", unifiedDiff(report.tree, report.repairs())}};
}

} // namespace hop101::formats

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/jsonvalue.h"
#include "core/formats/importstage.h"
#include "core/formats/json.h"

namespace hop101::formats {

std::string transportOf(const ImportMark &mark, bool isSecure, const std::string &before)
{
    Json json = capture::jsonFrom(base::asBytes(before)).value_or(Json());
    if (!json.is_object())
        json = {{"tls", isSecure}};
    json["import"] = {{"format", mark.format}, {"file", mark.file}, {"madeUp", mark.madeUp}};
    return write(json, -1);
}

std::optional<ImportMark> importMark(const capture::Hop &hop)
{
    const auto json = capture::jsonFrom(base::asBytes(hop.transport));
    if (!json || !json->is_object() || !json->contains("import") || !(*json)["import"].is_object())
        return std::nullopt;
    const capture::JsonValue &kept = (*json)["import"];
    const auto text = [&kept](const char *name) {
        const auto found = kept.find(name);
        return found != kept.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    ImportMark mark{text("format"), text("file"), {}};
    if (!kept.contains("madeUp") || !kept["madeUp"].is_array())
        return mark;
    for (const auto &what : kept["madeUp"])
        if (what.is_string())
            mark.madeUp.push_back(what.get<std::string>());
    return mark;
}

} // namespace hop101::formats

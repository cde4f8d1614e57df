// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/json.h"

#include "core/websocket/utf8.h"

namespace hop101::formats {

std::string write(const Json &json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

void addBytes(Json &object, base::ByteSpan bytes)
{
    if (websocket::isUtf8(bytes))
        object["text"] = base::toText(bytes);
    else
        object["base64"] = base::toBase64(bytes);
}

} // namespace hop101::formats

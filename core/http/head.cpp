// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/head.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace hop101::http {
namespace {

auto isNamed(std::string_view name)
{
    return [name](const HeaderField &field) { return base::equalsIgnoringCase(field.name, name); };
}

} // namespace

const HeaderField *HeaderFields::find(std::string_view name) const
{
    const auto found = std::find_if(lines.begin(), lines.end(), isNamed(name));
    return found == lines.end() ? nullptr : &*found;
}

std::size_t HeaderFields::count(std::string_view name) const
{
    return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), isNamed(name)));
}

std::string HeaderFields::combined(std::string_view name) const
{
    std::string values;
    bool isFirst = true;
    for (const HeaderField &field : lines) {
        if (!base::equalsIgnoringCase(field.name, name))
            continue;
        if (!isFirst)
            values += ", ";
        values += field.value;
        isFirst = false;
    }
    return values;
}

bool HeaderFields::hasToken(std::string_view name, std::string_view token) const
{
    return std::any_of(lines.begin(), lines.end(), [name, token](const HeaderField &field) {
        return base::equalsIgnoringCase(field.name, name) && base::listHasToken(field.value, token);
    });
}

} // namespace hop101::http

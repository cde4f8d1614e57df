// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/connectionhops.h"

#include "core/capture/jsonvalue.h"

#include <algorithm>

namespace hop101::capture {

namespace {

constexpr auto kNone = std::size_t(-1);

/// Of the exchanges of its hop, this is the n-th.
std::size_t placeOf(const std::vector<hop::Exchange> &all, const hop::Exchange &exchange)
{
    std::size_t place = 0;
    for (const hop::Exchange &one : all) {
        if (one.id == exchange.id)
            return place;
        place += one.hop == exchange.hop ? 1 : 0;
    }
    return kNone;
}

} // namespace

std::uint64_t connectionOf(const Hop &hop)
{
    if (hop.transport.find("\"connection\"") == std::string::npos)
        return 0; // most captures: nothing to parse
    const auto json = jsonFrom(base::asBytes(hop.transport));
    const auto number = json && json->is_object() ? json->find("connection") : JsonValue::const_iterator();
    return json && json->is_object() && number != json->end() && number->is_number_unsigned()
        ? number->get<std::uint64_t>()
        : 0;
}

std::vector<base::HopId> hopsBeside(const Reader &reader, base::HopId hop)
{
    const auto all = reader.hops();
    const auto own = std::find_if(all.begin(), all.end(), [hop](const Hop &one) { return one.id == hop; });
    const std::uint64_t connection = own == all.end() ? 0 : connectionOf(*own);
    if (connection == 0)
        return {hop};
    std::vector<base::HopId> hops;
    for (const Hop &one : all)
        if (one.session == own->session && connectionOf(one) == connection)
            hops.push_back(one.id);
    return hops;
}

std::vector<hop::Exchange> exchangesBeside(const Reader &reader, const hop::Exchange &exchange)
{
    const auto all = reader.exchanges();
    const std::size_t place = placeOf(all, exchange);
    if (place == kNone)
        return {exchange};
    std::vector<hop::Exchange> found;
    for (const base::HopId hop : hopsBeside(reader, exchange.hop)) {
        std::size_t passed = 0;
        for (const hop::Exchange &one : all)
            if (one.hop == hop && passed++ == place)
                found.push_back(one);
    }
    return found;
}

} // namespace hop101::capture

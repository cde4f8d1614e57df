// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/chooseexchange.h"

#include "app/cli/values.h"
#include "core/capture/content.h"
#include "core/doctor/words.h"

#include <algorithm>

namespace hop101::cli {
namespace {

constexpr std::size_t kMaxChoices = 20;

std::string stateText(const hop::Exchange &exchange)
{
    switch (exchange.state) {
    case hop::ExchangeState::Waiting:
        return "not answered";
    case hop::ExchangeState::Upgraded:
        return "upgraded";
    case hop::ExchangeState::Broken101:
        return "a broken 101";
    case hop::ExchangeState::Refused:
        return "answered with " + std::to_string(exchange.status);
    case hop::ExchangeState::NoAnswer:
        return "without an answer";
    case hop::ExchangeState::Tunnelled:
        return "a tunnel";
    }
    return {};
}

std::string choicesOf(const std::vector<hop::Exchange> &exchanges)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(exchanges.size(), kMaxChoices); ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(exchanges[i].id.value) + " (" + stateText(exchanges[i])
            + ')';
    return exchanges.size() > kMaxChoices ? text + " and more" : text;
}

} // namespace

base::Result<hop::Exchange, UsageError> chooseExchange(const capture::Reader &reader, const std::string &path,
                                                       const std::string &option,
                                                       std::optional<std::uint64_t> number)
{
    const std::vector<hop::Exchange> exchanges = reader.exchanges();
    if (exchanges.empty())
        return UsageError{inQuotes(path)
                          + " has no exchange: no HTTP head was recorded in it. Choose another capture."};
    if (!number) {
        const auto upgraded = std::find_if(exchanges.begin(), exchanges.end(), [](const auto &exchange) {
            return exchange.state == hop::ExchangeState::Upgraded;
        });
        return upgraded == exchanges.end() ? exchanges.front() : *upgraded;
    }
    for (const hop::Exchange &exchange : exchanges)
        if (exchange.id.value == *number)
            return exchange;
    return UsageError{inQuotes(path) + " has no exchange " + std::to_string(*number) + ": choose with "
                      + option + " one of " + choicesOf(exchanges) + '.'};
}

std::string exchangeName(const capture::Reader &reader, const hop::Exchange &exchange)
{
    std::string name = "exchange " + std::to_string(exchange.id.value);
    if (const auto head = capture::requestHead(reader, reader.event(exchange.request)))
        name += ", " + doctor::shown(head->method + ' ' + head->target);
    if (exchange.hop.value >= 1 && exchange.hop.value <= reader.hops().size()) {
        const std::string &url = reader.hops()[exchange.hop.value - 1].url;
        if (!url.empty())
            name += " at " + doctor::shown(url);
    }
    return name + ", " + stateText(exchange);
}

} // namespace hop101::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/plan.h"
#include "core/plan/url.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/targets.h"

#include <algorithm>

namespace hop101::fuzz {
namespace {

bool isVisibleAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

void checkUrl(const plan::Url &url)
{
    HOP101_REQUIRE(!url.host.empty() && url.port != 0);
    HOP101_REQUIRE(url.target.starts_with('/') && isVisibleAscii(url.target));
    HOP101_REQUIRE(isVisibleAscii(url.hostHeader()) && isVisibleAscii(url.userInfo));
    HOP101_REQUIRE(url.target.find('#') == std::string::npos);
    const auto again = plan::parseUrl(url.text());
    HOP101_REQUIRE(again);
    HOP101_REQUIRE(again.value().text() == url.text());
    HOP101_REQUIRE(again.value().secure == url.secure && again.value().port == url.port);
    HOP101_REQUIRE(again.value().target == url.target && again.value().userInfo.empty());
}

} // namespace

void planJson(base::ByteSpan input)
{
    const auto plan = plan::fromJson(base::asText(input));
    if (!plan) {
        HOP101_REQUIRE(plan.error().at <= input.size());
        return;
    }
    const std::string text = plan::toJson(plan.value());
    const auto again = plan::fromJson(text);
    HOP101_REQUIRE(again);
    HOP101_REQUIRE(again.value() == plan.value());
    HOP101_REQUIRE(plan::toJson(again.value()) == text);
    if (const auto target = plan::parseUrl(plan.value().url))
        HOP101_REQUIRE(!plan::requestHead(plan.value(), target.value(), "key").empty());
}

void url(base::ByteSpan input)
{
    const std::string_view text = base::asText(input);
    const auto parsed = plan::parseUrl(text);
    if (parsed)
        checkUrl(parsed.value());
    else
        HOP101_REQUIRE(parsed.error().at <= text.size());
}

} // namespace hop101::fuzz
